// Who ends TLS, and whether it holds: this broker's own certificate, or a proxy's word about how the admin's own request came in.
import { X509Certificate } from 'node:crypto';
import { isIP } from 'node:net';
import type { Config } from '../config.ts';
import { absent, bad, type Check, ok, warn } from './found.ts';

/** How the request of whoever asks came in, as this broker believes it. */
export interface Came {
  readonly protocol: string;
  /** The host it names, with its port where that is not the usual one. */
  readonly host: string;
}

const DAY_MS = 24 * 3_600_000;
const SOON_DAYS = 21;

export const tlsCheck = (
  { publicUrl, tls, trustProxy }: Pick<Config, 'publicUrl' | 'tls' | 'trustProxy'>,
  came: Came,
  now: () => number,
): Check => ({
  name: 'tls',
  look: async () => {
    const host = came.host === publicUrl.host ? [] : [warn('tls-other-host', { what: publicUrl.host })];
    if (tls !== null) return [...ofCertificate(tls.cert, publicUrl.hostname, now()), ...host];
    if (publicUrl.protocol === 'http:') return [absent('tls-here-only')];
    // Without a proxy that is trusted nobody's word says how the request came in.
    if (trustProxy.length === 0) return [warn('tls-proxy-unknown')];
    return [came.protocol === 'https' ? ok('tls-proxied') : bad('tls-proxy-plain'), ...host];
  },
});

function ofCertificate(pem: string, name: string, now: number) {
  const certificate = new X509Certificate(pem);
  const left = Date.parse(certificate.validTo) - now;
  const value = Math.floor(left / DAY_MS);
  const held = value < SOON_DAYS ? warn('tls-soon', { value }) : ok('tls-own', { value });
  const until = left <= 0 ? bad('tls-over') : held;
  const host = name.replace(/^\[|\]$/g, '');
  const isNamed = (isIP(host) ? certificate.checkIP(host) : certificate.checkHost(host)) !== undefined;
  return isNamed ? [until] : [until, bad('tls-other-name', { what: name })];
}
