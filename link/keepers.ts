// The lanes this end keeps, one a purpose.
import type { LaneKind } from '../shared/protocol/lane-kind.ts';
import { type KeeperEvents, type Kept, keepLane, type LaneMaker, type Wanted } from './kept.ts';
import type { Heard } from './lane.ts';

export interface Keepers {
  /** Begins it, unless it is kept already. */
  keep(wanted: Wanted, options: KeeperEvents & { readonly giveUpMs: number | null }): void;
  drop(kind: LaneKind, ref?: string): void;
  take(signal: Heard): boolean;
  /** Ends each lane whose reason is gone, and tries those that wait for the other member. */
  review(): void;
  restart(): void;
  close(): void;
}

export function openKeepers(maker: LaneMaker, mayKeep: (wanted: Wanted) => boolean): Keepers {
  const all = new Map<string, Kept>();
  const keyOf = ({ kind, ref }: Pick<Wanted, 'kind' | 'ref'>) => `${kind} ${ref ?? ''}`;
  const end = (key: string) => {
    const kept = all.get(key);
    all.delete(key);
    kept?.close();
  };
  return {
    keep(wanted, options) {
      const key = keyOf(wanted);
      if (!all.has(key)) all.set(key, keepLane({ wanted, maker, ...options }));
    },
    drop(kind, ref) {
      for (const [key, { wanted }] of [...all])
        if (wanted.kind === kind && (ref === undefined || wanted.ref === ref)) end(key);
    },
    take: (signal) => all.get(keyOf(signal))?.take(signal) ?? false,
    review() {
      for (const [key, kept] of [...all]) {
        if (mayKeep(kept.wanted)) kept.nudge();
        else end(key);
      }
    },
    restart() {
      for (const kept of all.values()) kept.restart();
    },
    close() {
      for (const key of [...all.keys()]) end(key);
    },
  };
}
