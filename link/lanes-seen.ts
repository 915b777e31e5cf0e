// What a page sees of the lanes: the signals that pages read, turned by lanes coming up and going down.
import { batch, type ReadonlySignal, type Signal, signal } from '@preact/signals-core';
import type { GrantedLane, LaneKind } from '../shared/protocol/lane-kind.ts';
import type { Signal as LaneSignal } from '../shared/protocol/signal.ts';
import type { Cancel } from './deps.ts';
import type { KeeperEvents, Wanted } from './kept.ts';
import type { Lane } from './lane.ts';

/** How the customer's picture fares. `lost`: broken for a minute; only a new grant helps. */
export type ShownStage = 'off' | 'connecting' | 'up' | 'lost';

/** What the technician sees, and under which grant. */
export interface Picture {
  readonly gid: string;
  readonly stream: MediaStream;
  /** For its `stats`. */
  readonly lane: Lane;
}

type Purpose = Pick<LaneSignal, 'kind' | 'ref'>;

const isGranted = (kind: LaneKind): kind is GrantedLane =>
  kind !== 'talk' && kind !== 'files' && kind !== 'screen';

export type Seen = ReturnType<typeof openSeen>;

export function openSeen() {
  const talk = signal<Lane | null>(null);
  const shown = signal<ShownStage>('off');
  const showing = signal<Lane | null>(null);
  const picture = signal<Picture | null>(null);
  const granted: Readonly<Record<GrantedLane, Signal<Lane | null>>> = {
    control: signal<Lane | null>(null),
    'clipboard-in': signal<Lane | null>(null),
    'clipboard-out': signal<Lane | null>(null),
    sysinfo: signal<Lane | null>(null),
  };
  const fileHandlers = new Set<(fileId: string, lane: Lane) => void>();

  /** A lane the other end began. */
  const up = ({ kind, ref }: Purpose, lane: Lane) => {
    if (kind === 'talk') talk.value = lane;
    if (ref === null) return;
    if (kind === 'files') for (const handler of [...fileHandlers]) handler(ref, lane);
    if (isGranted(kind)) granted[kind].value = lane;
    if (kind !== 'screen') return;
    lane.on({
      stream(stream) {
        picture.value = { gid: ref, stream, lane };
      },
    });
  };
  const down = ({ kind }: Purpose) => {
    if (kind === 'talk') talk.value = null;
    if (isGranted(kind)) granted[kind].value = null;
    if (kind === 'screen') picture.value = null;
  };
  const show = (stage: ShownStage, lane: Lane | null) =>
    batch(() => {
      shown.value = stage;
      showing.value = lane;
    });

  return {
    talk: talk as ReadonlySignal<Lane | null>,
    showing: showing as ReadonlySignal<Lane | null>,
    picture: picture as ReadonlySignal<Picture | null>,
    granted: granted as Readonly<Record<GrantedLane, ReadonlySignal<Lane | null>>>,
    shown,
    dropped: signal(0),
    up,
    down,
    /** The same for a lane this end keeps. */
    asKeeper(wanted: Wanted): KeeperEvents {
      if (wanted.kind !== 'screen')
        return { onUp: (lane) => up(wanted, lane), onDown: () => down(wanted), onLost() {}, onEnd() {} };
      return {
        onUp: (lane) => show('up', lane),
        onDown: () => show('connecting', null),
        onLost: () => show('lost', null),
        onEnd: () => show('off', null),
      };
    },
    onFile(handler: (fileId: string, lane: Lane) => void): Cancel {
      fileHandlers.add(handler);
      return () => fileHandlers.delete(handler);
    },
  };
}
