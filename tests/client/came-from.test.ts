// The address that a button on another site carries to the portal: origin and path of a web page, and nothing else.
import { describe, expect, it } from 'vitest';
import { pageIn } from '../../client-web/src/portal/came-from.ts';
import { pageAddress } from '../../shared/protocol/requests.ts';

const carries = (address: string) => pageIn(`#page=${encodeURIComponent(address)}`);

describe('a page that is carried along', () => {
  it('is its origin and path, without what may be private', () => {
    expect(carries('https://acme.example/shop/cart?session=4711#top')).toBe('https://acme.example/shop/cart');
    expect(carries('http://localhost:8080/')).toBe('http://localhost:8080/');
    expect(carries('https://anna:secret@acme.example/a b/è')).toBe('https://acme.example/a%20b/%C3%A8');
    expect(carries('https://acme.example/@anna')).toBe('https://acme.example/@anna');
  });

  it('shows a name in other letters as it is really called', () => {
    expect(carries('https://аcme.example/')).toBe('https://xn--cme-5cd.example/');
  });

  it('is none where it is no web page, or too long to be read', () => {
    const others = [
      '',
      'acme.example',
      'javascript:alert(1)',
      'data:text/html,x',
      'file:///etc/passwd',
      'blob:https://acme.example/1',
      `https://acme.example/${'a'.repeat(500)}`,
    ];
    for (const other of others) expect(carries(other), other).toBeNull();
    expect(pageIn('')).toBeNull();
    expect(pageIn('#other=https://acme.example/')).toBeNull();
    expect(pageIn('#page=%')).toBeNull();
  });

  it('is always what the broker takes, and the broker takes nothing else of an address', () => {
    for (const address of [
      'https://acme.example/a?b#c',
      'http://[::1]:3000/x',
      'https://u:p@acme.example/@x',
    ])
      expect(pageAddress.safeParse(carries(address)).success, address).toBe(true);
    for (const wrong of [
      'https://a@b.example/',
      'https://a.example/?q',
      'https://a.example/#f',
      'ftp://a.example/',
      'x',
      '',
    ])
      expect(pageAddress.safeParse(wrong).success, wrong).toBe(false);
  });
});
