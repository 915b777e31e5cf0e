// The settings of the relay: every mistake in words, and never a word of what the secret's file holds.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { afterAll, describe, expect, it } from 'vitest';
import { ConfigProblems, readConfig } from '../../server/config.ts';

const folder = mkdtempSync(join(tmpdir(), 'permesso-turn-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const fileWith = (name: string, text: string): string => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};
const SECRET = 'correct-horse-battery-staple-0123456789';
const good = fileWith('good', `${SECRET}\n`);
const URL = 'turn:turn.example.org:3478';

const problemsOf = (env: Record<string, string>): readonly string[] => {
  try {
    readConfig(env);
    return [];
  } catch (error) {
    if (error instanceof ConfigProblems) return error.problems;
    throw error;
  }
};
const withUrls = (urls: string) => problemsOf({ PERMESSO_TURN_URLS: urls, PERMESSO_TURN_SECRET: good });
const withSecret = (text: string) =>
  problemsOf({ PERMESSO_TURN_URLS: URL, PERMESSO_TURN_SECRET: fileWith('tried', text) });
const withRange = (range: string) => problemsOf({ PERMESSO_TURN_ALLOW_CIDR: range });

describe('the settings of the relay', () => {
  it('are none by themselves', () => expect(readConfig({}).turn).toBe(null));

  it('name its addresses, over UDP, TCP and TLS', () => {
    const urls = `${URL}, turn:turn.example.org:3478?transport=tcp,turns:[2001:db8::1]:5349`;
    const { turn } = readConfig({ PERMESSO_TURN_URLS: urls, PERMESSO_TURN_SECRET: good });
    expect(turn?.urls).toEqual([
      'turn:turn.example.org:3478',
      'turn:turn.example.org:3478?transport=tcp',
      'turns:[2001:db8::1]:5349',
    ]);
  });

  it('show nothing of the secret, however they are printed', () => {
    const config = readConfig({ PERMESSO_TURN_URLS: URL, PERMESSO_TURN_SECRET: good });
    expect(inspect(config, { depth: 9, showHidden: true }) + JSON.stringify(config)).not.toContain(
      'correct-horse',
    );
  });

  it('go together', () => {
    const words = 'PERMESSO_TURN_URLS and PERMESSO_TURN_SECRET go together; only one of them is set.';
    expect(problemsOf({ PERMESSO_TURN_URLS: URL })).toEqual([words]);
    expect(problemsOf({ PERMESSO_TURN_SECRET: good })).toEqual([words]);
  });

  for (const url of [
    ...[
      'stun:turn.example.org',
      'turn://turn.example.org',
      'turn:',
      'turn:a b',
      'turn:user@turn.example.org',
    ],
    ...['turn:turn.example.org:0', 'turn:turn.example.org:70000', 'turn:turn.example.org?transport=sctp'],
    ...['turns:turn.example.org?transport=udp', 'https://turn.example.org', 'turn:turn.example.org#x'],
  ])
    it(`take no address like ${url}`, () => {
      expect(withUrls(url)).toEqual([
        expect.stringContaining(`PERMESSO_TURN_URLS has "${url}"; each part must be`),
      ]);
    });

  it('take three addresses at most', () => {
    expect(withUrls(`${URL},${URL},${URL},${URL}`)).toEqual([
      'PERMESSO_TURN_URLS has 4 addresses; it takes one to 3.',
    ]);
  });

  it('say where there is no file', () => {
    const missing = join(folder, 'missing');
    expect(problemsOf({ PERMESSO_TURN_URLS: URL, PERMESSO_TURN_SECRET: missing })).toEqual([
      `PERMESSO_TURN_SECRET names "${missing}", where there is no file.`,
    ]);
  });

  for (const [what, text] of [
    ['that is short', 'hunter2'],
    ['with spaces', `${SECRET} ${SECRET}`],
    ['of three lines', `${SECRET}\n${SECRET}\n${SECRET}`],
    ['with a short second line', `${SECRET}\nhunter2`],
    ['that is empty', '\n'],
  ] as const)
    it(`take no secret ${what}, and do not repeat it`, () => {
      const [problem, ...more] = withSecret(text);
      expect(more).toEqual([]);
      expect(problem).toContain('which must hold one line of 32 to 200 printable characters');
      expect(problem).not.toMatch(/hunter2|correct-horse/);
    });

  it('take two lines, of which the first signs', () => {
    const path = fileWith('two', `${SECRET}-new\n${SECRET}-old\n`);
    const { turn } = readConfig({ PERMESSO_TURN_URLS: URL, PERMESSO_TURN_SECRET: path });
    expect(turn?.secret.export().toString()).toBe(`${SECRET}-new`);
  });

  it('take ranges of the operator’s own', () => {
    expect(withRange('10.20.0.0/16, 192.168.7.9,fd00::1-fd00::ff, 10.0.0.1-10.0.0.9')).toEqual([]);
  });
  for (const range of [
    '0.0.0.0/0',
    '10.0.0.0/7',
    '10.0.0.0/33',
    'fd00::/8',
    'intranet',
    '10.0.0.1-fd00::1',
    '10.0.0.1-2-3',
  ])
    it(`take no range like ${range}`, () => {
      expect(withRange(range)).toEqual([expect.stringContaining(`PERMESSO_TURN_ALLOW_CIDR has "${range}"`)]);
    });
});
