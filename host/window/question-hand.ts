// When a press on the question is an answer: security-rules.md 14. Allow works only after the window was seen, in use and
// unmoved for a while, and only for a press that began and ended in that time. Pure; who pressed was judged before.
import type { AnswerArea } from './column.ts';

export interface HandRules {
  /** How long the question has to be seen before Allow and the keys work. */
  readonly armMs: number;
  /** How long the pointer has to be held on Allow; 0 for a click. */
  readonly holdMs: number;
  /** Where there is more than fits: when all of it had been on the screen, null while it has not. Allow waits for it as well. */
  readonly readAt?: number | null;
}

/** What is true of the window at one moment. */
export interface Sight {
  /** On the screen, and covered by nothing. */
  readonly isVisible: boolean;
  /** The keyboard writes into it. */
  readonly isFocused: boolean;
  /** Counts how often it was moved or resized. */
  readonly moves: number;
}

interface Pressed {
  readonly area: AnswerArea | null;
  readonly by: 'pointer' | 'key';
  /** The arming it began in, or null. */
  readonly since: number | null;
  readonly at: number;
}

export interface Hand {
  readonly sight: Sight;
  /** Since when it has been seen, in use and unmoved; null while it is not. */
  readonly since: number | null;
  readonly focus: AnswerArea;
  readonly isTicked: boolean;
  readonly press: Pressed | null;
}

export type Act =
  | { readonly type: 'sight'; readonly sight: Sight; readonly now: number }
  | { readonly type: 'down' | 'up'; readonly area: AnswerArea | null; readonly now: number }
  | { readonly type: 'key-down' | 'key-up'; readonly key: HandKey; readonly now: number };

export type HandKey = 'next' | 'previous' | 'enter' | 'space' | 'escape';

export interface Verdict {
  readonly answer: 'allow' | 'refuse';
  readonly manner: 'click' | 'hold' | 'kbd';
}
export interface Followed {
  readonly hand: Hand;
  readonly verdict: Verdict | null;
}

/** Refuse has the focus first: what is pressed by mistake allows nothing. */
export const idleHand: Hand = {
  sight: { isVisible: false, isFocused: false, moves: 0 },
  since: null,
  focus: 'refuse',
  isTicked: false,
  press: null,
};

export const isArmed = ({ since }: Hand, now: number, { armMs }: HandRules): boolean =>
  since !== null && now - since >= armMs;

/** Allow may be pressed: armed, and all that is allowed was on the screen for as long. */
export const mayAllow = (hand: Hand, now: number, rules: HandRules): boolean => {
  const { readAt = Number.NEGATIVE_INFINITY, armMs } = rules;
  return isArmed(hand, now, rules) && readAt !== null && now - readAt >= armMs;
};

/** Takes one act, in the order in which things happened. */
export function follow(hand: Hand, act: Act, rules: HandRules): Followed {
  switch (act.type) {
    case 'sight':
      return { hand: seen(hand, act.sight, act.now), verdict: null };
    case 'down': {
      const works = act.area === 'refuse' ? isArmed : mayAllow;
      const since = works(hand, act.now, rules) ? hand.since : null;
      return {
        hand: { ...hand, press: { area: act.area, by: 'pointer', since, at: act.now } },
        verdict: null,
      };
    }
    case 'up':
      return pointerUp(hand, act, rules);
    case 'key-down':
      return keyDown(hand, act, rules);
    case 'key-up':
      return keyUp(hand, act, rules);
  }
}

function seen(hand: Hand, sight: Sight, now: number): Hand {
  const isGood = sight.isVisible && sight.isFocused;
  const isSame = hand.since !== null && sight.moves === hand.sight.moves;
  const since = !isGood ? null : isSame ? hand.since : now;
  return { ...hand, sight, since, press: since === hand.since ? hand.press : null };
}

const nothing = (hand: Hand): Followed => ({ hand: { ...hand, press: null }, verdict: null });
const verdict = (hand: Hand, answer: Verdict['answer'], manner: Verdict['manner']): Followed => ({
  hand: { ...hand, press: null },
  verdict: { answer, manner },
});

function pointerUp(
  hand: Hand,
  { area, now }: { area: AnswerArea | null; now: number },
  rules: HandRules,
): Followed {
  const { press } = hand;
  if (press?.by !== 'pointer' || press.area === null || press.area !== area) return nothing(hand);
  // A refusal needs no waiting: it costs nothing.
  if (area === 'refuse') return verdict(hand, 'refuse', 'click');
  if (press.since === null || press.since !== hand.since) return nothing(hand);
  if (area === 'single') return nothing({ ...hand, focus: 'single', isTicked: !hand.isTicked });
  if (rules.holdMs === 0) return verdict(hand, 'allow', 'click');
  return now - press.at >= rules.holdMs ? verdict(hand, 'allow', 'hold') : nothing(hand);
}

function keyDown(hand: Hand, { key, now }: { key: HandKey; now: number }, rules: HandRules): Followed {
  // Keys before that were meant for the window which had them a moment ago.
  if (!isArmed(hand, now, rules)) return nothing(hand);
  if (key === 'next' || key === 'previous')
    return nothing({ ...hand, focus: neighbour(hand.focus, key === 'next' ? 1 : -1, rules) });
  const isNo = key === 'escape' || hand.focus === 'refuse';
  if (!isNo && !mayAllow(hand, now, rules)) return nothing(hand);
  return {
    hand: { ...hand, press: { area: hand.focus, by: 'key', since: hand.since, at: now } },
    verdict: null,
  };
}

function keyUp(hand: Hand, { key }: { key: HandKey }, rules: HandRules): Followed {
  const { press } = hand;
  if (press?.by !== 'key' || press.since === null || press.since !== hand.since) return nothing(hand);
  if (key === 'escape') return verdict(hand, 'refuse', 'kbd');
  if (press.area === 'refuse') return verdict(hand, 'refuse', 'kbd');
  if (press.area === 'single') return nothing({ ...hand, isTicked: !hand.isTicked });
  // Where the pointer must be held, a single key needs the box ticked first.
  return rules.holdMs === 0 || hand.isTicked ? verdict(hand, 'allow', 'kbd') : nothing(hand);
}

/** Refuse first, Allow last. */
export const focusOrder = ({ holdMs }: HandRules): readonly AnswerArea[] =>
  holdMs > 0 ? ['refuse', 'single', 'allow'] : ['refuse', 'allow'];

function neighbour(from: AnswerArea, step: number, rules: HandRules): AnswerArea {
  const order = focusOrder(rules);
  const at = (order.indexOf(from) + step + order.length) % order.length;
  return order[at] ?? 'refuse';
}

/** How full the ring is: of the waiting time, then of the hold. */
export function shareOf(hand: Hand, now: number, rules: HandRules): number {
  if (!isArmed(hand, now, rules))
    return hand.since === null ? 0 : Math.min(1, (now - hand.since) / rules.armMs);
  if (!mayAllow(hand, now, rules)) return rules.readAt ? Math.min(1, (now - rules.readAt) / rules.armMs) : 0;
  const { press } = hand;
  const isHeld =
    rules.holdMs > 0 && press?.by === 'pointer' && press.area === 'allow' && press.since === hand.since;
  if (isHeld) return Math.min(1, (now - press.at) / rules.holdMs);
  return rules.holdMs > 0 ? 0 : 1;
}
