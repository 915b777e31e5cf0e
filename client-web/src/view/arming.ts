// When an Allow button may work: only after it stood still, uncovered and in the window in use, for a while (against
// clickjacking and double-click hijacking). Pure: ArmedButton looks at the page and the clock, this decides.

/** What is true of the button at one moment. */
export interface Sight {
  /** The page is shown and its window is the one in use. */
  isFocused: boolean;
  /** Nothing covers the button. Browsers that cannot tell say true; they still have every other condition. */
  isUncovered: boolean;
  /** Where it is. */
  x: number;
  y: number;
  width: number;
  height: number;
}

export type Arming =
  | { phase: 'away' }
  | { phase: 'covered' }
  | { phase: 'arming'; since: number; sight: Sight; lookedAt: number }
  | { phase: 'armed'; since: number; sight: Sight; lookedAt: number };

/** Less than this is rounding, not moving; measured from where arming began, so that a slow drift is seen too. */
const stillPx = 2;
/** A longer gap between two looks means that the page was asleep and nobody could have read it. */
const longestGapMs = 500;

export const unarmed: Arming = { phase: 'away' };

/** The next state, from what is seen now. */
export function look(before: Arming, sight: Sight, now: number, armMs: number): Arming {
  if (!sight.isFocused) return { phase: 'away' };
  if (!sight.isUncovered) return { phase: 'covered' };
  const restarts =
    !('since' in before) || hasMoved(before.sight, sight) || now - before.lookedAt > longestGapMs;
  if (restarts) return { phase: 'arming', since: now, sight, lookedAt: now };
  const phase = now - before.since >= armMs ? 'armed' : 'arming';
  return { phase, since: before.since, sight: before.sight, lookedAt: now };
}

/** Whole seconds until it works, for the words beside the button. */
export function secondsLeft(arming: Arming, now: number, armMs: number): number {
  if (arming.phase !== 'arming') return arming.phase === 'armed' ? 0 : Math.ceil(armMs / 1000);
  return Math.max(1, Math.ceil((armMs - (now - arming.since)) / 1000));
}

function hasMoved(from: Sight, to: Sight): boolean {
  const far = (a: number, b: number) => Math.abs(a - b) > stillPx;
  return far(from.x, to.x) || far(from.y, to.y) || far(from.width, to.width) || far(from.height, to.height);
}

/** What the person does to the button, reduced to what matters for consent. */
export type Act =
  | { kind: 'pointer-down'; isTrusted: boolean; pointer: number; now: number }
  | { kind: 'pointer-up'; isTrusted: boolean; pointer: number; now: number }
  | { kind: 'pointer-lost' }
  | { kind: 'key-down'; isTrusted: boolean; isRepeat: boolean }
  | { kind: 'key-up' }
  | { kind: 'click'; isTrusted: boolean; detail: number };

/** What is known of a press that is under way. */
export type Press =
  | { kind: 'none' }
  | { kind: 'pointer'; pointer: number; since: number; at: number; isDone: boolean }
  | { kind: 'key' }
  /** Began before the button was armed, or by a script; whatever follows does not count. */
  | { kind: 'void' };

export const noPress: Press = { kind: 'none' };

interface Answer {
  press: Press;
  /** True when this act is a deliberate yes. */
  allows: boolean;
}

/**
 * Follows a press from its beginning to its end. Both ends must fall into one and the same arming.
 * `holdMs` above zero asks for a held press and then takes neither a click nor a key.
 */
export function follow(press: Press, act: Act, arming: Arming, holdMs: number): Answer {
  const since = arming.phase === 'armed' ? arming.since : undefined;
  switch (act.kind) {
    case 'pointer-down':
      if (since === undefined || !act.isTrusted) return no({ kind: 'void' });
      return no({ kind: 'pointer', pointer: act.pointer, since, at: act.now, isDone: false });
    case 'pointer-up': {
      const isSame = press.kind === 'pointer' && press.pointer === act.pointer && press.since === since;
      if (!isSame || !act.isTrusted) return no({ kind: 'void' });
      if (holdMs === 0) return no({ ...press, isDone: true });
      return { press: noPress, allows: act.now - press.at >= holdMs };
    }
    case 'pointer-lost':
      return no(press.kind === 'pointer' && !press.isDone ? { kind: 'void' } : press);
    case 'key-down':
      return no(since === undefined || act.isRepeat || !act.isTrusted ? { kind: 'void' } : { kind: 'key' });
    case 'key-up':
      return no(noPress);
    case 'click':
      return {
        press: noPress,
        allows: holdMs === 0 && act.isTrusted && isDeliberate(press, act.detail, since),
      };
  }
}

function isDeliberate(press: Press, detail: number, since: number | undefined): boolean {
  if (since === undefined || press.kind === 'void') return false;
  // The second click of a double click (detail 2) was meant for something else. Some screen readers report 0 here.
  if (press.kind === 'pointer') return press.isDone && press.since === since && detail <= 1;
  // Keys, and assistive technology that presses without any key or pointer, report detail 0.
  return detail === 0;
}

function no(press: Press): Answer {
  return { press, allows: false };
}
