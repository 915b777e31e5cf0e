// What the connection check makes of its findings: the sentence at the end, the rating, and what leaves the page as text.
import { describe, expect, it } from 'vitest';
import type { Findings, Path, PathsFacts, Way } from '../../client-web/src/check/findings.ts';
import { serversOf, wayOf } from '../../client-web/src/check/paths.ts';
import { isCheckServers } from '../../client-web/src/check/servers.ts';
import { shorten } from '../../client-web/src/check/shorten.ts';
import { answerOf, judge, rate } from '../../client-web/src/check/verdict.ts';
import { checkServers } from '../../shared/protocol/check.ts';

const path = (way: Way, outcome: Path['outcome']): Path => ({ way, outcome, seenAs: null });
type Tried = Extract<PathsFacts, { at: 'tried' }>;
const tried = (paths: readonly Path[], but: Partial<Tried> = {}): Tried => ({
  at: 'tried',
  hasNetwork: true,
  relay: 'offered',
  paths,
  ...but,
});
const WELL = {
  browser: { isSecure: true, hasKeys: true, hasRtc: true, hasSockets: true, canShow: true, isHeld: false },
  broker: { tries: 8, lost: 0, medianMs: 30, isWell: true },
  socket: 'open',
  paths: tried([path('stun', 'reached'), path('udp', 'reached'), path('tcp', 'reached')]),
  quality: { through: 'relay', rttMs: 40, lost: 0, bytesPerSecond: 500_000 },
} as const satisfies Findings;

describe('the sentence at the end', () => {
  const cases: [string, Partial<Findings>, string, string][] = [
    ['all is open', {}, 'well', 'yes'],
    ['the address is not protected', { browser: { ...WELL.browser, isSecure: false } }, 'insecure', 'no'],
    ['the browser has no WebRTC', { browser: { ...WELL.browser, hasRtc: false } }, 'no-rtc', 'no'],
    ['the page stands in a frame', { browser: { ...WELL.browser, isHeld: true } }, 'held', 'no'],
    ['it is a phone', { browser: { ...WELL.browser, canShow: false } }, 'no-screen', 'partly'],
    ['the broker does not answer', { broker: { ...WELL.broker, medianMs: null } }, 'broker-gone', 'no'],
    ['the broker is unwell', { broker: { ...WELL.broker, isWell: false } }, 'broker-unwell', 'no'],
    ['no socket comes through', { socket: 'blocked' }, 'no-socket', 'no'],
    ['the broker went away meanwhile', { socket: 'gone' }, 'broker-gone', 'no'],
    ['it went away later', { paths: { at: 'gone' } }, 'broker-gone', 'no'],
    ['it was tried just now', { paths: { at: 'wait', seconds: 5 } }, 'wait', 'partly'],
    [
      'no UDP comes through',
      { paths: tried([path('stun', 'silent'), path('udp', 'silent'), path('tls', 'reached')]) },
      'relay-only',
      'yes',
    ],
    [
      'the relay is out of reach',
      { paths: tried([path('stun', 'reached'), path('udp', 'silent')]) },
      'relay-silent',
      'partly',
    ],
    [
      'the relay lets nobody in',
      { paths: tried([path('stun', 'reached'), path('udp', 'refused')]) },
      'relay-silent',
      'partly',
    ],
    [
      'there is no relay',
      { paths: tried([path('stun', 'reached')], { relay: 'none' }) },
      'direct-only',
      'yes',
    ],
    ['there is nothing at all', { paths: tried([], { relay: 'none' }) }, 'near-only', 'partly'],
    ['nothing is reached', { paths: tried([path('stun', 'silent'), path('tls', 'silent')]) }, 'no-way', 'no'],
    [
      'the browser gives no network',
      { paths: tried([path('stun', 'silent')], { hasNetwork: false }) },
      'no-network',
      'no',
    ],
    ['the way is too slow', { quality: { ...WELL.quality, rttMs: 900 } }, 'slow', 'partly'],
  ];
  it.each(cases)('when %s', (_when, but, verdict, answer) => {
    const judged = judge({ ...WELL, ...but }, false);
    expect([judged, answerOf(judged)]).toEqual([verdict, answer]);
  });

  it('does not ask of a technician’s browser that it can show a screen', () => {
    const browser = { ...WELL.browser, canShow: false, isHeld: true };
    expect(judge({ ...WELL, browser }, true)).toBe('well');
  });
});

describe('what to expect', () => {
  const of = (rttMs: number, lost: number, bytesPerSecond: number | null) =>
    rate({ through: 'relay', rttMs, lost, bytesPerSecond });
  it('is said in three words', () => {
    expect(of(40, 0, null)).toBe('good');
    expect(of(40, 0.05, null)).toBe('text');
    expect(of(300, 0, null)).toBe('text');
    expect(of(40, 0, 20_000)).toBe('text');
    expect(of(700, 0, null)).toBe('slow');
    expect(of(40, 0.3, null)).toBe('slow');
    expect(of(40, 0, 4_000)).toBe('slow');
  });
  it('does not hold a long way against a fast line', () => {
    expect(of(190, 0, 30_000)).toBe('good');
  });
});

describe('an address', () => {
  it('is cut short before it is shown or copied', () => {
    expect(shorten('203.0.113.77')).toBe('203.0.113.0/24');
    expect(shorten('::ffff:203.0.113.77')).toBe('203.0.113.0/24');
    expect(shorten('2001:db8:1234:5678::9')).toBe('2001:db8:1234::/48');
    expect(shorten('2001:db8::9')).toBe('2001:db8::/48');
    expect(shorten('4cb100df-33b5-4731-ade3-2bf6d19eae76.local')).toBeNull();
    expect(shorten('::1')).toBeNull();
  });
});

describe('the servers', () => {
  it('are tried one address at a time, by the way their form says', () => {
    const given = {
      iceServers: [
        {
          urls: ['turn:r:3478', 'turn:r:3478?transport=tcp', 'turns:r:5349'],
          username: 'u',
          credential: 'c',
        },
        { urls: 'stun:s:3478' },
      ],
      relay: 'offered',
    } as const;
    const servers = serversOf(given as unknown as Parameters<typeof serversOf>[0]);
    expect(servers.map(({ url }) => wayOf(url))).toEqual(['udp', 'tcp', 'tls', 'stun']);
    expect(servers.map(({ rtc }) => rtc.username)).toEqual(['u', 'u', 'u', undefined]);
  });

  it('are checked by hand as by the schema', () => {
    const good = { iceServers: [{ urls: 'stun:s:1' }], relay: 'none' };
    const all: unknown[] = [
      good,
      { ...good, iceServers: [] },
      { ...good, iceServers: [{ urls: ['turn:r:1'], username: 'u', credential: 'c' }], relay: 'offered' },
      { ...good, relay: 'maybe' },
      { ...good, more: 1 },
      { iceServers: [] },
      { ...good, iceServers: Array(9).fill({ urls: 'stun:s:1' }) },
      { ...good, iceServers: [{ urls: 'x'.repeat(301) }] },
      { ...good, iceServers: [{ urls: 5 }] },
      { ...good, iceServers: [{ urls: 'stun:s:1', extra: true }] },
      { ...good, iceServers: [{ urls: 'stun:s:1', username: 7 }] },
      { ...good, iceServers: [{ username: 'u' }] },
      { ...good, iceServers: {} },
      [],
      null,
      'x',
    ];
    for (const one of all)
      expect(isCheckServers(one), JSON.stringify(one)).toBe(checkServers.safeParse(one).success);
  });
});
