// Where a webhook may lead. Whoever may write an address here could otherwise have the broker knock at doors that only the broker
// reaches: its own, those of its network, a cloud's metadata (server-side request forgery). So only public addresses are let through,
// and the one that was looked at is the one that is connected to: a name that answers differently the second time gains nothing.
import type { LookupAddress } from 'node:dns';
import { BlockList, isIP } from 'node:net';
import type { Delivered } from '../../shared/protocol/webhooks.ts';

/** IANA's special-purpose registry, RFC 6890 and its additions. */
const CLOSED_V4: readonly (readonly [string, number])[] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.31.196.0', 24],
  ['192.52.193.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['192.175.48.0', 24],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
];
/** Of IPv6 only 2000::/3 is public at all: mapped, translated, unique-local, link-local and multicast addresses lie outside. */
const OPEN_V6 = ['2000::', 3] as const;
const CLOSED_V6: readonly (readonly [string, number])[] = [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['2620:4f:8000::', 48],
  ['3fff::', 20],
];

const closed = new BlockList();
for (const [net, bits] of CLOSED_V4) closed.addSubnet(net, bits, 'ipv4');
for (const [net, bits] of CLOSED_V6) closed.addSubnet(net, bits, 'ipv6');
const open = new BlockList();
open.addSubnet(...OPEN_V6, 'ipv6');

/** @param address as DNS or an address bar has it, IPv6 without brackets */
export function isPublicAddress(address: string): boolean {
  const family = isIP(address);
  if (family === 4) return !closed.check(address, 'ipv4');
  return family === 6 && open.check(address, 'ipv6') && !closed.check(address, 'ipv6');
}

export interface Target {
  readonly url: URL;
  /** The operator has named this very host and port: any address and plain http will do. */
  readonly isNamed: boolean;
}

const portOf = ({ port, protocol }: URL): string => port || (protocol === 'https:' ? '443' : '80');
export const hostOf = ({ hostname }: URL): string => hostname.replace(/^\[|\]$/g, '');

/**
 * What can be said of an address before anybody is asked for its host.
 * @param allowed `host:port` by the operator  @returns null where no delivery may ever go
 */
export function targetOf(text: string, allowed: readonly string[]): Target | null {
  if (!URL.canParse(text)) return null;
  const url = new URL(text);
  if (url.username || url.password || url.hash) return null;
  const isNamed = allowed.includes(`${url.hostname}:${portOf(url)}`);
  if (isNamed) return ['http:', 'https:'].includes(url.protocol) ? { url, isNamed } : null;
  if (url.protocol !== 'https:') return null;
  // The URL parser has turned 0x7f.1 and 2130706433 into four plain numbers by now.
  const host = hostOf(url);
  return isIP(host) !== 0 && !isPublicAddress(host) ? null : { url, isNamed };
}

/** Asks the system's resolver, for all addresses. */
export type Resolve = (host: string) => Promise<readonly LookupAddress[]>;

/** The one address to connect to. A name of which any address is not public is refused whole: it may be a trap in turns. */
export async function addressFor(
  { url, isNamed }: Target,
  resolve: Resolve,
): Promise<LookupAddress | { readonly failed: Delivered }> {
  const host = hostOf(url);
  const family = isIP(host);
  const found = family === 0 ? await resolve(host).catch(() => []) : [{ address: host, family }];
  const [first] = found;
  if (!first) return { failed: 'unknown-host' };
  const arePublic = found.every(({ address }) => isPublicAddress(address));
  return isNamed || arePublic ? first : { failed: 'private-address' };
}
