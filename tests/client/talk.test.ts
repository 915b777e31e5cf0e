// An end that makes no sense, or says too much: it is counted, and after a while no longer heard.
import { describe, expect, it } from 'vitest';
import { openTalkGuard } from '../../link/talk-guard.ts';
import { fakeClock } from './support/clock.ts';
import { settle } from './support/kit.ts';
import { twoPages } from './support/wire.ts';

const BEAT = '{"k":"beat"}';

describe('the guard of the talk lane', () => {
  it('forgives four in a row that have no form, and not the fifth', () => {
    const guard = openTalkGuard(fakeClock());
    for (let n = 0; n < 4; n++) expect(guard.count(false)).toBeNull();
    expect(guard.count(true)).toBeNull();
    for (let n = 0; n < 4; n++) expect(guard.count(false)).toBeNull();
    expect(guard.count(false)).toBe('malformed');
  });

  it('forgives ninety-nine in all', () => {
    const guard = openTalkGuard(fakeClock());
    for (let n = 0; n < 99; n++) {
      expect(guard.count(false)).toBeNull();
      expect(guard.count(true)).toBeNull();
    }
    expect(guard.count(false)).toBe('malformed');
  });

  it('lets a page point and draw without a pause, and catch up after a connection that stood still', () => {
    const clock = fakeClock();
    const guard = openTalkGuard(clock);
    for (let n = 0; n < 10_000; n++) {
      clock.advance(16);
      expect(guard.count(true)).toBeNull();
    }
    for (let n = 0; n < 5_000; n++) expect(guard.count(true)).toBeNull();
  });

  it('calls more than that a flood', () => {
    const guard = openTalkGuard(fakeClock());
    const said = Array.from({ length: 6_001 }, () => guard.count(true));
    expect(said.slice(0, 6_000).every((each) => each === null)).toBe(true);
    expect(said.at(-1)).toBe('flood');
  });
});

describe('a page whose other end makes no sense', () => {
  it('closes the lane, says why, and hears nothing of a new one', async () => {
    const pages = twoPages();
    const lane = await pages.join();
    let isClosed = false;
    lane.b.on({
      close() {
        isClosed = true;
      },
    });
    for (let n = 0; n < 5; n++) await pages.raw('{"k":"evil"}');
    await settle();
    expect(pages.carla.cut.value).toBe('malformed');
    expect(pages.carla.malformed.value).toBe(5);
    expect(isClosed).toBe(true);

    pages.cut();
    let heard = 0;
    pages.carla.on('hello', () => {
      heard += 1;
    });
    await pages.join();
    expect(pages.carla.isUp.value).toBe(false);
    expect(pages.carla.say({ k: 'beat' })).toBe(false);
    await pages.raw('{"k":"hello","have":0}');
    await settle();
    expect(heard).toBe(0);
  });

  it('takes what only itself may say for nonsense', async () => {
    const pages = twoPages();
    await pages.join();
    await pages.raw('{"k":"zoom-off","why":"browser"}');
    await pages.raw(BEAT);
    await settle();
    expect(pages.carla.malformed.value).toBe(1);
    expect(pages.carla.cut.value).toBeNull();
  });
});
