// What we ship to run it: compose files that keep their promises, also when somebody spoils them, and a hardened service.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ROOT } from '../support/sources.ts';

const CHECK = new URL('../../scripts/compose-check.mjs', import.meta.url).href;
const { composeProblems } = (await import(CHECK)) as {
  composeProblems(file: string, text: string): string[];
};
const read = (name: string) => readFileSync(join(ROOT, name), 'utf8');

describe('the compose file of several nodes', () => {
  const text = read('docker-compose.yml');
  const spoilt = (from: string | RegExp, to: string) => {
    const changed = text.replace(from, to);
    expect(changed).not.toBe(text);
    return composeProblems('docker-compose.yml', changed).join('\n');
  };

  it('is in order', () => expect(composeProblems('docker-compose.yml', text)).toEqual([]));

  it.each([
    ['a file system that can be written to', 'read_only: true', 'read_only: false', 'read-only'],
    ['a capability more', '- NET_BIND_SERVICE', '- SYS_ADMIN', 'no right'],
    ['privileges to gain', 'no-new-privileges:true', 'no-new-privileges:false', 'gain privileges'],
    [
      'a database that is reached from outside',
      "user: '70:70'",
      "user: '70:70'\n    ports: ['5432:5432']",
      'this machine only',
    ],
    ['a back network with a way out', 'internal: true', 'internal: false', 'no way out'],
    [
      'a default folder of secrets',
      /\$\{SECRETS_FOLDER:\?[^}]*\}\/database-password/,
      './secrets/database-password',
      'SECRETS_FOLDER',
    ],
    [
      'a default password',
      'POSTGRES_PASSWORD_FILE: /run/secrets/database-owner-password',
      'POSTGRES_PASSWORD: permesso',
      'POSTGRES_PASSWORD',
    ],
    [
      'an address of the database in the file',
      'PERMESSO_DATABASE_URL: /run/secrets/permesso/database-url',
      'PERMESSO_DATABASE_URL: postgres://a:b@postgres/c',
      'DATABASE_URL',
    ],
    [
      'brokers that own what they write',
      '    PERMESSO_DATABASE_OWNER_URL: /run/secrets/permesso/database-owner-url\n',
      '',
      'owns nothing',
    ],
    [
      'a broker that does not wait',
      'condition: service_healthy',
      'condition: service_started',
      'until they are well',
    ],
    [
      'no health check',
      / {4}healthcheck:\n {6}test: \[CMD, pg_isready[^\n]*\n(?: {6}\w+: \w+\n)+/,
      '',
      'tells its health',
    ],
    ['brokers that differ', '- heads-2:/heads', '- heads-2:/heads\n      - other:/other', 'both brokers'],
    [
      'a setting that does not exist',
      'PERMESSO_LOG_LEVEL:',
      'PERMESSO_LOGLEVEL:',
      'PERMESSO_LOGLEVEL is not explained',
    ],
  ])('is refused with %s', (_what, from, to, words) => {
    expect(spoilt(from, to)).toContain(words);
  });
});

describe('the service for systemd', () => {
  it('is one that systemd takes, and exposes little', () => {
    const folder = mkdtempSync(join(tmpdir(), 'permesso-unit-'));
    const unit = join(folder, 'permesso.service');
    // The program that is here, since a unit whose program is missing does not verify.
    writeFileSync(unit, read('deploy/systemd/permesso.service').replace('/usr/bin/node', process.execPath));
    const run = (...args: string[]) => execFileSync('systemd-analyze', [...args, unit], { encoding: 'utf8' });
    expect(run('verify', '--man=no')).toBe('');
    // Fails above 2.0 of 10.
    const said = run('security', '--offline=true', '--threshold=20');
    expect(said).toContain('Overall exposure level');
    rmSync(folder, { recursive: true });
  });

  it('gives the broker time to say goodbye, its own user, and secrets as credentials', () => {
    const text = read('deploy/systemd/permesso.service');
    for (const line of ['TimeoutStopSec=35', 'DynamicUser=yes', 'ProtectSystem=strict', 'Restart=on-failure'])
      expect(text).toContain(`\n${line}\n`);
    expect(text).toMatch(/^LoadCredential=secrets\.json:/m);
    expect(text).toMatch(/^LoadCredential=keys\.json:/m);
  });
});
