// Hiding one's address: what may still be said of a hidden end, and that the choice outlives a reload.
import { signal } from '@preact/signals';
import { describe, expect, it } from 'vitest';
import { openHiding } from '../../client-web/src/customer/room/hiding.ts';
import { hasRelay, openHiddenLanes, withoutAddress } from '../../link/hiding.ts';
import type { LaneHandlers } from '../../link/lane.ts';
import type { LaneData } from '../../shared/protocol/signal.ts';
import { fakeClock } from './support/clock.ts';
import { memoryStorage } from './support/kit.ts';

const candidate = (line: string): LaneData => ({
  type: 'candidate',
  candidate: { candidate: line, sdpMid: '0', sdpMLineIndex: 0 },
});
const lineOf = (data: LaneData | null) => (data?.type === 'candidate' ? data.candidate.candidate : null);

describe('what a hidden end says', () => {
  for (const line of [
    'candidate:1 1 udp 2122260223 192.0.2.7 50000 typ host generation 0',
    'candidate:1 1 udp 2122260223 4d1f0a8e-1111-4222-8333-444455556666.local 50000 typ host',
    'candidate:2 1 udp 1686052607 198.51.100.7 50000 typ srflx raddr 192.0.2.7 rport 50000',
    'candidate:3 1 tcp 1518280447 192.0.2.7 9 typ host tcptype active',
    '',
  ])
    it(`is not "${line}"`, () => expect(withoutAddress(candidate(line))).toBeNull());

  it('is the relay’s address, without the one behind it', () => {
    const line =
      'candidate:4 1 udp 41885439 203.0.113.9 50000 typ relay raddr 198.51.100.7 rport 50123 generation 0';
    expect(lineOf(withoutAddress(candidate(line)))).toBe(
      'candidate:4 1 udp 41885439 203.0.113.9 50000 typ relay raddr 0.0.0.0 rport 0 generation 0',
    );
  });

  it('is a description in which no address stands', () => {
    const sdp = 'v=0\r\nc=IN IP4 198.51.100.7\r\na=rtcp:9 IN IP6 2001:db8::7\r\na=mid:0\r\n';
    expect(withoutAddress({ type: 'offer', sdp })).toEqual({
      type: 'offer',
      sdp: 'v=0\r\nc=IN IP4 0.0.0.0\r\na=rtcp:9 IN IP4 0.0.0.0\r\na=mid:0\r\n',
    });
  });
});

describe('a relay', () => {
  it('is a turn: or turns: address, alone or among others', () => {
    expect(hasRelay([{ urls: 'stun:a' }])).toBe(false);
    expect(hasRelay([{ urls: 'stun:a' }, { urls: ['stun:b', 'turns:b'] }])).toBe(true);
    expect(hasRelay([{ urls: 'turn:a' }])).toBe(true);
  });
});

describe('a hidden lane', () => {
  const begun = () => {
    const all: Partial<LaneHandlers>[] = [];
    const on = (handlers: Partial<LaneHandlers>) => {
      all.push(handlers);
      return () => {};
    };
    return { lane: { on }, all };
  };

  it('that does not come up is told of, until one does', () => {
    const clock = fakeClock();
    const hidden = openHiddenLanes(signal(true), clock);
    hidden.follow(begun().lane);
    clock.advance(7_000);
    expect(hidden.isStuck.value).toBe(false);
    clock.advance(2_000);
    expect(hidden.isStuck.value).toBe(true);
    const next = begun();
    hidden.follow(next.lane);
    next.all[0]?.connect?.();
    expect(hidden.isStuck.value).toBe(false);
    clock.advance(60_000);
    expect(hidden.isStuck.value).toBe(false);
  });

  it('that was closed is no sign of anything, nor is one that hides nothing', () => {
    const clock = fakeClock();
    const isHidden = signal(true);
    const hidden = openHiddenLanes(isHidden, clock);
    const one = begun();
    hidden.follow(one.lane);
    one.all[0]?.close?.('here');
    isHidden.value = false;
    hidden.follow(begun().lane);
    clock.advance(60_000);
    expect(hidden.isStuck.value).toBe(false);
  });
});

describe('the choice', () => {
  it('is no by itself, and is kept through a reload', async () => {
    const storage = memoryStorage();
    const hiding = await openHiding('sid', false, storage);
    expect(hiding.isOn.value).toBe(false);
    hiding.choose(true);
    await storage.has('hide.sid');
    expect((await openHiding('sid', false, storage)).isOn.value).toBe(true);
    expect((await openHiding('another', false, storage)).isOn.value).toBe(false);
  });

  it('holds towards a colleague as well, unless made anew there', async () => {
    const storage = memoryStorage();
    const colleague = await openHiding('second', true, storage);
    expect(colleague.isOn.value).toBe(true);
    colleague.choose(false);
    await storage.has('hide.second');
    expect((await openHiding('second', true, storage)).isOn.value).toBe(false);
  });
});
