// The deeds of the clipboard and of system information: each thing that would pass is shown first, whole, and passes only when the
// customer's own hand says so. What is said on the lane is shared/channel/passes.ts; what can pass is its caller's business.
import { effect, untracked } from '@preact/signals-core';
import type { Lane } from '../link/lane.ts';
import { type PassAnswer, type PassProblem, type PassWish, readPassWish } from '../shared/channel/passes.ts';
import type { Work } from './deed.ts';
import type { HostEnd } from './end.ts';
import type { Prompts } from './prompts.ts';
import type { Preview } from './window/preview.ts';

export type PassLane = 'clipboard-in' | 'clipboard-out' | 'sysinfo';

/** One thing that could pass now. */
export interface Passable {
  /** What the customer sees of it: all of it. */
  readonly text: string;
  /** Bytes of a text, or how many facts. */
  readonly amount: number;
  /** Lets it pass. @returns what the other end is told */
  pass(n: number): Promise<PassAnswer>;
}

export interface PassingOptions {
  readonly end: Pick<HostEnd, 'session' | 'lanes'>;
  readonly kind: PassLane;
  /** `once`: over when it has arrived. */
  readonly often: 'once' | 'again';
  readonly prompts: Prompts;
  /** What the technician wants to pass, or why it cannot. */
  find(wish: PassWish): Promise<Passable | PassProblem>;
  /** Keeps what is shown out of the picture. @returns how to end that; null where it cannot be done, and nothing may be shown */
  hide(): Promise<(() => void) | null>;
  /** Shows it and waits for the customer's own hand. */
  show(text: string): Promise<Preview>;
}

/** Five messages in a row that no honest page sends. */
const MALFORMED_IN_A_ROW = 5;

export function passing(options: PassingOptions): Work {
  const { kind, often } = options;
  const { session, lanes } = options.end;
  let cut: () => void = () => {};
  return {
    begin({ gid }, _endsAt, over) {
      const counter = openCounter(options, (amount) =>
        session.wish({ type: 'report-use', gid, amount, sha256: null }),
      );
      let malformed = 0;
      let unhear = () => {};
      const hear = (raw: string | Uint8Array, lane: Lane) => {
        const wish = typeof raw === 'string' ? readPassWish(raw) : null;
        malformed = wish ? 0 : malformed + 1;
        if (malformed >= MALFORMED_IN_A_ROW) return over('ended');
        if (wish?.k === 'got') return often === 'once' ? over('done') : undefined;
        if (wish) void counter.serve(wish, (answer) => void lane.send(JSON.stringify(answer)));
      };
      const unwatch = effect(() => {
        const lane = lanes.granted[kind].value;
        untracked(() => {
          unhear();
          unhear = lane?.on({ data: (raw) => hear(raw, lane) }) ?? (() => {});
          if (lane) void session.wish({ type: 'start', gid });
        });
      });
      cut = () => {
        cut = () => {};
        unwatch();
        unhear();
        counter.close();
        lanes.closeGranted(kind);
        if (malformed < MALFORMED_IN_A_ROW) return;
        const dropped = { malformed, order: 0, rate: 0, grant: 0, surface: 0 };
        void session.wish({ type: 'report-misuse', gid, dropped, isShut: true });
      };
      if (lanes.openGranted(kind, { gid })) over('ended');
    },
    cut: () => cut(),
  };
}

interface Counter {
  /** One wish at a time: shows what it is about, and does what the customer's hand says. */
  serve(wish: PassWish, tell: (answer: PassAnswer) => void): Promise<void>;
  /** Takes away what stands there; nothing passes any more. */
  close(): void;
}

function openCounter(
  { find, hide, show, prompts }: PassingOptions,
  passed: (amount: number) => unknown,
): Counter {
  let isOver = false;
  let isBusy = false;
  let withdraw = () => {};
  /** What the customer's own hand said to exactly this. */
  const asked = async (text: string, isShown: () => void): Promise<PassProblem | 'yes'> => {
    const gone = prompts.open();
    const unhide = await hide();
    const preview = unhide && (await show(text).catch(() => null));
    withdraw = () => preview?.withdraw();
    if (isOver) withdraw();
    else if (preview) isShown();
    const answer = await preview?.answered;
    gone();
    unhide?.();
    if (!preview) return 'failed';
    return answer === 'yes' && !isOver ? 'yes' : 'refused';
  };
  const offer = async (wish: PassWish, tell: (answer: PassAnswer) => void): Promise<PassAnswer> => {
    const { n } = wish;
    const found = await find(wish);
    if (typeof found === 'string') return { k: 'not', n, why: found };
    const said = isOver ? 'refused' : await asked(found.text, () => tell({ k: 'shown', n }));
    if (said !== 'yes') return { k: 'not', n, why: said };
    const outcome = await found.pass(n);
    if (outcome.k !== 'not') passed(found.amount);
    return outcome;
  };
  return {
    async serve(wish, tell) {
      if (isBusy) return tell({ k: 'not', n: wish.n, why: 'busy' });
      isBusy = true;
      tell(await offer(wish, tell));
      isBusy = false;
    },
    close() {
      isOver = true;
      withdraw();
    },
  };
}
