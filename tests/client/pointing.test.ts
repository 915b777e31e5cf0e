// A hand on somebody else's picture: where a place on the page lies in it, and what of pointing and drawing arrives.
import { signal } from '@preact/signals';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Hand, openHand } from '../../client-web/src/features/pointing/hand.ts';
import { areaOf, movedBy, nearestShare, shareAt } from '../../client-web/src/features/pointing/place.ts';
import { openPointed, type Pointed } from '../../client-web/src/features/pointing/pointed.ts';
import type { TalkOf } from '../../link/talk.ts';
import { type Drawing, MOST_POINTS, MOST_STROKES, withStroke } from '../../shared/channel/drawing.ts';
import { PENS } from '../../shared/channel/pointing.ts';
import { chance, settle } from './support/kit.ts';
import { twoPages } from './support/wire.ts';

describe('the place of a picture in its box', () => {
  const wide = { width: 1600, height: 900 };

  it('leaves bars above and below a picture that is wider than its box', () =>
    expect(areaOf({ width: 800, height: 800 }, wide)).toEqual({
      left: 0,
      top: 175,
      width: 800,
      height: 450,
    }));
  it('leaves bars beside one that is narrower', () =>
    expect(areaOf({ width: 900, height: 300 }, { width: 300, height: 300 })).toEqual({
      left: 300,
      top: 0,
      width: 300,
      height: 300,
    }));
  it('makes a small picture larger', () =>
    expect(areaOf(wide, { width: 16, height: 9 })).toEqual({ left: 0, top: 0, ...wide }));
  it('is nowhere while either has no size', () => {
    expect(areaOf({ width: 0, height: 100 }, wide)).toBeNull();
    expect(areaOf(wide, { width: 0, height: 0 })).toBeNull();
    expect(areaOf(wide, { width: Number.NaN, height: 9 })).toBeNull();
  });

  const area = { left: 0, top: 175, width: 800, height: 450 };
  it('says which share of the picture lies under a place', () => {
    expect(shareAt(area, { x: 200, y: 400 })).toEqual({ x: 0.25, y: 0.5 });
    expect(shareAt(area, { x: 0, y: 175 })).toEqual({ x: 0, y: 0 });
    expect(shareAt(area, { x: 800, y: 625 })).toEqual({ x: 1, y: 1 });
  });
  it('says that the bars belong to nobody', () => {
    expect(shareAt(area, { x: 400, y: 174 })).toBeNull();
    expect(shareAt(area, { x: 400, y: 626 })).toBeNull();
  });
  it('ends a line that leaves the picture at its edge', () =>
    expect(nearestShare(area, { x: 900, y: 10 })).toEqual({ x: 1, y: 0 }));
  it('keeps a step of the arrow keys inside', () =>
    expect(movedBy({ x: 0.99, y: 0.5 }, { x: 0.08, y: -0.08 })).toEqual({ x: 1, y: 0.42 }));
});

describe('a drawing', () => {
  const said = (id: string, count: number, more: Partial<TalkOf<'stroke'>> = {}): TalkOf<'stroke'> => ({
    k: 'stroke',
    id,
    pen: 'blue',
    points: Array.from({ length: count }, () => [0.5, 0.5]),
    isEnd: false,
    ...more,
  });
  const drawn = (messages: readonly TalkOf<'stroke'>[]): Drawing =>
    messages.reduce<Drawing>((drawing, message) => withStroke(drawing, message) ?? drawing, []);

  it('lets no line go on that is done or changes its pen', () => {
    const done = drawn([said('a', 1, { isEnd: true })]);
    expect(withStroke(done, said('a', 1))).toBeNull();
    expect(withStroke(drawn([said('a', 1)]), said('a', 1, { pen: 'black' }))).toBeNull();
  });
  it('forgets the oldest lines', () => {
    const many = drawn(Array.from({ length: MOST_STROKES + 3 }, (_, n) => said(`${n}`, 1)));
    expect(many.length).toBe(MOST_STROKES);
    expect(many[0]?.id).toBe('3');
  });
  it('holds no more points than it may, however they come', () => {
    const flood = drawn(Array.from({ length: 500 }, (_, n) => said(`${n % 10}`, 64)));
    expect(flood.reduce((sum, { points }) => sum + points.length, 0)).toBeLessThanOrEqual(MOST_POINTS);
  });
});

describe('a hand on the picture', () => {
  let pages: ReturnType<typeof twoPages>;
  const picture = signal<{ gid: string } | null>(null);
  const showing = signal<{ grant: { gid: string } } | null>(null);
  let hand: Hand;
  let pointed: Pointed;
  const show = (gid: string | null) => {
    showing.value = gid ? { grant: { gid } } : null;
    picture.value = gid ? { gid } : null;
  };

  beforeEach(async () => {
    show(null);
    pages = twoPages();
    hand = openHand({ talk: pages.maria, picture, deps: { ...pages.clock, ...chance } });
    pointed = openPointed({ talk: pages.carla, showing });
    await pages.join();
    show('one');
    hand.take('point');
  });

  afterEach(() => {
    hand.close();
    pointed.close();
  });

  it('is seen where it points, and not any more when it leaves', async () => {
    hand.moveTo({ x: 0.25, y: 0.5 });
    await settle();
    expect(pointed.pointer.value).toEqual({ x: 0.25, y: 0.5 });
    hand.leave();
    await settle();
    expect(pointed.pointer.value).toBeNull();
  });

  it('says at most thirty places a second, and always the last one', async () => {
    let told = 0;
    pages.carla.on('point', () => {
      told += 1;
    });
    for (let n = 0; n < 500; n++) {
      hand.moveTo({ x: n / 1_000, y: 0 });
      pages.clock.advance(2);
    }
    await settle();
    expect(told).toBeGreaterThan(20);
    expect(told).toBeLessThanOrEqual(31);
    pages.clock.advance(100);
    await settle();
    expect(pointed.pointer.value).toEqual({ x: 0.499, y: 0 });
  });

  it('draws the same lines at both ends', async () => {
    hand.take('draw');
    hand.pen.value = 'black';
    hand.press({ x: 0, y: 0 });
    for (let n = 1; n <= 200; n++) hand.moveTo({ x: n / 200, y: n / 400 });
    hand.lift();
    hand.press({ x: 0.5, y: 0.5 });
    pages.clock.advance(100);
    await settle();
    expect(pointed.drawing.value).toEqual(hand.drawing.value);
    expect(pointed.drawing.value.map(({ points, isDone }) => [points.length, isDone])).toEqual([
      [201, true],
      [1, false],
    ]);
    hand.clear();
    await settle();
    expect(pointed.drawing.value).toEqual([]);
    hand.moveTo({ x: 0.6, y: 0.6 });
    await settle();
    expect(pointed.drawing.value).toEqual([]);
  });

  it('only points while nothing is drawn with', async () => {
    hand.press({ x: 0.5, y: 0.5 });
    hand.moveTo({ x: 0.6, y: 0.6 });
    pages.clock.advance(100);
    await settle();
    expect(pointed.drawing.value).toEqual([]);
    expect(pointed.pointer.value).toEqual({ x: 0.6, y: 0.6 });
  });

  it('is gone with the picture, at both ends', async () => {
    hand.take('draw');
    hand.press({ x: 0.5, y: 0.5 });
    await settle();
    show(null);
    await settle();
    expect([hand.mode.value, hand.pointer.value, hand.drawing.value]).toEqual(['off', null, []]);
    expect([pointed.pointer.value, pointed.drawing.value]).toEqual([null, []]);
    hand.take('draw');
    hand.press({ x: 0.5, y: 0.5 });
    expect([hand.mode.value, hand.drawing.value]).toEqual(['off', []]);
  });

  it('is gone from the customer’s page with what is shown, whatever the technician’s page says', async () => {
    hand.take('draw');
    hand.press({ x: 0.5, y: 0.5 });
    hand.lift();
    await settle();
    showing.value = { grant: { gid: 'two' } };
    expect([pointed.pointer.value, pointed.drawing.value]).toEqual([null, []]);
    expect(hand.drawing.value.length).toBe(1);
  });

  it('leaves nothing on another picture', async () => {
    hand.take('draw');
    hand.press({ x: 0.5, y: 0.5 });
    hand.lift();
    await settle();
    expect(pointed.drawing.value.length).toBe(1);
    show('two');
    await settle();
    expect([hand.drawing.value, pointed.drawing.value]).toEqual([[], []]);
  });

  it('is not taken where nothing is shown', async () => {
    showing.value = null;
    const strange = pointed.strange.value;
    const id = chance.newUuid();
    await pages.raw('{"k":"point","x":0.5,"y":0.5}');
    await pages.raw(JSON.stringify({ k: 'stroke', id, pen: PENS[0], points: [[0, 0]], isEnd: true }));
    await settle();
    expect([pointed.pointer.value, pointed.drawing.value]).toEqual([null, []]);
    expect(pointed.strange.value).toBe(strange + 2);
  });

  it('is told again on a new lane, since the page at the other end may be another one', async () => {
    hand.take('draw');
    hand.press({ x: 0.1, y: 0.1 });
    for (let n = 1; n <= 150; n++) hand.moveTo({ x: 0.1 + n / 1_000, y: 0.1 });
    hand.lift();
    await settle();
    pages.cut();
    expect(pointed.pointer.value).toBeNull();
    await pages.join();
    expect(pointed.drawing.value).toEqual(hand.drawing.value);
    expect(pointed.drawing.value.map(({ points }) => points.length)).toEqual([151]);
    expect(pointed.strange.value).toBe(0);
  });
});
