// The deed of `control`: every message of the technician's hand passes the gate before it touches this computer, one by one.
import { effect, untracked } from '@preact/signals-core';
import type { Lane } from '../link/lane.ts';
import { type ControlAnswer, DROP_REASONS, readControl } from '../shared/channel/control.ts';
import { admit, type GateState, type Moment, openGate } from '../shared/channel/control-gate.ts';
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
/** How long a hand may be without a lane, at first and after one broke. */
const LANE_MS = 15_000;
/** How often the log hears how much was done. */
const ACCOUNT_MS = 10_000;
/** A hand that does nothing for so long is not needed: security-rules.md 7. */
const IDLE_MS = 300_000;

export function controlling({ end, hands, monitor, moment }: ControllingOptions): Work {
  const { session, lanes } = end;
  let cut: () => void = () => {};
  return {
    begin(grant, endsAt, failed) {
      /** Of the whole grant, so that a new lane brings no new patience; its messages are counted anew. */
      let state = openGate(now());
      let acts = 0;
      const unaccount = every(ACCOUNT_MS, () => {
        tellActs(session, grant.gid, acts);
        acts = 0;
      });
      let leave = () => {};
      let stopWaiting = () => {};
      const waitForLane = () => {
        stopWaiting = clock.after(LANE_MS, () => failed('ended'));
      };
      const hear = (raw: string | Uint8Array) => {
        const { x: left, y: top, width, height } = monitor();
        const at = {
          now: now(),
          grant: { gid: grant.gid, expiresAt: endsAt },
          surface: { left, top, width, height },
          ...moment(),
        };
        const judged = admit(state, typeof raw === 'string' ? readControl(raw) : null, at);
        state = judged.state;
        const { verdict } = judged;
        if (verdict.is === 'act') {
          acts += 1;
          return void carryOut(hands, verdict.control, verdict.point);
        }
        if (verdict.is === 'end' || verdict.lift) void hands.releaseAll();
        if (verdict.is === 'end') failed('ended');
      };
      const unwatch = effect(() => {
        const lane = lanes.granted.control.value;
        untracked(() => {
          leave();
          leave = () => {};
          stopWaiting();
          // What was held on the lane before must not stay down until the next one lets go.
          void hands.releaseAll();
          if (!lane) return waitForLane();
          state = { ...state, n: 0 };
          leave = listen(lane, { hear, gate: () => state, idle: () => failed('ended') });
          void session.wish({ type: 'start', gid: grant.gid });
        });
      });
      cut = () => {
        unwatch();
        leave();
        stopWaiting();
        lanes.closeGranted('control');
        void hands.releaseAll();
        cut = () => {};
        unaccount();
        account(session, grant.gid, { acts, gate: state });
      };
      if (lanes.openGranted('control', grant)) failed('ended');
    },
    cut: () => cut(),
  };
}

/** What the log may know of a hand: how much it did, and what was not followed since no honest page sends it. */
function account(
  session: Pick<HostEnd['session'], 'wish'>,
  gid: string,
  { acts, gate }: { readonly acts: number; readonly gate: GateState },
): void {
  tellActs(session, gid, acts);
  const { malformed, order, rate, grant, surface } = gate.dropped;
  const dropped = { malformed, order, rate, grant, surface };
  if (Object.values(dropped).some((count) => count > 0))
    void session.wish({ type: 'report-misuse', gid, dropped, isShut: gate.hasEnded });
}

/** Bit by bit, since nothing can be told of a session that is over. */
function tellActs(session: Pick<HostEnd['session'], 'wish'>, gid: string, acts: number): void {
  if (acts > 0) void session.wish({ type: 'report-use', gid, amount: acts, sha256: null });
}

function every(ms: number, act: () => void): () => void {
  const again = () => {
    act();
    cancel = clock.after(ms, again);
  };
  let cancel = clock.after(ms, again);
  return () => cancel();
}

const now = () => performance.now();

interface Listening {
  hear(raw: string | Uint8Array): void;
  gate(): GateState;
  /** Nothing came for so long that nobody needs the hand. */
  idle(): void;
}

/** Hears one lane, and tells the other end what was done and what was not. @returns how to stop */
function listen(lane: Lane, { hear, gate, idle }: Listening): () => void {
  let told = gate().dropped;
  let acked = gate().n;
  let heardAt = now();
  const report = (answer: ControlAnswer) => void lane.send(JSON.stringify(answer));
  const tell = () => {
    if (now() - heardAt > IDLE_MS) return idle();
    const { n, dropped } = gate();
    if (n > acked) report({ k: 'ack', n });
    acked = n;
    for (const why of DROP_REASONS)
      if (dropped[why] > told[why]) report({ k: 'dropped', why, count: dropped[why] - told[why] });
    told = dropped;
    stopTelling = clock.after(TELL_MS, tell);
  };
  let stopTelling = clock.after(TELL_MS, tell);
  const off = lane.on({
    data(raw) {
      heardAt = now();
      hear(raw);
    },
  });
  return () => {
    stopTelling();
    off();
  };
}
