// Settings: every mistake is told in words, all at once, before anything starts.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import selfsigned from 'selfsigned';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ConfigProblems, readConfig } from '../../server/config.ts';

const problemsOf = (env: Record<string, string>): readonly string[] => {
  try {
    readConfig(env);
    return [];
  } catch (error) {
    if (error instanceof ConfigProblems) return error.problems;
    throw error;
  }
};

describe('without any setting', () => {
  it('listens on this computer alone, for this computer alone', () => {
    const config = readConfig({});
    expect(config).toMatchObject({
      port: 3000,
      host: '127.0.0.1',
      tls: null,
      logLevel: 'info',
      trustProxy: [],
      iceServers: [],
      turn: null,
    });
    expect(config.publicUrl.origin).toBe('http://localhost:3000');
    expect(Object.isFrozen(config)).toBe(true);
  });

  it('takes an empty value for none', () => {
    const empty = {
      PERMESSO_PORT: '',
      PERMESSO_PUBLIC_URL: '',
      PERMESSO_TLS_CERT: '',
      PERMESSO_TLS_KEY: '',
      PERMESSO_ICE_SERVERS: '',
    };
    expect(readConfig(empty)).toEqual(readConfig({}));
  });

  it('does not care about settings of others', () => {
    expect(problemsOf({ PATH: '/bin', PERMESSOX: '1', permesso_port: 'x' })).toEqual([]);
  });
});

describe('settings that are right', () => {
  it('are understood', () => {
    const config = readConfig({
      PERMESSO_PORT: '8443',
      PERMESSO_PUBLIC_URL: 'https://help.example.org',
      PERMESSO_LOG_LEVEL: 'warn',
      PERMESSO_TRUST_PROXY: '10.0.0.0/8, ::1',
      PERMESSO_ICE_SERVERS:
        '[{"urls":["stun:stun.example.org:3478"]},{"urls":"turns:turn.example.org","username":"u","credential":"c"}]',
    });
    expect(config).toMatchObject({ port: 8443, logLevel: 'warn', trustProxy: ['10.0.0.0/8', '::1'] });
    expect(config.iceServers).toHaveLength(2);
  });

  it('put the copies of log heads beside the data, or where they are told', () => {
    const heads = (env: Record<string, string>) => readConfig(env).headsDir;
    expect(heads({})).toBe(join(readConfig({}).dataDir, 'heads'));
    const folder = join(tmpdir(), 'data');
    expect(heads({ PERMESSO_DATA_DIR: folder, PERMESSO_HEADS_DIR: '' })).toBe(join(folder, 'heads'));
    expect(heads({ PERMESSO_DATA_DIR: folder, PERMESSO_HEADS_DIR: tmpdir() })).toBe(tmpdir());
  });

  it('may name this computer over http in each of its ways', () => {
    for (const url of ['http://localhost:3000', 'http://127.0.0.1:8080', 'http://[::1]:3000'])
      expect(problemsOf({ PERMESSO_PUBLIC_URL: url })).toEqual([]);
  });
});

describe('a setting that is wrong', () => {
  const wrong: [name: string, value: string][] = [
    ['PERMESSO_PORT', '0'],
    ['PERMESSO_PORT', '65536'],
    ['PERMESSO_PORT', 'http'],
    ['PERMESSO_PORT', '80.5'],
    ['PERMESSO_LOG_LEVEL', 'verbose'],
    ['PERMESSO_PUBLIC_URL', 'help.example.org'],
    ['PERMESSO_PUBLIC_URL', 'ftp://help.example.org'],
    ['PERMESSO_PUBLIC_URL', 'https://help.example.org/desk'],
    ['PERMESSO_PUBLIC_URL', 'https://help.example.org/?a=1'],
    ['PERMESSO_PUBLIC_URL', 'https://me@help.example.org'],
    ['PERMESSO_PUBLIC_URL', 'javascript:alert(1)'],
    ['PERMESSO_PUBLIC_URL', 'http://help.example.org'],
    ['PERMESSO_PUBLIC_URL', 'http://192.168.1.5:3000'],
    ['PERMESSO_PUBLIC_URL', 'http://localhost.evil.example'],
    ['PERMESSO_TRUST_PROXY', 'true'],
    ['PERMESSO_TRUST_PROXY', '10.0.0.1, proxy.local'],
    ['PERMESSO_TRUST_PROXY', '10.0.0.0/33'],
    ['PERMESSO_TRUST_PROXY', '10.0.0.0/-1'],
    ['PERMESSO_TRUST_PROXY', '0.0.0.0/0'],
    ['PERMESSO_TRUST_PROXY', '::/0'],
    ['PERMESSO_TRUST_PROXY', '10.0.0.0/8/8'],
    ['PERMESSO_ICE_SERVERS', 'stun:stun.example.org'],
    ['PERMESSO_ICE_SERVERS', '{"urls":"stun:stun.example.org"}'],
    ['PERMESSO_ICE_SERVERS', '[{"urls":"https://evil.example"}]'],
    ['PERMESSO_ICE_SERVERS', '[{"urls":[]}]'],
    ['PERMESSO_ICE_SERVERS', '[{"urls":"stun:a","extra":1}]'],
    ['PERMESSO_TLS_CERT', '/nowhere/cert.pem'],
    ['PERMESSO_TLS_KEY', '/nowhere/key.pem'],
  ];
  for (const [name, value] of wrong)
    it(`is named: ${name}=${value}`, () => {
      const [problem, ...more] = problemsOf({ [name]: value });
      expect(problem).toContain(name);
      expect(problem).toMatch(/[.\]]$/);
      expect(more).toEqual([]);
    });

  it('is told together with all the others', () => {
    const env = {
      PERMESSO_PORT: 'x',
      PERMESSO_LOG_LEVEL: 'x',
      PERMESSO_PUBLIC_URL: 'x',
      PERMESSO_TLS_CERT: 'x',
      PERMESSO_TRUST_PROXY: 'x',
      PERMESSO_ICE_SERVERS: 'x',
      PERMESSO_COLOUR: 'x',
    };
    const told = problemsOf(env).join('\n');
    for (const name of Object.keys(env)) expect(told).toContain(name);
  });

  it('says why plain http is not enough away from this computer', () => {
    expect(problemsOf({ PERMESSO_PUBLIC_URL: 'http://help.example.org' })[0]).toContain('PERMESSO_TLS_CERT');
  });
});

describe('certificate and key', () => {
  let folder: string;
  const at = (name: string) => join(folder, name);
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'permesso-tls-'));
    for (const name of ['one', 'two']) {
      const { cert, private: key } = await selfsigned.generate([{ name: 'commonName', value: name }], {
        keyType: 'ec',
      });
      writeFileSync(at(`${name}.crt`), cert);
      writeFileSync(at(`${name}.key`), key);
    }
    writeFileSync(at('nonsense'), 'hello');
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('are read together, and the address is https by itself', () => {
    const config = readConfig({ PERMESSO_TLS_CERT: at('one.crt'), PERMESSO_TLS_KEY: at('one.key') });
    expect(config.tls?.cert).toContain('BEGIN CERTIFICATE');
    expect(config.publicUrl.protocol).toBe('https:');
  });

  it('belong together', () => {
    for (const [cert, key] of [
      ['one.crt', 'two.key'],
      ['nonsense', 'one.key'],
      ['one.crt', 'nonsense'],
    ] as const) {
      const [problem] = problemsOf({ PERMESSO_TLS_CERT: at(cert), PERMESSO_TLS_KEY: at(key) });
      expect(problem).toContain('do not make a usable pair');
    }
  });
});

describe('the way out', () => {
  const MAIL = { PERMESSO_MAIL_FROM: 'help@example.org' };

  it('is a mail server with whom letters are from, as an address or in a file, and receivers named whole', () => {
    const folder = mkdtempSync(join(tmpdir(), 'permesso-config-'));
    const file = join(folder, 'smtp');
    writeFileSync(file, 'smtps://desk:p%40ss@mail.example.org\n');
    const config = readConfig({
      ...MAIL,
      PERMESSO_SMTP_URL: file,
      PERMESSO_WEBHOOK_ALLOW: 'hooks.lan:8443, [::1]:9000',
    });
    expect(config.smtp).toMatchObject({ from: 'help@example.org', url: { hostname: 'mail.example.org' } });
    expect(config.webhookAllow).toEqual(['hooks.lan:8443', '[::1]:9000']);
    expect(readConfig({})).toMatchObject({ smtp: null, webhookAllow: [] });
    rmSync(folder, { recursive: true, force: true });
  });

  it('is refused in words where something is wrong, which never repeat a password', () => {
    expect(problemsOf(MAIL)).toEqual([expect.stringContaining('go together')]);
    expect(problemsOf({ PERMESSO_SMTP_URL: 'smtp://localhost' })).toEqual([
      expect.stringContaining('go together'),
    ]);
    for (const from of ['help', 'Help <help@example.org>', 'a@b.org, c@d.org', 'a@b.org\r\nBcc: c@d.org'])
      expect(problemsOf({ PERMESSO_SMTP_URL: 'smtp://localhost', PERMESSO_MAIL_FROM: from })).toHaveLength(1);
    for (const url of ['smtp://u:secret@/', 'smtp://u:secret@host/?x=1', 'smtp://u:secret@ho st'])
      for (const problem of problemsOf({ ...MAIL, PERMESSO_SMTP_URL: url })) {
        expect(problem).toContain('PERMESSO_SMTP_URL must be an address');
        expect(problem).not.toContain('secret');
      }
    expect(problemsOf({ ...MAIL, PERMESSO_SMTP_URL: '/nowhere/smtp' })).toEqual([
      expect.stringContaining('no file'),
    ]);
    for (const allow of ['*', 'hooks.lan', 'https://hooks.lan:8443', '10.0.0.0/8', 'hooks.lan:x'])
      expect(problemsOf({ PERMESSO_WEBHOOK_ALLOW: allow })).toHaveLength(1);
  });
});
