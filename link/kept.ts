// A lane that this end begins and keeps alive: tried again under a new id until it is up, and again when it breaks.
// It does not know why the lane may exist; whoever keeps it closes it when the reason is gone.
import type { LaneKind } from '../shared/protocol/lane-kind.ts';
import type { Cancel, Chance, Clock } from './deps.ts';
import type { Heard, Lane } from './lane.ts';

export const UP_WITHIN_MS = 10_000;
const REST_MS = 1_000;

/** Makes lanes on behalf of a keeper; lanes.ts gives it. */
export interface LaneMaker {
  begin(wanted: Wanted, id: string): Lane;
  /** The other member can hear signals now. */
  isReachable(): boolean;
  readonly clock: Clock & Pick<Chance, 'newId'>;
}

export interface Wanted {
  readonly kind: LaneKind;
  /** The grant or file the lane is for; null for talk. */
  readonly ref: string | null;
  readonly stream: MediaStream | null;
}

export interface KeeperEvents {
  onUp(lane: Lane): void;
  /** It was up and broke; it is being made anew. */
  onDown(): void;
  /** It was down for `giveUpMs` and is not tried any more. */
  onLost(): void;
  /** It is not kept any more. */
  onEnd(): void;
}

export interface KeptOptions extends KeeperEvents {
  readonly wanted: Wanted;
  /** How long it may be down in one piece; null for as long as it is kept. */
  readonly giveUpMs: number | null;
  readonly maker: LaneMaker;
}

export interface Kept {
  readonly wanted: Wanted;
  /** @returns true when the signal was for the present lane */
  take(signal: Heard): boolean;
  /** Reachability may have changed. */
  nudge(): void;
  /** Signals may have been lost on the way, and the way itself: what is not up and whole by now begins anew. */
  restart(): void;
  close(): void;
}

type Phase =
  | { readonly kind: 'idle' }
  | { readonly kind: 'connecting'; readonly id: string; readonly lane: Lane; readonly stop: Cancel }
  | { readonly kind: 'up'; readonly id: string; readonly lane: Lane }
  | { readonly kind: 'resting'; readonly stop: Cancel }
  | { readonly kind: 'over' };

export function keepLane({ wanted, giveUpMs, maker, onUp, onDown, onLost, onEnd }: KeptOptions): Kept {
  const { clock } = maker;
  let phase: Phase = { kind: 'idle' };
  let stopGivingUp: Cancel = () => {};

  const watchDown = () => {
    stopGivingUp();
    if (giveUpMs === null) return;
    stopGivingUp = clock.after(giveUpMs, () => {
      leave({ kind: 'over' });
      onLost();
    });
  };
  /** Moves on; what the old phase held is let go after it is no longer the present one, so its last words are ignored. */
  const leave = (next: Phase) => {
    const old = phase;
    phase = next;
    if (old.kind === 'connecting' || old.kind === 'resting') old.stop();
    if (old.kind === 'connecting' || old.kind === 'up') old.lane.close();
  };
  const attempt = () => {
    leave({ kind: 'idle' });
    if (!maker.isReachable()) return;
    const id = clock.newId();
    const lane = maker.begin(wanted, id);
    phase = { kind: 'connecting', id, lane, stop: clock.after(UP_WITHIN_MS, attempt) };
    lane.on({ connect: () => up(lane, id), close: () => closed(lane) });
  };
  const up = (lane: Lane, id: string) => {
    if (phase.kind !== 'connecting' || phase.lane !== lane) return;
    phase.stop();
    phase = { kind: 'up', id, lane };
    stopGivingUp();
    onUp(lane);
  };
  const closed = (lane: Lane) => {
    if ((phase.kind !== 'connecting' && phase.kind !== 'up') || phase.lane !== lane) return;
    const wasUp = phase.kind === 'up';
    // A lane that failed at once is not tried again at once, or two ends could spin.
    leave({ kind: 'resting', stop: clock.after(wasUp ? 0 : REST_MS, attempt) });
    if (!wasUp) return;
    watchDown();
    onDown();
  };

  watchDown();
  attempt();
  return {
    wanted,
    take(signal) {
      if ((phase.kind !== 'connecting' && phase.kind !== 'up') || phase.id !== signal.lane) return false;
      if (signal.kind !== wanted.kind || signal.ref !== wanted.ref) return false;
      phase.lane.signal(signal.data);
      return true;
    },
    nudge() {
      if (phase.kind === 'idle') attempt();
    },
    restart() {
      if (phase.kind === 'up' && !phase.lane.isWhole()) phase.lane.close();
      if (phase.kind === 'connecting' || phase.kind === 'idle') attempt();
    },
    close() {
      stopGivingUp();
      const wasUp = phase.kind === 'up';
      leave({ kind: 'over' });
      if (wasUp) onDown();
      onEnd();
    },
  };
}
