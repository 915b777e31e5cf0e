// The counter at which things pass, one at a time: each is shown to the customer, alone and out of the picture, and their own hand
// says what becomes of it. It knows no lane and no grant.
import type { Clock } from '../link/deps.ts';
import type { PassAnswer, PassProblem, PassWish } from '../shared/channel/passes.ts';
import type { Prompts } from './prompts.ts';
import type { Preview } from './window/preview.ts';

/** One thing that could pass now. */
export interface Passable {
  /** What the customer sees of it: all of it. */
  readonly text: string;
  /** Bytes of a text, or how many facts. */
  readonly amount: number;
  /** Lets it pass. @returns what the other end is told */
  pass(n: number): Promise<PassAnswer>;
}

export interface CounterOptions {
  readonly prompts: Prompts;
  readonly clock: Pick<Clock, 'now' | 'after'>;
  readonly calm: Calm;
  /** What the technician wants to pass, or why it cannot. */
  find(wish: PassWish): Promise<Passable | PassProblem>;
  /** Keeps what is shown out of the picture. @returns how to end that; null where it cannot be done, and nothing may be shown */
  hide(): Promise<(() => void) | null>;
  /** Shows it and waits for the customer's own hand. */
  show(text: string): Promise<Preview>;
}

export interface Served {
  readonly answer: PassAnswer;
  /** How much passed; 0 where nothing did. */
  readonly amount: number;
}

export interface Counter {
  /** One wish at a time. @param isShown it stands before the customer's eyes */
  serve(wish: PassWish, isShown: () => void): Promise<Served>;
  /** How often the customer has said no here. */
  noes(): number;
  /** Takes away what stands there; nothing passes any more. */
  close(): void;
}

/** Whoever has just said no is left alone for a moment, whatever else might be shown to them. */
export interface Calm {
  begin(): void;
  isOver(): boolean;
}

const CALM_MS = 10_000;
/** A preview that nobody answers by then is a no. */
const PATIENCE_MS = 120_000;

/** @param now milliseconds that only go forward */
export function openCalm(now: () => number): Calm {
  let until = Number.NEGATIVE_INFINITY;
  return {
    begin() {
      until = now() + CALM_MS;
    },
    isOver: () => now() >= until,
  };
}

export function openCounter({ find, hide, show, prompts, clock, calm }: CounterOptions): Counter {
  let isOver = false;
  let isBusy = false;
  let noes = 0;
  let withdraw = () => {};

  /** A preview that is withdrawn says nothing; one that nobody answers says no. */
  const answerTo = async (preview: Preview): Promise<'yes' | 'no' | null> => {
    let isLate = false;
    const stopWaiting = clock.after(PATIENCE_MS, () => {
      isLate = true;
      preview.withdraw();
    });
    const said = await preview.answered.finally(stopWaiting);
    return said ?? (isLate ? 'no' : null);
  };
  /** What the customer's own hand said to exactly this. */
  const ask = async (text: string, isShown: () => void): Promise<PassProblem | 'yes'> => {
    let isAway = false;
    let takeAway = () => {};
    withdraw = () => {
      isAway = true;
      takeAway();
    };
    const gone = prompts.open(withdraw);
    const unhide = await hide().catch(() => null);
    try {
      if (isAway) return 'refused';
      const preview = unhide && (await show(text).catch(() => null));
      if (!preview) return 'failed';
      takeAway = preview.withdraw;
      if (isAway) takeAway();
      else isShown();
      const said = await answerTo(preview);
      if (said === 'no') {
        noes += 1;
        calm.begin();
      }
      return said === 'yes' && !isAway ? 'yes' : 'refused';
    } finally {
      withdraw = () => {};
      gone();
      unhide?.();
    }
  };
  const offer = async (wish: PassWish, isShown: () => void): Promise<Served> => {
    const { n } = wish;
    const not = (why: PassProblem): Served => ({ answer: { k: 'not', n, why }, amount: 0 });
    const mayAsk = () => calm.isOver() && !prompts.isOpen();
    if (!mayAsk()) return not('busy');
    const found = await find(wish);
    if (typeof found === 'string') return not(found);
    if (isOver) return not('refused');
    // While it was looked for, something else may have been put on the screen.
    if (!mayAsk()) return not('busy');
    const said = await ask(found.text, isShown);
    if (said !== 'yes') return not(said);
    const answer = await found.pass(n);
    return { answer, amount: answer.k === 'not' ? 0 : found.amount };
  };
  return {
    async serve(wish, isShown) {
      const not = (why: PassProblem): Served => ({ answer: { k: 'not', n: wish.n, why }, amount: 0 });
      if (isBusy || isOver) return not('busy');
      isBusy = true;
      try {
        return await offer(wish, isShown);
      } catch {
        // Whatever went wrong with one thing, the next is a wish of its own.
        return not('failed');
      } finally {
        isBusy = false;
      }
    },
    noes: () => noes,
    close() {
      isOver = true;
      withdraw();
    },
  };
}
