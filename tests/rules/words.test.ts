// Small promises about the files themselves: none is half a test, none is unfinished, none knows where it was written.
import { describe, expect, it } from 'vitest';
import { sourcesIn } from '../support/sources.ts';

const rooms = ['shared', 'server', 'verify', 'link', 'host', 'client-web', 'scripts', 'tests'].flatMap(
  sourcesIn,
);
const others = rooms.filter(({ path }) => path !== 'tests/rules/words.test.ts');
const withWord = (word: RegExp, among = others) =>
  among.filter(({ text }) => word.test(text)).map(({ path }) => path);

describe('no file', () => {
  it('leaves a test out or alone', () => {
    const tests = others.filter(({ path }) => path.endsWith('.test.ts'));
    expect(tests.length).toBeGreaterThan(10);
    expect(
      withWord(/\b(?:describe|it|test)\.(?:skip|only|todo|fails)\b|\bx(?:it|describe)\(/, tests),
    ).toEqual([]);
  });

  it('mocks a module of ours', () => {
    expect(withWord(/\bvi\.(?:mock|doMock)\(/)).toEqual([]);
  });

  it('is unfinished', () => {
    expect(withWord(/\b(?:FIXME|XXX|HACK)\b|\bTODO(?!\()/)).toEqual([]);
  });

  it('knows the folder it was written in', () => {
    expect(withWord(/['"`](?:\/home\/|\/work\/|\/Users\/|[A-Z]:\\\\Users)/)).toEqual([]);
  });

  it('silences the compiler', () => {
    expect(withWord(/@ts-(?:ignore|nocheck|expect-error)/)).toEqual([]);
  });

  it('swallows an error of the process and goes on', () => {
    expect(withWord(/\.on\(\s*['"](?:uncaughtException|unhandledRejection)['"]/)).toEqual([]);
  });

  it('opens without a word about what it is', () => {
    const silent = others
      .filter(({ path }) => /^(?:shared|server|host|verify|tests)\//.test(path))
      .filter(({ text }) => !/^(?:#!.+\n)?\/\/ \S/.test(text));
    expect(silent.map(({ path }) => path)).toEqual([]);
  });
});
