// The deeds of the clipboard and of system information: each thing that would pass is shown first, whole, and passes only when the
// customer's own hand says so. What is said on the lane is shared/channel/passes.ts; what can pass is its caller's business.
import { effect, untracked } from '@preact/signals-core';
import type { Lane } from '../link/lane.ts';
import { type PassAnswer, type PassWish, readPassWish } from '../shared/channel/passes.ts';
import { type CounterOptions, openCounter } from './counter.ts';
import type { Work } from './deed.ts';
import type { HostEnd } from './end.ts';
import { openPassGuard } from './pass-guard.ts';

export type PassLane = 'clipboard-in' | 'clipboard-out' | 'sysinfo';

export interface PassingOptions extends CounterOptions {
  readonly end: Pick<HostEnd, 'session' | 'lanes'>;
  readonly kind: PassLane;
  /** `once`: over when it has arrived. */
  readonly often: 'once' | 'again';
}

/** As often as a question may be refused: whoever says no to one thing after another wants none of it. */
const MOST_NOES = 3;
/** What passes only once is over by then, whatever the other end says of its arrival. */
const ARRIVAL_MS = 5_000;

export function passing(options: PassingOptions): Work {
  const { kind, often, clock } = options;
  const { session, lanes } = options.end;
  let cut: () => void = () => {};
  return {
    begin({ gid }, _endsAt, over) {
      const counter = openCounter(options);
      const guard = openPassGuard(clock.now);
      /** What passes only once has passed. */
      let isSpent = false;
      let stopWaiting = () => {};
      let unhear = () => {};
      const serve = async (wish: PassWish, tell: (answer: PassAnswer) => Promise<boolean>) => {
        const { n } = wish;
        if (isSpent) return void tell({ k: 'not', n, why: 'busy' });
        const { answer, amount } = await counter.serve(wish, () => void tell({ k: 'shown', n }));
        if (amount > 0 && often === 'once') {
          isSpent = true;
          stopWaiting = clock.after(ARRIVAL_MS, () => over('done'));
        }
        const isSent = await tell(answer);
        // What is on the clipboard has passed, whether or not anybody can be told.
        if (amount > 0 && (isSent || answer.k === 'put'))
          void session.wish({ type: 'report-use', gid, amount, sha256: null });
        if (counter.noes() >= MOST_NOES) over('ended');
      };
      const hear = (raw: string | Uint8Array, lane: Lane) => {
        const wish = typeof raw === 'string' ? readPassWish(raw) : null;
        // Nothing has arrived that was not sent.
        const hasForm = wish !== null && (wish.k !== 'got' || isSpent);
        if (guard.count(hasForm)) return over('ended');
        if (!wish || !hasForm) return;
        if (wish.k === 'got') return over('done');
        void serve(wish, (answer) => lane.send(JSON.stringify(answer)));
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
        stopWaiting();
        counter.close();
        lanes.closeGranted(kind);
        if (!guard.isShut()) return;
        const dropped = { order: 0, grant: 0, surface: 0, ...guard.dropped() };
        void session.wish({ type: 'report-misuse', gid, dropped, isShut: true });
      };
      if (lanes.openGranted(kind, { gid })) over('ended');
    },
    cut: () => cut(),
  };
}
