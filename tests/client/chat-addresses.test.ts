// Addresses in what somebody wrote: found whole, never one that only looks like another, and nothing of the text is lost.
import { describe, expect, it } from 'vitest';
import { partsOf } from '../../client-web/src/features/chat/addresses.ts';
import { openTyping } from '../../client-web/src/features/chat/typing.ts';
import type { TalkLine } from '../../link/talk.ts';
import { readTalk, type Talk } from '../../shared/channel/talk.ts';
import { fakeClock } from './support/clock.ts';

const found = (text: string) => partsOf(text).flatMap((part) => ('url' in part ? [part.url.href] : []));

describe('an address', () => {
  it.each([
    ['See https://example.org/a?b=1.', ['https://example.org/a?b=1']],
    ['(http://example.org), and HTTPS://EXAMPLE.ORG/x!', ['http://example.org/', 'https://example.org/x']],
    ['https://аpple.com', ['https://xn--pple-43d.com/']],
    ['https://bank.example@evil.example/', []],
    ['javascript:alert(1) data:text/html,x ftp://example.org www.example.org', []],
    ['https://', []],
    ['http://[::1', []],
    ['"https://example.org/"><script>', ['https://example.org/']],
  ])('in %j', (text, urls) => {
    expect(found(text)).toEqual(urls);
    expect(
      partsOf(text)
        .map((part) => part.text)
        .join(''),
    ).toBe(text);
  });
});

describe('whether the other end writes', () => {
  function line() {
    const clock = fakeClock();
    const said: Talk[] = [];
    const handlers = new Map<string, (message: Talk) => void>();
    const talk = {
      say: (message: Talk) => said.push(message) > 0,
      on: (kind: string, handler: (message: Talk) => void) => {
        handlers.set(kind, handler);
        return () => handlers.delete(kind);
      },
    } as Pick<TalkLine, 'say' | 'on'>;
    const hears = (message: Talk) => handlers.get(message.k)?.(message);
    return { clock, said, hears, typing: openTyping(talk, clock) };
  }
  const CHAT = { k: 'chat', id: '018f4b1e-0000-7000-8000-000000000000', n: 1, text: 'hi', at: 1 } as const;

  it('is said at most every three seconds, and is a word that both ends read', () => {
    const { clock, said, typing } = line();
    for (let key = 0; key < 20; key += 1) {
      typing.touch();
      clock.advance(500);
    }
    expect(said).toHaveLength(4);
    typing.rest();
    typing.touch();
    expect(said).toHaveLength(5);
    for (const message of said)
      expect(readTalk(JSON.stringify(message), 'customer')).toEqual({ k: 'typing' });
  });

  it('is forgotten when no more is heard, and when the line has come', () => {
    const { clock, hears, typing } = line();
    hears({ k: 'typing' });
    expect(typing.isOn.value).toBe(true);
    clock.advance(5_000);
    hears({ k: 'typing' });
    clock.advance(5_000);
    expect(typing.isOn.value).toBe(true);
    clock.advance(1_001);
    expect(typing.isOn.value).toBe(false);
    hears({ k: 'typing' });
    hears(CHAT);
    expect(typing.isOn.value).toBe(false);
  });
});
