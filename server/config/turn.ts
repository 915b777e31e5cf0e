// The relay (TURN) that the ends may be told of: its addresses, and the file with the secret that this broker shares with it. Which
// peers it lets through is the relay's own affair; the setting for that is only read for mistakes here (deploy/coturn/start.sh uses it).
import { createSecretKey, type KeyObject } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { isIP } from 'node:net';

export interface TurnConfig {
  /** RFC 7065, in the order in which they are told. */
  readonly urls: readonly string[];
  /** Signs; a second line of the file, if there is one, only the relay needs. Never printed: a KeyObject shows nothing of itself. */
  readonly secret: KeyObject;
}

type Env = Readonly<Record<string, string | undefined>>;
type Tell = (problem: string) => null;

export const TURN_SETTINGS = ['PERMESSO_TURN_URLS', 'PERMESSO_TURN_SECRET', 'PERMESSO_TURN_ALLOW_CIDR'];

/** Each is one more allocation for every connection, of the twelve that one end of a session may have. */
const MOST_URLS = 3;
const HOST = String.raw`(?:[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?|\[[0-9a-f:.]+\])`;
const ADDRESS = new RegExp(
  String.raw`^(?:turn:${HOST}(?::\d{1,5})?(?:\?transport=(?:udp|tcp))?|turns:${HOST}(?::\d{1,5})?(?:\?transport=tcp)?)$`,
  'i',
);
const LINE = /^[\x21-\x7e]{32,200}$/;

/** @returns null where this broker has no relay, or what is set is wrong and was told */
export function readTurn(env: Env, tell: Tell): TurnConfig | null {
  readAllowed(env['PERMESSO_TURN_ALLOW_CIDR'], tell);
  const [list, path] = [env['PERMESSO_TURN_URLS'], env['PERMESSO_TURN_SECRET']];
  if (!list && !path) return null;
  if (!list || !path)
    return tell('PERMESSO_TURN_URLS and PERMESSO_TURN_SECRET go together; only one of them is set.');
  const urls = readUrls(list, tell);
  const secret = readSecret(path, tell);
  return urls && secret ? { urls, secret } : null;
}

function readUrls(list: string, tell: Tell): readonly string[] | null {
  const urls = partsOf(list);
  const wrong = urls.filter((url) => !ADDRESS.test(url) || !hasPort(url));
  for (const url of wrong)
    tell(
      `PERMESSO_TURN_URLS has "${url}"; each part must be an address such as turn:turn.example.org:3478, ` +
        'turn:turn.example.org:3478?transport=tcp or turns:turn.example.org:5349.',
    );
  if (urls.length < 1 || urls.length > MOST_URLS)
    return tell(`PERMESSO_TURN_URLS has ${urls.length} addresses; it takes one to ${MOST_URLS}.`);
  return wrong.length > 0 ? null : urls;
}

function hasPort(url: string): boolean {
  const port = /:(\d{1,5})(?:\?|$)/.exec(url)?.[1];
  return port === undefined || (Number(port) >= 1 && Number(port) <= 65_535);
}

/** The words never repeat what the file holds. */
function readSecret(path: string, tell: Tell): KeyObject | null {
  if (!existsSync(path)) return tell(`PERMESSO_TURN_SECRET names "${path}", where there is no file.`);
  const lines = readFileSync(path, 'utf8')
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);
  const [first] = lines;
  if (first !== undefined && lines.length <= 2 && lines.every((line) => LINE.test(line)))
    return createSecretKey(first, 'utf8');
  return tell(
    `PERMESSO_TURN_SECRET names "${path}", which must hold one line of 32 to 200 printable characters without spaces, ` +
      'or two while the secret is being replaced.',
  );
}

function readAllowed(list: string | undefined, tell: Tell): void {
  for (const part of partsOf(list ?? ''))
    if (!isRange(part))
      tell(
        `PERMESSO_TURN_ALLOW_CIDR has "${part}"; it takes IPv4 ranges such as 10.20.0.0/16, and for IPv6 ranges from-to ` +
          'such as fd00::1-fd00::ff.',
      );
}

function isRange(part: string): boolean {
  const [from = '', to, ...more] = part.split('-');
  if (to !== undefined) return more.length === 0 && isIP(from) !== 0 && isIP(from) === isIP(to);
  const [address = '', bits = '32', ...rest] = part.split('/');
  // A range of fewer than eight bits would open more than any network of one's own.
  return (
    isIP(address) === 4 &&
    rest.length === 0 &&
    /^\d{1,2}$/.test(bits) &&
    Number(bits) >= 8 &&
    Number(bits) <= 32
  );
}

const partsOf = (list: string): string[] =>
  list
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean);
