// Which STUN and TURN servers the broker lets this page try. Checked by hand: the schema would cost the first load more than all the
// rest of this page. A test holds the two equal.
import type { CheckServers } from '../../../shared/protocol/check.ts';
import { ask, isDeclined } from '../link/http.ts';

export type Servers =
  | { readonly at: 'given'; readonly servers: CheckServers }
  | { readonly at: 'wait'; readonly seconds: number }
  | { readonly at: 'gone' };

export async function askServers(): Promise<Servers> {
  const answer = await ask('POST', '/api/check/servers', {});
  if (isDeclined(answer))
    return answer.declined === 'TOO_MANY_TRIES'
      ? { at: 'wait', seconds: answer.retryAfter ?? 60 }
      : { at: 'gone' };
  return isCheckServers(answer) ? { at: 'given', servers: answer } : { at: 'gone' };
}

export function isCheckServers(x: unknown): x is CheckServers {
  if (!hasOnly(x, ['iceServers', 'relay'])) return false;
  const isRelay = x['relay'] === 'offered' || x['relay'] === 'untried' || x['relay'] === 'none';
  return isRelay && isList(x['iceServers'], isServer);
}

function isServer(x: unknown): boolean {
  if (!hasOnly(x, ['urls', 'username', 'credential'])) return false;
  const isOptional = (key: string) => !(key in x) || x[key] === undefined || isText(x[key]);
  const { urls } = x;
  return (isText(urls) || isList(urls, isText)) && isOptional('username') && isOptional('credential');
}

const isText = (x: unknown): boolean => typeof x === 'string' && x.length <= 300;
const isList = (x: unknown, is: (one: unknown) => boolean): boolean =>
  Array.isArray(x) && x.length <= 8 && x.every(is);

/** An object with no other keys than these. */
function hasOnly(x: unknown, keys: readonly string[]): x is Record<string, unknown> {
  if (typeof x !== 'object' || x === null || Array.isArray(x)) return false;
  return Object.keys(x).every((key) => keys.includes(key));
}
