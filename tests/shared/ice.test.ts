// Which addresses an end may offer. A peer that names our loopback wants our own browser to knock at our own doors.
import { describe, expect, it } from 'vitest';
import { isUsableCandidate } from '../../shared/protocol/ice.ts';

const at = (address: string, rest = 'typ host') =>
  `candidate:842163049 1 udp 2122260223 ${address} 46154 ${rest}`;

const good: Record<string, string> = {
  'a public address': at('203.0.113.7'),
  'an address of the house': at('192.168.1.20'),
  'a public IPv6 address': at('2001:db8::7'),
  'a unique local IPv6 address': at('fd12:3456:789a::1'),
  'a name that hides the address': at('0f1e2d3c-4b5a-4978-8695-a4b3c2d1e0f9.local'),
  'a mapped one by STUN': at(
    '203.0.113.7',
    'typ srflx raddr 192.168.1.20 rport 46154 generation 0 ufrag aB+/ network-cost 999',
  ),
  'one of a relay': at('203.0.113.7', 'typ relay raddr 198.51.100.3 rport 1'),
  'one over TCP': 'candidate:1 1 tcp 1518280447 192.168.1.20 9 typ host tcptype active generation 0',
  'with the a= in front': `a=${at('203.0.113.7')}`,
  'the end of candidates': '',
};
describe('addresses that may be offered', () => {
  for (const [what, line] of Object.entries(good)) it(what, () => expect(isUsableCandidate(line)).toBe(true));
});

const bad: Record<string, string> = {
  loopback: at('127.0.0.1'),
  'all of loopback': at('127.255.0.3'),
  'loopback in hexadecimal': at('0x7f.0.0.1'),
  'loopback in octal': at('0177.0.0.1'),
  'loopback as one number': at('2130706433'),
  'loopback shortened': at('127.1'),
  'a number with an exponent': at('1e1.0.0.1'),
  'a number with a sign': at('+10.0.0.1'),
  'a number that is missing': at('10...1'),
  'a number with leading noughts': at('010.0.0.1'),
  'no address': at('0.0.0.0'),
  'this network': at('0.1.2.3'),
  'link-local': at('169.254.7.7'),
  'the metadata of a cloud': at('169.254.169.254'),
  multicast: at('224.0.0.251'),
  broadcast: at('255.255.255.255'),
  'a number too large': at('256.1.1.1'),
  'IPv6 loopback': at('::1'),
  'IPv6 loopback in full': at('0:0:0:0:0:0:0:1'),
  'IPv6 nowhere': at('::'),
  'IPv6 link-local': at('fe80::1'),
  'IPv6 link-local in capitals': at('FEBF::1'),
  'IPv6 link-local with a zone': at('fe80::1%eth0'),
  'IPv6 multicast': at('ff02::fb'),
  'v4-mapped loopback': at('::ffff:127.0.0.1'),
  'v4-mapped loopback in hexadecimal': at('::ffff:7f00:1'),
  'v4-mapped in full': at('0:0:0:0:0:ffff:a9fe:a9fe'),
  'v4-compatible loopback': at('::7f00:1'),
  'three colons': at('2001:::1'),
  'two gaps': at('2001::1::2'),
  'too few groups': at('1:2'),
  'too many groups': at('1:2:3:4:5:6:7:8:9'),
  'a host name': at('router.local'),
  'a host name of the internet': at('evil.example.org'),
  localhost: at('localhost'),
  'two lines in one': `${at('203.0.113.7')}\r\n${at('127.0.0.1')}`,
  'a third component': at('203.0.113.7').replace(' 1 udp', ' 3 udp'),
  'another protocol': at('203.0.113.7').replace('udp', 'http'),
  'another kind': at('203.0.113.7', 'typ evil'),
  'a kind that is missing': at('203.0.113.7', ''),
  'no candidate at all': 'hello',
};
describe('addresses that may not be offered', () => {
  for (const [what, line] of Object.entries(bad)) it(what, () => expect(isUsableCandidate(line)).toBe(false));
});
