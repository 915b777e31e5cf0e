// The settings of database and Redis: every mistake in words, and never a word of a password.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readEngines } from '../../server/config/engines.ts';

const folder = mkdtempSync(join(tmpdir(), 'permesso-engines-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const DATABASE = 'postgres://permesso:hush-hush@db.example.org/permesso';
const REDIS = 'redis://:hush-hush@redis.example.org:6379';
const read = (env: Record<string, string>) => {
  const problems: string[] = [];
  const engines = readEngines(env, (problem) => {
    problems.push(problem);
    return null;
  });
  return { ...engines, problems };
};

describe('database and Redis', () => {
  it('are a file and nobody where nothing is said', () => {
    expect(read({})).toEqual({ postgres: null, redisUrl: null, problems: [] });
    expect(read({ PERMESSO_DATABASE_URL: '', PERMESSO_REDIS_URL: '' }).problems).toEqual([]);
  });

  it('are addresses, or files that hold one', () => {
    const file = join(folder, 'database-url');
    writeFileSync(file, `${DATABASE}\n`);
    for (const value of [DATABASE, file])
      expect(read({ PERMESSO_DATABASE_URL: value, PERMESSO_REDIS_URL: REDIS })).toEqual({
        postgres: { url: DATABASE, ownerUrl: null },
        redisUrl: REDIS,
        problems: [],
      });
  });

  it('are refused in words that hold no password', () => {
    const bad = [
      { PERMESSO_DATABASE_URL: 'mysql://me:hush-hush@db.example.org/x' },
      { PERMESSO_DATABASE_URL: 'postgres://db.example.org/x' },
      { PERMESSO_DATABASE_URL: 'postgres://me:hush-hush@db.example.org' },
      { PERMESSO_DATABASE_URL: join(folder, 'nowhere') },
      { PERMESSO_DATABASE_OWNER_URL: DATABASE },
      { PERMESSO_REDIS_URL: REDIS },
      { PERMESSO_DATABASE_URL: DATABASE, PERMESSO_REDIS_URL: 'http://hush-hush' },
    ];
    for (const env of bad) {
      const { problems } = read(env);
      expect([env, problems.length]).toEqual([env, 1]);
      expect(problems.join()).not.toContain('hush-hush');
    }
  });
});
