// The consent question on the screen: a window of the host's own, where only a hand on the customer's own mouse or
// keyboard answers (security-rules.md 4, 14). It does not know what is asked, nor what an answer opens.
import type { Monitor } from '../screen/monitors.ts';
import type { WindowDesk } from './desk.ts';
import { areaAt, noticeIn } from './drawing.ts';
import { type KeyMeaning, readKeys } from './keys.ts';
import { middleOf } from './place.ts';
import {
  type Act,
  follow,
  type Hand,
  type HandKey,
  type HandRules,
  idleHand,
  isArmed,
  type Sight,
  shareOf,
  type Verdict,
} from './question-hand.ts';
import { drawQuestion, type QuestionLook, type QuestionView } from './question-view.ts';
import { wordsIn } from './words.ts';
import { type Input, openWindow } from './x-window.ts';

/**
 * Whether a press or key came from a device that the customer touches. Asked once for each, in the order in which they
 * came; a promise keeps all later ones waiting.
 */
export type IsPhysical = (input: Input) => boolean | Promise<boolean>;

export interface QuestionWish {
  readonly view: QuestionView;
  /** Where it stands, in the middle. */
  readonly monitor: Monitor;
  readonly rules: HandRules;
}

export interface Answered {
  readonly answer: 'allow' | 'refuse';
  readonly manner: Verdict['manner'];
  /** `closed`: by the title bar or the window manager; `gone`: the window was taken away, or the screen was lost. */
  readonly by: 'hand' | 'closed' | 'gone';
  /** How long it stood on the screen. */
  readonly shownMs: number;
  /** The text that was drawn, character by character: what the grant's hash is made of. */
  readonly textShown: string;
}

export interface Question {
  /** Resolves once; `null` when it was withdrawn before. */
  readonly answered: Promise<Answered | null>;
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
const LEFT_BUTTON = 1;
/** How often the ring is drawn while it fills. */
const TICK_MS = 100;

export async function openQuestion(
  desk: WindowDesk,
  wish: QuestionWish,
  isPhysical: IsPhysical,
): Promise<Question> {
  const { display, painter, clock } = desk;
  const { view, rules, monitor } = wish;
  const keys = await readKeys(display);
  let hand: Hand = idleHand;
  let sight: Sight = idleHand.sight;
  let openedAt: number | null = null;
  let turn: Promise<unknown> = Promise.resolve();
  let stopTicking = () => {};
  let isOver = false;
  let finish: (answered: Answered | null) => void = () => {};
  const answered = new Promise<Answered | null>((resolve) => {
    finish = resolve;
  });

  const draw = (look: QuestionLook) => drawQuestion(view, look, painter.measure);
  let drawing = draw(lookOf(hand, clock.now(), wish));
  let seen = '';
  const textShown = noticeIn(drawing);
  const { scale, place } = middleOf(monitor, drawing, desk.scale);

  const end = (said: Verdict | null, by: Answered['by']) => {
    if (isOver) return;
    isOver = true;
    stopTicking();
    window.close();
    const shownMs = Math.round(openedAt === null ? 0 : clock.now() - openedAt);
    finish(said && { ...said, by, shownMs, textShown });
  };
  const refused: Verdict = { answer: 'refuse', manner: 'click' };

  const refresh = () => {
    if (isOver) return;
    // Painting takes time: what is drawn and whether more follows are judged by one and the same moment.
    const look = lookOf(hand, clock.now(), wish);
    drawing = draw(look);
    // Most moments look like the one before.
    const now = JSON.stringify(drawing);
    if (now !== seen) window.show(painter.paint(drawing, scale));
    seen = now;
    stopTicking();
    const isHeld = hand.press?.by === 'pointer' && look.share < 1;
    const isMoving = hand.since !== null && (isHeld || !look.isArmed);
    stopTicking = isMoving ? clock.after(TICK_MS, refresh) : () => {};
  };

  const act = (doing: Act) => {
    if (isOver) return;
    const followed = follow(hand, doing, rules);
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
    const doing = actOf(input, { now, area: areaAt(drawing, input.x / scale, input.y / scale), keys });
    if (input.kind === 'pointer' && !sight.isFocused) window.focus();
    if (!doing) return;
    inTurn(async () => {
      if (!isOver && (await isPhysical(input))) act(doing);
    });
  };

  const window = await openWindow(
    display,
    {
      kind: 'managed',
      title: wordsIn(view.language).question,
      place,
      ground: 0xffffff,
      input: 'taken',
    },
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

interface Around {
  readonly now: number;
  readonly area: ReturnType<typeof areaAt<'refuse' | 'single' | 'allow'>>;
  readonly keys: (code: number, isShifted: boolean) => KeyMeaning | null;
}

function actOf({ kind, isDown, code, isShifted }: Input, { now, area, keys }: Around): Act | null {
  if (kind === 'pointer') return code === LEFT_BUTTON ? { type: isDown ? 'down' : 'up', area, now } : null;
  const meaning = keys(code, isShifted);
  const key = meaning && 'key' in meaning ? HAND_KEYS[meaning.key] : undefined;
  return key ? { type: isDown ? 'key-down' : 'key-up', key, now } : null;
}

function lookOf(hand: Hand, now: number, { view, rules }: QuestionWish): QuestionLook {
  const words = wordsIn(view.language);
  const armed = isArmed(hand, now, rules);
  const share = shareOf(hand, now, rules);
  const left = Math.max(1, Math.ceil((rules.armMs - (now - (hand.since ?? now))) / 1000));
  const hint = () => {
    if (!hand.sight.isVisible) return words.covered;
    if (!hand.sight.isFocused) return words.away;
    if (!armed) return rules.armMs > 1_000 ? words.reading(left) : words.arming;
    if (rules.holdMs === 0) return words.ready;
    return share >= 1 ? words.release : words.hold;
  };
  const { focus, isTicked } = hand;
  return { hint: hint(), isArmed: armed, needsHold: rules.holdMs > 0, isTicked, focus, share };
}
