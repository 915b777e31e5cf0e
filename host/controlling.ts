// The deed of `control`: every message of the technician's hand passes the gate before it touches this computer, one by one.
import { effect, untracked } from '@preact/signals-core';
import type { Lane } from '../link/lane.ts';
import { type ControlAnswer, readControl } from '../shared/channel/control.ts';
import { admit, type Moment, openGate } from '../shared/channel/control-gate.ts';
import type { Work } from './deed.ts';
import type { HostEnd } from './end.ts';
import { carryOut, type Injector } from './input/injector.ts';
import { clock } from './place.ts';
import type { Monitor } from './screen/monitors.ts';

export interface ControllingOptions {
  readonly end: Pick<HostEnd, 'session' | 'lanes'>;
  readonly hands: Injector;
  /** The monitor that was allowed. */
  monitor(): Monitor;
  /** When a question was last open here, and when the customer last touched mouse or keyboard. */
  moment(): Pick<Moment, 'question' | 'handAt'>;
}

/** How often the other end is told what was done and what was not. */
const TELL_MS = 200;

export function controlling({ end, hands, monitor, moment }: ControllingOptions): Work {
  const { session, lanes } = end;
  let cut: () => void = () => {};
  return {
    begin(grant, failed) {
      let leave = () => {};
      const hear = (lane: Lane) => listen(lane, { grant, failed });
      const unwatch = effect(() => {
        const lane = lanes.control.value;
        untracked(() => {
          leave();
          leave = lane ? hear(lane) : () => {};
          if (lane) void session.wish({ type: 'start', gid: grant.gid });
        });
      });
      cut = () => {
        unwatch();
        leave();
        lanes.closeControl();
        void hands.releaseAll();
      };
      if (lanes.openControl(grant)) failed('ended');
    },
    cut: () => cut(),
  };

  /** @returns how to stop listening */
  function listen(lane: Lane, { grant, failed }: Begun): () => void {
    const now = () => performance.now();
    let state = openGate(now());
    let told = state;
    const report = (answer: ControlAnswer) => void lane.send(JSON.stringify(answer));
    const tell = () => {
      if (state.n !== told.n) report({ k: 'ack', n: state.n });
      for (const [why, count] of Object.entries(state.dropped) as [keyof typeof state.dropped, number][])
        if (count !== told.dropped[why]) report({ k: 'dropped', why, count });
      told = state;
      stopTelling = clock.after(TELL_MS, tell);
    };
    let stopTelling = clock.after(TELL_MS, tell);
    const off = lane.on({
      data(raw) {
        const { x: left, y: top, width, height } = monitor();
        const at = {
          now: now(),
          // Ended by this computer's own clock as well (deed.ts); here it is whether it lives at all.
          grant: { gid: grant.gid, expiresAt: Number.POSITIVE_INFINITY },
          surface: { left, top, width, height },
          ...moment(),
        };
        const judged = admit(state, typeof raw === 'string' ? readControl(raw) : null, at);
        state = judged.state;
        const { verdict } = judged;
        if (verdict.is === 'act') return void carryOut(hands, verdict.control, verdict.point);
        if (verdict.is === 'end' || verdict.lift) void hands.releaseAll();
        if (verdict.is === 'end') failed('ended');
      },
    });
    return () => {
      stopTelling();
      off();
    };
  }
}

interface Begun {
  readonly grant: { readonly gid: string };
  readonly failed: (why: 'ended') => void;
}
