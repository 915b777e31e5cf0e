// Turns the environment into one typed, frozen configuration. The only reader of process.env; every problem is
// reported at once, in words. Nothing here can lower consent: there is no such setting.
import { existsSync, readFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { join, resolve } from 'node:path';
import { createSecureContext } from 'node:tls';
import { z } from 'zod';
import { ENGINE_SETTINGS, type Engines, readEngines } from './config/engines.ts';
import { readSecretsPlace, type SecretsPlace } from './config/secrets.ts';
import { readTurn, TURN_SETTINGS, type TurnConfig } from './config/turn.ts';

export interface IceServerConfig {
  readonly urls: string | string[];
  readonly username?: string | undefined;
  readonly credential?: string | undefined;
}

/** The operator's mail server, and whom letters are from. */
export interface SmtpConfig {
  /** `smtp:` or `smtps:`, with name and password where the server wants them. */
  readonly url: URL;
  readonly from: string;
}

export interface Config extends Engines {
  readonly port: number;
  readonly host: string;
  readonly dataDir: string;
  readonly secrets: SecretsPlace;
  /** Where the operator packs programs for customers. */
  readonly downloadDir: string;
  /** Where copies of signed log heads are kept; best on another disk than the data. */
  readonly headsDir: string;
  readonly publicUrl: URL;
  readonly tls: { readonly cert: string; readonly key: string } | null;
  readonly logLevel: 'debug' | 'info' | 'warn' | 'error' | 'silent';
  /** Addresses of proxies whose X-Forwarded-For is believed. */
  readonly trustProxy: readonly string[];
  readonly iceServers: readonly IceServerConfig[];
  /** Null: this broker has no relay of its own. */
  readonly turn: TurnConfig | null;
  /** What readers of GET /metrics must bring; null answers them as if it were not there. */
  readonly metricsToken: string | null;
  /** Null: this broker sends no letters. */
  readonly smtp: SmtpConfig | null;
  /** `host:port` that webhooks may reach though they are private or not https. */
  readonly webhookAllow: readonly string[];
}

/** Every setting that is wrong, one sentence each. */
export class ConfigProblems extends Error {
  override readonly name = 'ConfigProblems';
  readonly problems: readonly string[];
  constructor(problems: readonly string[]) {
    super(problems.join('\n'));
    this.problems = problems;
  }
}

const KNOWN = [
  'PERMESSO_PORT',
  'PERMESSO_HOST',
  'PERMESSO_DATA_DIR',
  'PERMESSO_SECRETS_DIR',
  'PERMESSO_HEADS_DIR',
  'PERMESSO_PUBLIC_URL',
  'PERMESSO_TLS_CERT',
  'PERMESSO_TLS_KEY',
  'PERMESSO_LOG_LEVEL',
  'PERMESSO_TRUST_PROXY',
  'PERMESSO_ICE_SERVERS',
  'PERMESSO_METRICS_TOKEN',
  'PERMESSO_SMTP_URL',
  'PERMESSO_MAIL_FROM',
  'PERMESSO_WEBHOOK_ALLOW',
  ...TURN_SETTINGS,
  ...ENGINE_SETTINGS,
];
const LOOPBACK = ['localhost', '127.0.0.1', '[::1]'];

// The same limits as the pages' own (protocol/down.ts), or a page could not read its welcome.
const iceUrl = z
  .string()
  .max(300)
  .regex(/^(stun|turns?):/);
const iceServers = z
  .array(
    z.strictObject({
      urls: z.union([iceUrl, z.array(iceUrl).min(1).max(8)]),
      username: z.string().max(300).optional(),
      credential: z.string().max(300).optional(),
    }),
  )
  .max(8);

/** @throws ConfigProblems naming every wrong setting */
export function readConfig(env: Record<string, string | undefined>): Config {
  const problems: string[] = [];
  const tell = (problem: string): null => {
    problems.push(problem);
    return null;
  };
  for (const name of Object.keys(env))
    if (name.startsWith('PERMESSO_') && !KNOWN.includes(name))
      tell(`${name} is not a setting of Permesso. Known ones: ${KNOWN.join(', ')}.`);

  const port = readPort(env['PERMESSO_PORT'], tell);
  const tls = readTls(env['PERMESSO_TLS_CERT'], env['PERMESSO_TLS_KEY'], tell);
  const logLevel = readLogLevel(env['PERMESSO_LOG_LEVEL'], tell);
  const publicUrl = readPublicUrl(
    env['PERMESSO_PUBLIC_URL'] || `${tls ? 'https' : 'http'}://localhost:${port}`,
    tell,
  );
  const dataDir = resolve(env['PERMESSO_DATA_DIR'] || 'data');
  const config = {
    port,
    host: env['PERMESSO_HOST'] || '127.0.0.1',
    dataDir,
    secrets: readSecretsPlace(env, dataDir),
    downloadDir: join(dataDir, 'download'),
    headsDir: resolve(env['PERMESSO_HEADS_DIR'] || join(dataDir, 'heads')),
    publicUrl,
    tls,
    logLevel,
    trustProxy: readProxies(env['PERMESSO_TRUST_PROXY'], tell),
    iceServers: readIceServers(env['PERMESSO_ICE_SERVERS'], tell),
    turn: readTurn(env, tell),
    ...readEngines(env, tell),
    metricsToken: readMetricsToken(env['PERMESSO_METRICS_TOKEN'], tell),
    smtp: readSmtp(env['PERMESSO_SMTP_URL'], env['PERMESSO_MAIL_FROM'], tell),
    webhookAllow: readWebhookAllow(env['PERMESSO_WEBHOOK_ALLOW'], tell),
  };
  if (problems.length > 0 || publicUrl === null) throw new ConfigProblems(problems);
  return Object.freeze({ ...config, publicUrl });
}

type Tell = (problem: string) => null;

function readPort(value: string | undefined, tell: Tell): number {
  if (!value) return 3000;
  const port = Number(value);
  if (Number.isInteger(port) && port >= 1 && port <= 65_535) return port;
  tell(`PERMESSO_PORT is "${value}"; it must be a whole number from 1 to 65535.`);
  return 3000;
}

function readLogLevel(value: string | undefined, tell: Tell): Config['logLevel'] {
  const level = z.enum(['debug', 'info', 'warn', 'error', 'silent']).safeParse(value || 'info');
  if (level.success) return level.data;
  tell(`PERMESSO_LOG_LEVEL is "${value}"; it must be debug, info, warn, error or silent.`);
  return 'info';
}

/** Browsers give cookies, keys and screen capture only to https pages and to this computer itself. */
function readPublicUrl(value: string, tell: Tell): URL | null {
  const url = URL.parse ? URL.parse(value) : tryUrl(value);
  if (!url || !['http:', 'https:'].includes(url.protocol))
    return tell(`PERMESSO_PUBLIC_URL is "${value}"; it must be an address such as https://help.example.org.`);
  if (url.pathname !== '/' || url.search || url.hash || url.username)
    return tell(`PERMESSO_PUBLIC_URL is "${value}"; it must end after the host and port, without a path.`);
  if (url.protocol === 'http:' && !LOOPBACK.includes(url.hostname))
    return tell(
      `PERMESSO_PUBLIC_URL is "${value}", but browsers allow no sign-in and no screen capture on plain http away from localhost. ` +
        'Use an https address: set PERMESSO_TLS_CERT and PERMESSO_TLS_KEY, or put a TLS proxy in front.',
    );
  return url;
}

function tryUrl(value: string): URL | null {
  return URL.canParse(value) ? new URL(value) : null;
}

function readTls(cert: string | undefined, key: string | undefined, tell: Tell): Config['tls'] {
  if (!cert && !key) return null;
  if (!cert || !key)
    return tell('PERMESSO_TLS_CERT and PERMESSO_TLS_KEY go together; only one of them is set.');
  const missing = Object.entries({ PERMESSO_TLS_CERT: cert, PERMESSO_TLS_KEY: key }).filter(
    ([, path]) => !existsSync(path),
  );
  for (const [name, path] of missing) tell(`${name} names "${path}", where there is no file.`);
  if (missing.length > 0) return null;
  const pair = { cert: readFileSync(cert, 'utf8'), key: readFileSync(key, 'utf8') };
  try {
    createSecureContext(pair);
    return pair;
  } catch (error) {
    return tell(
      `PERMESSO_TLS_CERT and PERMESSO_TLS_KEY do not make a usable pair: ${(error as Error).message}.`,
    );
  }
}

function readProxies(value: string | undefined, tell: Tell): string[] {
  const parts = (value ?? '')
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean);
  for (const part of parts) {
    const [address = '', bits, ...more] = part.split('/');
    const most = isIP(address) === 4 ? 32 : 128;
    // A range of no bits is everybody, and with it any address that a visitor makes up.
    const isRange = bits === undefined || (/^[1-9]\d{0,2}$/.test(bits) && Number(bits) <= most);
    if (isIP(address) === 0 || !isRange || more.length > 0)
      tell(
        `PERMESSO_TRUST_PROXY has "${part}"; it takes addresses or ranges such as 10.0.0.0/8, with commas.`,
      );
  }
  return parts;
}

function readIceServers(value: string | undefined, tell: Tell): IceServerConfig[] {
  if (!value) return [];
  try {
    const parsed = iceServers.safeParse(JSON.parse(value));
    if (parsed.success) return parsed.data;
  } catch {
    // falls through to the same sentence
  }
  tell('PERMESSO_ICE_SERVERS must be a JSON list such as [{"urls":"stun:stun.example.org:3478"}].');
  return [];
}

/** The setting names a file, so that the token stands in no environment and in no list of processes. */
function readMetricsToken(path: string | undefined, tell: Tell): string | null {
  if (!path) return null;
  if (!existsSync(path)) return tell(`PERMESSO_METRICS_TOKEN names "${path}", where there is no file.`);
  const token = readFileSync(path, 'utf8').trim();
  if (/^[\x21-\x7e]{32,}$/.test(token)) return token;
  return tell(
    `PERMESSO_METRICS_TOKEN names "${path}", which must hold one line of at least 32 printable characters.`,
  );
}

/** The first setting is an address, or names a file with one, so that a password need not stand in the environment. */
function readSmtp(value: string | undefined, from: string | undefined, tell: Tell): SmtpConfig | null {
  if (!value && !from) return null;
  if (!value || !from)
    return tell('PERMESSO_SMTP_URL and PERMESSO_MAIL_FROM go together; only one of them is set.');
  if (!/^[^\s@<>"(),:;\\]+@[a-z0-9.-]+$/i.test(from))
    return tell(`PERMESSO_MAIL_FROM is "${from}"; it must be one plain address such as help@example.org.`);
  const isFile = !/^smtps?:/.test(value);
  if (isFile && !existsSync(value))
    return tell(`PERMESSO_SMTP_URL names "${value}", where there is no file.`);
  const url = tryUrl(isFile ? readFileSync(value, 'utf8').trim() : value);
  // Never repeated in words: it may hold a password.
  if (!url || !['smtp:', 'smtps:'].includes(url.protocol) || url.hostname === '' || url.search || url.hash)
    return tell('PERMESSO_SMTP_URL must be an address such as smtps://name:password@mail.example.org:465.');
  return { url, from };
}

/** For a receiver in one's own network, and for tests. Each is named whole: no range, no wildcard. */
function readWebhookAllow(value: string | undefined, tell: Tell): string[] {
  const parts = (value ?? '')
    .split(',')
    .map((part) => part.trim().toLowerCase())
    .filter(Boolean);
  for (const part of parts)
    if (!/^(?:[a-z0-9.-]+|\[[0-9a-f:.]+\]):\d{1,5}$/.test(part))
      tell(
        `PERMESSO_WEBHOOK_ALLOW has "${part}"; each part must be a host and a port such as hooks.lan:8443.`,
      );
  return parts;
}
