// The technician's mouse and keyboard on somebody else's computer: what arrives there, how often, and that it is let go of.
import { signal } from '@preact/signals';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { KeyPress } from '../../client-web/src/features/control/keys.ts';
import { openPad, type Pad } from '../../client-web/src/features/control/pad.ts';
import { type Hand, openHand } from '../../client-web/src/features/pointing/hand.ts';
import type { Lane } from '../../link/lane.ts';
import { type Control, type ControlAnswer, readControl } from '../../shared/channel/control.ts';
import { ACTS_PER_SECOND } from '../../shared/channel/control-gate.ts';
import { chance, settle } from './support/kit.ts';
import { twoPages, wire } from './support/wire.ts';

const LEFT = 1;
const here = { x: 0.25, y: 0.5 };
const key = (code: string, more: Partial<KeyPress> = {}): KeyPress => ({
  code,
  key: code,
  ctrlKey: false,
  altKey: false,
  metaKey: false,
  isComposing: false,
  repeat: false,
  getModifierState: () => false,
  ...more,
});

let pages: ReturnType<typeof twoPages>;
const lane = signal<Lane | null>(null);
const picture = signal<{ gid: string } | null>(null);
let hand: Hand;
let pad: Pad;
let host: Lane;
let heard: (Control | null)[];

/** Gives the page a lane to the host, as a grant does. */
function allow(): void {
  const between = wire();
  host = between.b;
  heard = [];
  host.on({ data: (raw) => void heard.push(typeof raw === 'string' ? readControl(raw) : null) });
  lane.value = between.a;
}
/** What the host understood since the last look, without the numbers. */
async function told(): Promise<unknown[]> {
  await settle();
  return heard.splice(0).map((control) => {
    if (!control) return null;
    const { n, ...act } = control;
    return act;
  });
}
async function answers(answer: ControlAnswer): Promise<void> {
  await host.send(JSON.stringify(answer));
  await settle();
}

beforeEach(() => {
  lane.value = null;
  picture.value = { gid: 'view' };
  pages = twoPages();
  hand = openHand({ talk: pages.maria, picture, deps: { ...pages.clock, ...chance } });
  pad = openPad({ lane, picture, hand, clock: pages.clock });
  allow();
});
afterEach(() => {
  pad.close();
  hand.close();
});

/** Takes the pad, with the keys. */
function takes(): void {
  pad.take();
  pad.hold();
}

describe('taking mouse and keyboard', () => {
  it('needs somebody who said so: nothing is sent before', async () => {
    pad.point(here, LEFT);
    pad.keyDown(key('Enter'));
    pad.write('a');
    pad.turn({ deltaX: 0, deltaY: 100, deltaMode: 0 });
    pad.tap(['Escape']);
    expect(await told()).toEqual([]);
    expect(pad.isOn.value).toBe(false);
  });
  it('needs a permission that is carried out, and a picture', () => {
    lane.value = null;
    pad.take();
    expect([pad.canTake.value, pad.isOn.value]).toEqual([false, false]);
    allow();
    picture.value = null;
    pad.take();
    expect([pad.canTake.value, pad.isOn.value]).toEqual([false, false]);
  });
  it('is there at once for who comes back to a session that has it', async () => {
    const later = openPad({ lane, picture, hand, clock: pages.clock });
    later.take();
    later.hold();
    later.write('a');
    await answers({ k: 'ack', n: 1 });
    expect(later.following.value).toBe('follows');
    expect(await told()).toEqual([{ k: 'text', s: 'a' }]);
    later.close();
  });
  it('puts pointing and drawing away, and is put away by them', async () => {
    hand.take('draw');
    takes();
    expect(hand.mode.value).toBe('off');
    hand.take('point');
    expect(pad.isOn.value).toBe(false);
    expect(await told()).toEqual([{ k: 'release' }]);
  });
  it('is over with the lane and with the picture, and does not come back by itself', async () => {
    takes();
    lane.value = null;
    expect(pad.isOn.value).toBe(false);
    allow();
    expect(pad.isOn.value).toBe(false);
    takes();
    picture.value = null;
    expect(pad.isOn.value).toBe(false);
    expect(await told()).toEqual([{ k: 'release' }]);
  });
});

describe('what is done', () => {
  beforeEach(takes);

  it('is numbered from one on each lane, without a gap', async () => {
    pad.write('a');
    pad.point(here, LEFT);
    pad.point(here, 0);
    await settle();
    expect(heard.map((control) => control?.n)).toEqual([1, 2, 3]);
    allow();
    takes();
    pad.write('b');
    await settle();
    expect(heard.map((control) => control?.n)).toEqual([1]);
  });
  it('moves at most sixty times a second, and always to the last place', async () => {
    for (let i = 0; i <= 1_000; i++) {
      pad.point({ x: i / 1_000, y: 0 }, 0);
      pages.clock.advance(1);
    }
    pages.clock.advance(50);
    const moves = await told();
    expect(moves.length).toBeGreaterThan(40);
    expect(moves.length).toBeLessThanOrEqual(64);
    expect(moves.length).toBeLessThan(ACTS_PER_SECOND / 2);
    expect(moves.at(-1)).toEqual({ k: 'move', x: 1, y: 0 });
  });
  it('does not move to where it is', async () => {
    pad.point(here, 0);
    pages.clock.advance(50);
    pad.point(here, 0);
    pages.clock.advance(50);
    expect(await told()).toHaveLength(1);
  });
  it('presses at its place, and forgets the moves before it', async () => {
    pad.point({ x: 0, y: 0 }, 0);
    pad.point({ x: 0.1, y: 0 }, 0);
    pad.point(here, LEFT);
    pages.clock.advance(50);
    expect(await told()).toEqual([
      { k: 'move', x: 0, y: 0 },
      { k: 'button', button: 'left', down: true, ...here },
    ]);
  });
  it('scrolls and types where the pointer has come to by then', async () => {
    pad.point({ x: 0, y: 0 }, 0);
    pad.point(here, 0);
    pad.turn({ deltaX: 0, deltaY: 300, deltaMode: 0 });
    expect(await told()).toEqual([
      { k: 'move', x: 0, y: 0 },
      { k: 'move', ...here },
      { k: 'wheel', dx: 0, dy: 3 },
    ]);
  });
  it('takes a held modifier to the click', async () => {
    pad.keyDown(key('ControlLeft', { ctrlKey: true }));
    pad.point(here, LEFT);
    pad.point(here, 0);
    pad.keyUp(key('ControlLeft'));
    expect(await told()).toEqual([
      { k: 'key', code: 'ControlLeft', down: true },
      { k: 'button', button: 'left', down: true, ...here },
      { k: 'button', button: 'left', down: false, ...here },
      { k: 'key', code: 'ControlLeft', down: false },
    ]);
  });
  it('leaves to the browser what writes, and takes the rest from it', () => {
    expect(pad.keyDown(key('KeyQ', { key: 'q' }))).toBe(true);
    expect(pad.keyDown(key('Tab'))).toBe(false);
    expect(pad.keyDown(key('KeyW', { key: 'w', ctrlKey: true }))).toBe(false);
  });
  it('taps a chord and lets go of it in the other order', async () => {
    pad.tap(['AltLeft', 'Tab']);
    expect(await told()).toEqual([
      { k: 'key', code: 'AltLeft', down: true },
      { k: 'key', code: 'Tab', down: true },
      { k: 'key', code: 'Tab', down: false },
      { k: 'key', code: 'AltLeft', down: false },
    ]);
  });
});

describe('letting go', () => {
  const release = { k: 'release' };
  beforeEach(async () => {
    takes();
    pad.point(here, LEFT);
    pad.keyDown(key('ArrowDown'));
    expect(await told()).toHaveLength(2);
    expect(pad.isPressed.value).toBe(true);
  });

  it('happens when the keys go elsewhere, once', async () => {
    pad.rest();
    pad.rest();
    expect(await told()).toEqual([release]);
    expect([pad.isOn.value, pad.isHeld.value, pad.isPressed.value]).toEqual([true, false, false]);
  });
  it('happens when it is put away, and when the view is closed', async () => {
    pad.putAway();
    pad.close();
    expect(await told()).toEqual([release]);
  });
  it('happens when the pointer is lost with a button down, and only then', async () => {
    pad.lose();
    pad.lose();
    expect(await told()).toEqual([release]);
  });
  it('does not tell afterwards that something goes up, nor press again what is still down here', async () => {
    pad.rest();
    pad.hold();
    pad.keyUp(key('ArrowDown'));
    pad.point(here, LEFT);
    pad.point(here, 0);
    expect(await told()).toEqual([release]);
  });
  it('sends no move that waited', async () => {
    pad.point({ x: 0.3, y: 0.5 }, LEFT);
    pad.point({ x: 0.4, y: 0.5 }, LEFT);
    pad.rest();
    pages.clock.advance(1_000);
    expect((await told()).at(-1)).toEqual(release);
  });
  it('of the button happens at the last place in the picture when the pointer is beside it', async () => {
    pad.point(null, 0);
    expect(await told()).toEqual([{ k: 'button', button: 'left', down: false, ...here }]);
  });
});

describe('Escape', () => {
  const escapeKey = key('Escape');
  const press = () => {
    pad.keyDown(escapeKey);
    pad.keyUp(escapeKey);
  };
  beforeEach(takes);

  it('goes to the customer’s computer', async () => {
    press();
    pages.clock.advance(600);
    press();
    expect(pad.isOn.value).toBe(true);
    expect(await told()).toHaveLength(4);
  });
  it('pressed twice quickly puts mouse and keyboard away', async () => {
    press();
    pages.clock.advance(300);
    press();
    expect(pad.isOn.value).toBe(false);
    expect((await told()).at(-1)).toEqual({ k: 'release' });
  });
  it('held down, or with another key in between, does not', () => {
    press();
    pad.keyDown(key('Escape', { repeat: true }));
    pad.keyDown(key('ArrowUp'));
    press();
    expect(pad.isOn.value).toBe(true);
  });
});

describe('what comes of it', () => {
  beforeEach(takes);

  it('is that the computer follows, once it says so', async () => {
    expect(pad.following.value).toBe('still');
    pad.write('a');
    await answers({ k: 'ack', n: 1 });
    expect(pad.following.value).toBe('follows');
  });
  it('is that one waits, when no answer comes', async () => {
    pad.write('a');
    pages.clock.advance(1_400);
    expect(pad.following.value).toBe('still');
    pages.clock.advance(200);
    expect(pad.following.value).toBe('waits');
    await answers({ k: 'ack', n: 1 });
    expect(pad.following.value).toBe('follows');
    pages.clock.advance(60_000);
    expect(pad.following.value).toBe('follows');
  });
  it('is why something was not done, long enough to be read', async () => {
    pad.write('a');
    await answers({ k: 'ack', n: 1 });
    await answers({ k: 'dropped', count: 1, why: 'hand' });
    pad.write('b');
    await answers({ k: 'ack', n: 2 });
    expect(pad.following.value).toBe('hand');
    pages.clock.advance(1_600);
    expect(pad.following.value).toBe('follows');
  });
  it('is nothing that was never said by a host', async () => {
    await host.send('{"k":"ack"}');
    await host.send('follows');
    await settle();
    expect(pad.following.value).toBe('still');
  });
  it('begins anew with another lane', async () => {
    pad.write('a');
    await answers({ k: 'dropped', count: 1, why: 'rate' });
    allow();
    expect(pad.following.value).toBe('still');
    pages.clock.advance(60_000);
    expect(pad.following.value).toBe('still');
  });
});
