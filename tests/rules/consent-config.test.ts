// No setting lowers consent: there is none, and one that somebody hopes for stops the start.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ConfigProblems, readConfig } from '../../server/config.ts';
import { authLevel, LIMITS, SCOPES, scope } from '../../shared/session/scopes.ts';
import { ROOT, sourcesIn, withoutComments } from '../support/sources.ts';

const KNOWN = [
  'PERMESSO_DATABASE_OWNER_URL',
  'PERMESSO_DATABASE_URL',
  'PERMESSO_DATA_DIR',
  'PERMESSO_HEADS_DIR',
  'PERMESSO_HOST',
  'PERMESSO_ICE_SERVERS',
  'PERMESSO_LOG_LEVEL',
  'PERMESSO_MAIL_FROM',
  'PERMESSO_METRICS_TOKEN',
  'PERMESSO_PORT',
  'PERMESSO_PUBLIC_URL',
  'PERMESSO_REDIS_URL',
  'PERMESSO_SECRETS_DIR',
  'PERMESSO_SMTP_URL',
  'PERMESSO_TLS_CERT',
  'PERMESSO_TLS_KEY',
  'PERMESSO_TRUST_PROXY',
  'PERMESSO_TURN_ALLOW_CIDR',
  'PERMESSO_TURN_SECRET',
  'PERMESSO_TURN_URLS',
  'PERMESSO_WEBHOOK_ALLOW',
];
const NAME = /\bPERMESSO_[A-Z][A-Z_]*/g;
const namesIn = (text: string): string[] => [...new Set(text.match(NAME) ?? [])].sort();

describe('settings', () => {
  it('are these and no others', () => {
    const used = sourcesIn('server').flatMap(({ text }) => namesIn(withoutComments(text)));
    expect([...new Set(used)].sort()).toEqual(KNOWN);
  });

  it('are the ones that the example shows', () => {
    expect(namesIn(readFileSync(join(ROOT, '.env.example'), 'utf8'))).toEqual(KNOWN);
  });

  const hoped = [
    'PERMESSO_AUTO_ACCEPT',
    'PERMESSO_AUTO_ACCEPT_ON_TIMEOUT',
    'PERMESSO_SKIP_CONSENT',
    'PERMESSO_CONSENT',
    'PERMESSO_UNATTENDED',
    'PERMESSO_ALLOW_CONTROL',
    'PERMESSO_DEFAULT_SCOPE',
    'PERMESSO_MAX_MINUTES',
    'PERMESSO_ANSWER_MS',
    'PERMESSO_NO_LOG',
    'PERMESSO_DEV',
    'PERMESSO_TEST',
  ];
  for (const name of hoped)
    it(`stop the start: ${name}`, () => {
      for (const value of ['1', 'true', 'false', ''])
        expect(() => readConfig({ [name]: value })).toThrow(`${name} is not a setting of Permesso.`);
    });

  it('stop the start also when everything else is right', () => {
    expect(() => readConfig({ PERMESSO_PORT: '3000', PERMESSO_CONSENT_TIMEOUT: '5' })).toThrow(
      ConfigProblems,
    );
  });

  it('cannot be read into the limits of consent: those are constants', () => {
    const rules = sourcesIn('shared').filter(({ text }) => /\bprocess\b|\benv\b/.test(withoutComments(text)));
    expect(rules.map(({ path }) => path)).toEqual([]);
    expect(LIMITS).toMatchObject({
      answerMs: 120_000,
      askAgainMs: 10_000,
      refusalsPerScope: 3,
      disconnectMs: 60_000,
    });
  });
});

describe('what can be allowed', () => {
  it('is a closed list without unattended access', () => {
    expect(scope.options).toEqual([
      'view',
      'control',
      'clipboard-in',
      'clipboard-out',
      'record',
      'sysinfo',
      'reboot',
    ]);
    expect(authLevel.options).toEqual(['none', 'sas', 'pake']);
  });

  it('never lasts longer than an hour, control half of that', () => {
    for (const { maxMinutes } of Object.values(SCOPES)) expect(maxMinutes).toBeLessThanOrEqual(60);
    expect(SCOPES.control.maxMinutes).toBe(30);
  });

  it('needs ends that know each other wherever a hand or a memory is lent', () => {
    for (const name of ['control', 'clipboard-in', 'clipboard-out', 'record'] as const)
      expect(SCOPES[name]).toMatchObject({ needsHost: true, needsAuth: true });
  });
});
