// When a lane gives up on a way that does not answer, and when it lets the browser find it again.
import { describe, expect, it } from 'vitest';
import { watchWay } from '../../link/lane-way.ts';
import { fakeClock } from './support/clock.ts';

/** The part of a connection that is watched, in whatever state a story puts it. */
class Watched extends EventTarget {
  iceConnectionState: RTCIceConnectionState = 'connected';
  becomes(state: RTCIceConnectionState) {
    this.iceConnectionState = state;
    this.dispatchEvent(new Event('iceconnectionstatechange'));
  }
}

const watched = () => {
  const pc = new Watched();
  const clock = fakeClock();
  let lost = 0;
  const way = watchWay(pc, clock, () => {
    lost += 1;
  });
  return { pc, clock, way, lost: () => lost };
};

describe('the way between the two ends', () => {
  it('is given up on when nobody answers for five seconds more', () => {
    const { pc, clock, way, lost } = watched();
    pc.becomes('disconnected');
    expect(way.isWhole()).toBe(false);
    clock.advance(4_999);
    expect(lost()).toBe(0);
    clock.advance(1);
    expect(lost()).toBe(1);
  });

  it('is left alone when it comes back in time, also the second time', () => {
    const { pc, clock, way, lost } = watched();
    for (let i = 0; i < 2; i += 1) {
      pc.becomes('disconnected');
      clock.advance(4_000);
      pc.becomes('connected');
      clock.advance(10_000);
    }
    expect([way.isWhole(), lost()]).toEqual([true, 0]);
  });

  it('is watched no more once the lane is over', () => {
    const { pc, clock, way, lost } = watched();
    pc.becomes('disconnected');
    way.close();
    pc.becomes('disconnected');
    clock.advance(60_000);
    expect(lost()).toBe(0);
  });
});
