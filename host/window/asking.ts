// A window of the host's own that asks and is answered, where only a hand on the customer's own mouse or keyboard counts
// (security-rules.md 4, 14). It does not know what is asked or shown, nor what an answer opens.
import type { Language } from '../../shared/field.ts';
import type { Monitor } from '../screen/monitors.ts';
import type { AnswerArea, AnswerLook } from './column.ts';
import type { WindowDesk } from './desk.ts';
import { areaAt, type Drawing } from './drawing.ts';
import { type KeyMeaning, type Keys, readKeys, type ScrollKey } from './keys.ts';
import { middleOf } from './place.ts';
import {
  type Act,
  follow,
  type Hand,
  type HandKey,
  type HandRules,
  idleHand,
  mayAllow,
  type Sight,
  shareOf,
  type Verdict,
} from './question-hand.ts';
import { wordsIn } from './words.ts';
import { type Input, openWindow } from './x-window.ts';

/**
 * Whether a press or key came from a device that the customer touches. Asked once for each, in the order in which they
 * came; a promise keeps all later ones waiting.
 */
export type IsPhysical = (input: Input) => boolean | Promise<boolean>;

export interface AskingWish {
  readonly language: Language;
  /** Of the window, for the window manager and screen readers. */
  readonly title: string;
  /** Where it stands, in the middle. */
  readonly monitor: Monitor;
  readonly rules: HandRules;
  /** Whether all of what is asked about is or was on the screen; absent where it always is. */
  isRead?(): boolean;
  /** The window as it is to look now, always of one size. */
  draw(look: AnswerLook): Drawing<AnswerArea>;
  /** A hand turned the wheel or pressed a key that scrolls, which answers nothing. */
  scroll?(step: ScrollStep): void;
}

export type ScrollStep = ScrollKey | 'wheel-up' | 'wheel-down';

export interface Said {
  readonly answer: 'allow' | 'refuse';
  readonly manner: Verdict['manner'];
  /** `closed`: by the title bar or the window manager; `gone`: the window was taken away, or the screen was lost. */
  readonly by: 'hand' | 'closed' | 'gone';
  /** How long it stood on the screen. */
  readonly shownMs: number;
  /** What stood on the screen last. */
  readonly drawn: Drawing;
}

export interface Asking {
  /** Resolves once; `null` when it was withdrawn before. */
  readonly answered: Promise<Said | null>;
  withdraw(): void;
}

const HAND_KEYS: Readonly<Record<string, HandKey>> = {
  tab: 'next',
  right: 'next',
  'back-tab': 'previous',
  left: 'previous',
  enter: 'enter',
  space: 'space',
  escape: 'escape',
};
const SCROLL_KEYS: readonly string[] = ['up', 'down', 'page-up', 'page-down', 'home', 'end'];
const LEFT_BUTTON = 1;
/** What X11 makes of the wheel. */
const WHEEL: Readonly<Record<number, ScrollStep>> = { 4: 'wheel-up', 5: 'wheel-down' };
/** How often the ring is drawn while it fills. */
const TICK_MS = 100;

export async function openAsking(
  desk: WindowDesk,
  wish: AskingWish,
  isPhysical: IsPhysical,
): Promise<Asking> {
  const { display, painter, clock } = desk;
  const { monitor } = wish;
  /** When all of it was drawn; looked at after each drawing. */
  let readAt: number | null = null;
  const rulesNow = (): HandRules => (wish.isRead ? { ...wish.rules, readAt } : wish.rules);
  const keys = await readKeys(display);
  let hand: Hand = idleHand;
  let sight: Sight = idleHand.sight;
  let openedAt: number | null = null;
  let turn: Promise<unknown> = Promise.resolve();
  let stopTicking = () => {};
  let isOver = false;
  let finish: (said: Said | null) => void = () => {};
  const answered = new Promise<Said | null>((resolve) => {
    finish = resolve;
  });

  let drawing = wish.draw(lookOf(hand, { now: clock.now(), rules: rulesNow() }, wish.language));
  let seen = '';
  const { scale, place } = middleOf(monitor, drawing, desk.scale);

  const end = (verdict: Verdict | null, by: Said['by']) => {
    if (isOver) return;
    isOver = true;
    stopTicking();
    window.close();
    const shownMs = Math.round(openedAt === null ? 0 : clock.now() - openedAt);
    finish(verdict && { ...verdict, by, shownMs, drawn: drawing });
  };
  const refused: Verdict = { answer: 'refuse', manner: 'click' };

  const refresh = () => {
    if (isOver) return;
    // Painting takes time: what is drawn and whether more follows are judged by one and the same moment.
    const look = lookOf(hand, { now: clock.now(), rules: rulesNow() }, wish.language);
    drawing = wish.draw(look);
    // Most moments look like the one before.
    const now = JSON.stringify(drawing);
    if (now !== seen) window.show(painter.paint(drawing, scale));
    seen = now;
    if (sight.isVisible && wish.isRead?.()) readAt ??= clock.now();
    stopTicking();
    const isHeld = hand.press?.by === 'pointer' && look.share < 1;
    const isMoving = hand.since !== null && (isHeld || !look.isArmed);
    stopTicking = isMoving ? clock.after(TICK_MS, refresh) : () => {};
  };

  const act = (doing: Act) => {
    if (isOver) return;
    const followed = follow(hand, doing, rulesNow());
    hand = followed.hand;
    if (followed.verdict) end(followed.verdict, 'hand');
    else refresh();
  };

  /** One after another, in the order in which they happened. */
  const inTurn = (job: () => void | Promise<void>) => {
    // A judge that fails has not said that it was a hand.
    turn = turn.then(job).catch(() => {});
  };
  const watch = (change: Partial<Sight>) => {
    sight = { ...sight, ...change };
    if (sight.isVisible) openedAt ??= clock.now();
    const doing: Act = { type: 'sight', sight, now: clock.now() };
    inTurn(() => act(doing));
  };

  const take = (input: Input) => {
    const now = clock.now();
    const meaning = input.kind === 'key' ? keys(input.code, input.isShifted) : null;
    const area = areaAt(drawing, input.x / scale, input.y / scale);
    const doing = actOf(input, meaning, { now, area });
    const step = wish.scroll ? stepOf(input, meaning) : null;
    if (input.kind === 'pointer' && !sight.isFocused) window.focus();
    if (!doing && !step) return;
    inTurn(async () => {
      if (isOver || !(await isPhysical(input))) return;
      if (doing) return act(doing);
      if (step) wish.scroll?.(step);
      refresh();
    });
  };

  const window = await openWindow(
    display,
    { kind: 'managed', title: wish.title, place, ground: 0xffffff, input: 'taken' },
    {
      input: take,
      focus: (isFocused) => watch({ isFocused }),
      visible: (isVisible) => watch({ isVisible }),
      moved: () => watch({ moves: sight.moves + 1 }),
      close: () => end(refused, 'closed'),
      gone: () => end(refused, 'gone'),
    },
  );
  refresh();
  return { answered, withdraw: () => end(null, 'gone') };
}

type Meaning = ReturnType<Keys>;

function actOf(
  { kind, isDown, code }: Input,
  meaning: Meaning,
  { now, area }: { readonly now: number; readonly area: AnswerArea | null },
): Act | null {
  if (kind === 'pointer') return code === LEFT_BUTTON ? { type: isDown ? 'down' : 'up', area, now } : null;
  const key = meaning && 'key' in meaning ? HAND_KEYS[meaning.key] : undefined;
  return key ? { type: isDown ? 'key-down' : 'key-up', key, now } : null;
}

function stepOf({ kind, isDown, code }: Input, meaning: Meaning): ScrollStep | null {
  if (!isDown) return null;
  if (kind === 'pointer') return WHEEL[code] ?? null;
  return meaning && isScroll(meaning) ? meaning.key : null;
}

const isScroll = (meaning: KeyMeaning): meaning is { readonly key: ScrollKey } =>
  'key' in meaning && SCROLL_KEYS.includes(meaning.key);

function lookOf(
  hand: Hand,
  { now, rules }: { readonly now: number; readonly rules: HandRules },
  language: Language,
): AnswerLook {
  const words = wordsIn(language);
  const works = mayAllow(hand, now, rules);
  const share = shareOf(hand, now, rules);
  const left = Math.max(1, Math.ceil((rules.armMs - (now - (hand.since ?? now))) / 1000));
  const hint = () => {
    if (!hand.sight.isVisible) return words.covered;
    if (!hand.sight.isFocused) return words.away;
    if (rules.readAt === null) return words.unread;
    if (!works) return rules.armMs > 1_000 ? words.reading(left) : words.arming;
    if (rules.holdMs === 0) return words.ready;
    return share >= 1 ? words.release : words.hold;
  };
  const { focus, isTicked } = hand;
  return { hint: hint(), isArmed: works, needsHold: rules.holdMs > 0, isTicked, focus, share };
}
