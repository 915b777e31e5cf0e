// What operators get for coturn holds every promise of ours: read here line by line, since a rule that was dropped by mistake shows only when
// somebody uses it. What coturn then does with it is turn.test.ts.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ROOT } from '../support/sources.ts';

const lines = readFileSync(join(ROOT, 'deploy/coturn/turnserver.conf'), 'utf8')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'));
const valuesOf = (option: string) =>
  lines.filter((line) => line.startsWith(`${option}=`)).map((line) => line.slice(option.length + 1));
const numberOf = (option: string) => Number(valuesOf(option)[0]);

const DENIED = {
  '0/8': '0.0.0.0-0.255.255.255',
  '10/8': '10.0.0.0-10.255.255.255',
  '100.64/10': '100.64.0.0-100.127.255.255',
  '127/8': '127.0.0.0-127.255.255.255',
  '169.254/16': '169.254.0.0-169.254.255.255',
  '172.16/12': '172.16.0.0-172.31.255.255',
  '192.0.0/24': '192.0.0.0-192.0.0.255',
  '192.168/16': '192.168.0.0-192.168.255.255',
  '198.18/15': '198.18.0.0-198.19.255.255',
  '224/4': '224.0.0.0-239.255.255.255',
  '240/4': '240.0.0.0-255.255.255.255',
  '::1 and the rest of ::/96': '::1-::ffff:ffff',
  'fc00::/7': 'fc00::-fdff:ffff:ffff:ffff:ffff:ffff:ffff:ffff',
  'fe80::/10': 'fe80::-febf:ffff:ffff:ffff:ffff:ffff:ffff:ffff',
  'ff00::/8': 'ff00::-ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff',
  '64:ff9b::/96': '64:ff9b::-64:ff9b::ffff:ffff',
  '::ffff:0:0/96': '::ffff:0:0-::ffff:ffff:ffff',
};

describe('the configuration of the relay', () => {
  for (const [range, line] of Object.entries(DENIED))
    it(`denies ${range}`, () => expect(valuesOf('denied-peer-ip')).toContain(line));

  it('denies these, and allows none back', () => {
    expect(valuesOf('denied-peer-ip').sort()).toEqual(Object.values(DENIED).sort());
    expect(lines.filter((line) => /^(allowed-peer-ip|allow-loopback-peers)/.test(line))).toEqual([]);
  });

  // coturn takes :: at the beginning of a range for "any", and then refuses all of IPv4.
  it('begins no range with ::', () => {
    expect(valuesOf('denied-peer-ip').filter((range) => range.startsWith('::-'))).toEqual([]);
  });

  for (const option of [
    ...['use-auth-secret', 'no-tcp-relay', 'no-multicast-peers', 'no-cli', 'fingerprint', 'no-dtls'],
    ...['no-tlsv1', 'no-tlsv1_1', 'no-software-attribute'],
  ])
    it(`says ${option}`, () => expect(lines).toContain(option));

  it('limits what one end of a session gets', () => {
    expect(numberOf('user-quota')).toBe(12);
    expect(numberOf('max-bps')).toBeGreaterThan(0);
    expect(numberOf('total-quota')).toBeGreaterThan(0);
    expect(numberOf('max-allocate-lifetime')).toBeLessThanOrEqual(3_600);
  });

  it('lets nonces grow old', () => {
    expect(numberOf('stale-nonce')).toBeGreaterThan(0);
    expect(numberOf('stale-nonce')).toBeLessThanOrEqual(3_600);
  });

  it('holds no secret, no user and no key', () => {
    expect(lines.filter((line) => /^(static-auth-secret|user|cli-password|cert|pkey)=/.test(line))).toEqual(
      [],
    );
  });

  it('says each option once', () => {
    const named = lines.filter((line) => !line.startsWith('denied-peer-ip='));
    expect(new Set(named.map((line) => line.split('=')[0])).size).toBe(named.length);
  });
});
