// Where a webhook may lead: to public addresses alone, by whatever spelling, unless the operator has named the network.
import { describe, expect, it } from 'vitest';
import { isPublicAddress, targetOf } from '../../server/webhooks/target.ts';

describe('an address that no webhook may reach', () => {
  const closed = [
    ...['0.0.0.0', '0.1.2.3', '10.0.0.1', '100.64.0.1', '100.127.255.254', '127.0.0.1', '127.255.255.255'],
    ...['169.254.169.254', '169.254.0.1', '172.16.0.1', '172.31.255.255', '192.0.0.170', '192.0.2.1'],
    ...['192.88.99.1', '192.168.0.1', '198.18.0.1', '198.19.255.255', '198.51.100.7', '203.0.113.9'],
    ...['224.0.0.1', '239.255.255.255', '240.0.0.1', '255.255.255.255'],
    ...['::', '::1', '::ffff:127.0.0.1', '::ffff:8.8.8.8', '::ffff:a00:1', '64:ff9b::a00:1', '64:ff9b:1::1'],
    ...[
      '100::1',
      '2001::1',
      '2001:db8::1',
      '2002:7f00:1::1',
      '3fff::1',
      '5f00::1',
      'fc00::1',
      'fd00:ec2::254',
    ],
    ...['fe80::1', 'febf::1', 'fec0::1', 'ff02::1', 'localhost', ''],
  ];
  for (const address of closed)
    it(`is "${address}"`, () => {
      expect(isPublicAddress(address)).toBe(false);
    });

  it('is not a public one', () => {
    for (const address of [
      '1.1.1.1',
      '8.8.8.8',
      '172.32.0.1',
      '100.128.0.1',
      '193.0.0.1',
      '2606:4700::1111',
      '2a00::1',
    ])
      expect(isPublicAddress(address), address).toBe(true);
  });

  const never = [
    'http://hooks.example.org/',
    'https://127.0.0.1/',
    'https://127.1/',
    'https://2130706433/',
    'https://0x7f.0.0.1/',
    'https://0177.0.0.1/',
    'https://[::1]/',
    'https://[::ffff:127.0.0.1]/',
    'https://[::ffff:7f00:1]/',
    'https://169.254.169.254/latest/meta-data/',
    'https://[fd00:ec2::254]/',
    'https://10.0.0.1:8443/hook',
    'https://user:pass@hooks.example.org/',
    'https://hooks.example.org/#part',
    'ftp://hooks.example.org/',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'not an address',
    '',
  ];
  for (const url of never)
    it(`is refused at once: ${url}`, () => {
      expect(targetOf(url, [])).toBeNull();
    });

  it('is let through only where the operator named this host with this port', () => {
    const allowed = ['127.0.0.1:8443'];
    expect(targetOf('http://127.0.0.1:8443/hook', allowed)).toMatchObject({ isNamed: true });
    expect(targetOf('https://127.0.0.1:8443/hook', allowed)).toMatchObject({ isNamed: true });
    for (const url of [
      'http://127.0.0.1:8444/',
      'http://127.0.0.2:8443/',
      'ftp://127.0.0.1:8443/',
      'https://127.0.0.1/',
    ])
      expect(targetOf(url, allowed), url).toBeNull();
    expect(targetOf('https://hooks.example.org/', allowed)).toMatchObject({ isNamed: false });
  });
});
