// The Allow button's rules, each with somebody who tries to get round it (security rules 14 and 15).
import { describe, expect, it } from 'vitest';
import {
  type Act,
  type Arming,
  follow,
  look,
  noPress,
  type Sight,
  secondsLeft,
  unarmed,
} from '../../client-web/src/view/arming.ts';

const still: Sight = { isFocused: true, isUncovered: true, x: 10, y: 600, width: 160, height: 44 };

/** Looks every 100 ms from `from` to `to`, as frames would. */
function watch(before: Arming, sight: Sight, [from, to]: [number, number]): Arming {
  let arming = before;
  for (let now = from; now <= to; now += 100) arming = look(arming, sight, now, 1000);
  return arming;
}

const armed = watch(unarmed, still, [0, 1000]);
const arming = watch(unarmed, still, [0, 500]);

describe('when the button is watched', () => {
  it('works after a second of standing still in sight', () => {
    expect(watch(unarmed, still, [0, 900]).phase).toBe('arming');
    expect(armed.phase).toBe('armed');
  });

  it('starts anew when it moves, even slowly', () => {
    expect(look(armed, { ...still, y: 580 }, 1100, 1000).phase).toBe('arming');
    let drifting: Arming = unarmed;
    for (let now = 0; now <= 3000; now += 100)
      drifting = look(drifting, { ...still, x: now / 100 }, now, 1000);
    expect(drifting.phase).toBe('arming');
  });

  it('starts anew after its window lost the focus, was covered, or the page slept', () => {
    expect(look(armed, { ...still, isFocused: false }, 1100, 1000).phase).toBe('away');
    expect(look(armed, { ...still, isUncovered: false }, 1100, 1000).phase).toBe('covered');
    expect(look(look(armed, { ...still, isFocused: false }, 1100, 1000), still, 1200, 1000).phase).toBe(
      'arming',
    );
    expect(look(armed, still, 9000, 1000).phase).toBe('arming');
  });

  it('counts the seconds for the words beside it', () => {
    expect(secondsLeft(unarmed, 0, 10_000)).toBe(10);
    expect(secondsLeft(look(unarmed, still, 0, 10_000), 3200, 10_000)).toBe(7);
    expect(secondsLeft(armed, 1000, 1000)).toBe(0);
  });
});

const down = (now = 0): Act => ({ kind: 'pointer-down', isTrusted: true, pointer: 1, now });
const up = (now = 50): Act => ({ kind: 'pointer-up', isTrusted: true, pointer: 1, now });
const click = (detail = 1): Act => ({ kind: 'click', isTrusted: true, detail });
const key = (isRepeat = false): Act => ({ kind: 'key-down', isTrusted: true, isRepeat });

/** Plays acts, each in its own arming, and tells how often they allowed. */
function play(acts: ReadonlyArray<[Act, Arming]>, holdMs = 0): number {
  let press = noPress;
  let count = 0;
  for (const [act, state] of acts) {
    const answer = follow(press, act, state, holdMs);
    press = answer.press;
    if (answer.allows) count += 1;
  }
  return count;
}

const all = (state: Arming, ...acts: Act[]) => acts.map((act): [Act, Arming] => [act, state]);

describe('when the button is pressed', () => {
  it('allows by pointer, by key and by assistive technology', () => {
    expect(play(all(armed, down(), up(), click()))).toBe(1);
    expect(play(all(armed, key(), click(0)))).toBe(1);
    expect(play(all(armed, click(0)))).toBe(1);
  });

  it('refuses a press that began before it was armed', () => {
    expect(play([...all(arming, down()), ...all(armed, up(), click())])).toBe(0);
    expect(play([...all(arming, key()), ...all(armed, click(0))])).toBe(0);
  });

  it('refuses a press whose two ends fall into two armings', () => {
    const again = watch(unarmed, still, [2000, 3000]);
    expect(play([...all(armed, down()), ...all(again, up(), click())])).toBe(0);
  });

  it('refuses the second half of a double click and a key held down', () => {
    expect(play(all(armed, down(), up(), click(2)))).toBe(0);
    expect(play(all(armed, key(true), click(0)))).toBe(0);
  });

  it('refuses scripts', () => {
    expect(play(all(armed, { kind: 'click', isTrusted: false, detail: 0 }))).toBe(0);
    expect(play(all(armed, { ...down(), isTrusted: false } as Act, up(), click()))).toBe(0);
  });

  it('refuses a click that nothing preceded, another pointer, and a press that left the button', () => {
    expect(play(all(armed, click()))).toBe(0);
    expect(play(all(armed, down(), { ...up(), pointer: 2 } as Act, click()))).toBe(0);
    expect(play(all(armed, down(), { kind: 'pointer-lost' }, up(), click()))).toBe(0);
  });

  it('keeps a touch whose pointer leaves between its release and its click', () => {
    expect(play(all(armed, down(), up(), { kind: 'pointer-lost' }, click()))).toBe(1);
  });

  it('works again after a refused press', () => {
    expect(play([...all(arming, down(), up(), click()), ...all(armed, down(), up(), click())])).toBe(1);
  });
});

describe('when the button must be held', () => {
  it('allows on release after the whole time, and not before', () => {
    expect(play(all(armed, down(0), up(1499), click()), 1500)).toBe(0);
    expect(play(all(armed, down(0), up(1500), click()), 1500)).toBe(1);
  });

  it('takes no key and no bare click', () => {
    expect(play(all(armed, key(), click(0)), 1500)).toBe(0);
  });
});
