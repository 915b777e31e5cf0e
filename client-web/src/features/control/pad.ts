// The technician's mouse and keyboard on the customer's computer: off until it is taken, and let go of whenever this page
// cannot be sure of its keys and buttons. Whether an act happens is decided by the host alone.
import { computed, effect, type ReadonlySignal, signal, untracked } from '@preact/signals';
import type { Clock } from '../../../../link/deps.ts';
import type { Lane } from '../../../../link/lane.ts';
import type { KeyCode } from '../../../../shared/channel/key-codes.ts';
import type { Hand } from '../pointing/hand.ts';
import { openPace } from '../pointing/pace.ts';
import type { Share } from '../pointing/place.ts';
import { type Act, NO_BUTTONS, NOT_TURNED, pressed, type Turn, turned, writings } from './acts.ts';
import type { Following } from './following.ts';
import { chord, type KeyPress, type KeysStep, keyDown, keyUp, NO_KEYS, wheelChord } from './keys.ts';
import { openSender } from './sender.ts';

export interface Pad {
  /** There is something to take: a lane to a live grant, and a picture to see what one does. */
  readonly canTake: ReadonlySignal<boolean>;
  readonly isOn: ReadonlySignal<boolean>;
  /** On, and the keys come here. */
  readonly isHeld: ReadonlySignal<boolean>;
  /** A button is down there, so a pointer that leaves the picture goes on along its edge. */
  readonly isPressed: ReadonlySignal<boolean>;
  readonly following: ReadonlySignal<Following>;
  take(): void;
  putAway(): void;
  /** The keys come here. */
  hold(): void;
  /** The keys go elsewhere; everything is let go of. */
  rest(): void;
  /** @param at null beside the picture. @param buttons as in `MouseEvent.buttons` */
  point(at: Share | null, buttons: number): void;
  /** The pointer is gone, and nobody will tell when its buttons go up. */
  lose(): void;
  turn(turn: Turn): void;
  /** @returns true when the browser is to go on, since the key writes something */
  keyDown(press: KeyPress): boolean;
  keyUp(press: Pick<KeyPress, 'code'>): void;
  write(text: string): void;
  /** Presses these one after the other and lets go of them: for keys that this computer keeps for itself. */
  tap(codes: readonly KeyCode[]): void;
  close(): void;
}

export interface PadOptions {
  readonly lane: ReadonlySignal<Lane | null>;
  readonly picture: ReadonlySignal<object | null>;
  /** Points and draws on the same picture: one tool at a time. */
  readonly hand: Pick<Hand, 'mode' | 'take'>;
  readonly clock: Clock;
}

/** Sixty a second, far below what the host takes. */
const EVERY_MS = 16;
/** Two presses of Escape within this time are the way out for those who have no mouse. */
const WAY_OUT_MS = 500;

export function openPad({ lane, picture, hand, clock }: PadOptions): Pad {
  const canTake = computed(() => lane.value !== null && picture.value !== null);
  const isOn = signal(false);
  const isHeld = signal(false);
  const buttons = signal(NO_BUTTONS);
  const sender = openSender({ lane, clock });
  let keys = NO_KEYS;
  let left = NOT_TURNED;
  let place: Share | null = null;
  let toldPlace: Share | null = null;
  let escapeAt = Number.NEGATIVE_INFINITY;

  const moving = openPace(EVERY_MS, () => tellPlace(), clock);
  const tellPlace = () => {
    if (!place || (place.x === toldPlace?.x && place.y === toldPlace.y)) return;
    toldPlace = place;
    sender.say({ k: 'move', x: place.x, y: place.y });
  };
  /** What happens, happens where the pointer is by now. */
  const say = (acts: readonly Act[]) => {
    if (acts.length === 0) return;
    moving.flush();
    for (const act of acts) sender.say(act);
  };
  const step = ({ state, acts }: Omit<KeysStep, 'isWriting'>) => {
    keys = state;
    say(acts);
  };
  const forget = () => {
    keys = NO_KEYS;
    left = NOT_TURNED;
    moving.drop();
    buttons.value = { ...buttons.peek(), told: 0 };
  };
  const letGo = () => {
    forget();
    sender.say({ k: 'release' });
  };
  const end = () => {
    isHeld.value = false;
    isOn.value = false;
    toldPlace = null;
  };
  const putAway = () => {
    if (!isOn.peek()) return;
    letGo();
    end();
  };
  const isWayOut = ({ key, repeat, isComposing }: KeyPress): boolean => {
    if (repeat || isComposing) return false;
    const since = clock.now() - escapeAt;
    escapeAt = key === 'Escape' ? clock.now() : Number.NEGATIVE_INFINITY;
    return key === 'Escape' && since >= 0 && since <= WAY_OUT_MS;
  };

  let known = lane.peek();
  const stop = effect(() => {
    const isAnother = lane.value !== known;
    const mayGoOn = canTake.value && hand.mode.value === 'off';
    known = lane.value;
    untracked(() => {
      // Nothing is held on a new lane, which may come with another permission; whoever goes on says so.
      if (isAnother) {
        forget();
        end();
      } else if (!mayGoOn) putAway();
    });
  });
  return {
    canTake,
    isOn,
    isHeld,
    isPressed: computed(() => buttons.value.told !== 0),
    following: sender.following,
    take() {
      if (!canTake.peek()) return;
      hand.take('off');
      isOn.value = true;
    },
    putAway,
    hold() {
      if (isOn.peek()) isHeld.value = true;
    },
    rest() {
      if (!isHeld.peek()) return;
      letGo();
      isHeld.value = false;
    },
    point(at, mask) {
      if (!isOn.peek()) return;
      // What was pressed in the picture is let go of there, wherever the pointer is by then.
      const where = at ?? (buttons.peek().told === 0 ? null : place);
      const change = pressed(buttons.peek(), mask, where);
      buttons.value = change.buttons;
      if (!where) return;
      place = where;
      if (change.acts.length > 0) {
        // It says itself where it is.
        moving.drop();
        toldPlace = where;
        if (change.acts.some(({ down }) => down)) step(chord(keys));
        say(change.acts);
      } else if (isHeld.peek() || change.buttons.told !== 0) moving.want();
    },
    lose() {
      if (buttons.peek().told !== 0) letGo();
    },
    turn(turn) {
      if (!isHeld.peek()) return;
      const { left: rest, act } = turned(left, turn);
      left = rest;
      if (!act) return;
      step(wheelChord(keys));
      say([act]);
    },
    keyDown(press) {
      if (!isHeld.peek()) return true;
      if (isWayOut(press)) {
        putAway();
        return false;
      }
      const next = keyDown(keys, press);
      step(next);
      return next.isWriting;
    },
    keyUp(press) {
      if (isHeld.peek()) step(keyUp(keys, press));
    },
    write(text) {
      if (isHeld.peek()) say(writings(text));
    },
    tap(codes) {
      if (!isOn.peek()) return;
      say(codes.map((code) => ({ k: 'key', code, down: true })));
      say(codes.toReversed().map((code) => ({ k: 'key', code, down: false })));
    },
    close() {
      putAway();
      moving.drop();
      stop();
      sender.close();
    },
  };
}
