// The transfers of this page, from the moment one is wanted to its end: which may move now, what each has done, and what
// is to be written down of it. It follows the session's events and never widens anything.
import { effect, signal, untracked } from '@preact/signals';
import type { Clock } from '../../../../link/deps.ts';
import type { Lanes } from '../../../../link/lanes.ts';
import type { Session } from '../../../../link/session.ts';
import type { Command } from '../../../../shared/session/commands.ts';
import type { FileState } from '../../../../shared/session/state.ts';
import type { Mine } from './entries.ts';
import { openRate } from './rate.ts';
import type { Transfer, TransferResult } from './transfer.ts';

/** Files of this page that move at the same time; the others wait their turn. */
const MOST_MOVING = 3;

export interface WorksOptions {
  readonly session: Session;
  readonly lanes: Pick<Lanes, 'keepFile' | 'onFile'>;
  readonly clock: Clock;
}

interface Work {
  readonly transfer: Transfer;
  /** A lane has been asked for (sender) or has come (receiver). */
  isMoving: boolean;
}

export type Works = ReturnType<typeof openWorks>;

export function openWorks({ session, lanes, clock }: WorksOptions) {
  const works = new Map<string, Work>();
  /** Over as far as this page is concerned, whatever the events still say. */
  const settled = new Set<string>();
  /** What only this page knows of each file. */
  const notes = signal<ReadonlyMap<string, Mine>>(new Map());

  const note = (fileId: string, news: Partial<Mine>) => {
    const before = notes.value.get(fileId) ?? UNKNOWN;
    notes.value = new Map(notes.value).set(fileId, { ...before, ...news });
  };
  const files = (): readonly FileState[] => {
    const state = session.state.value;
    return state.phase === 'open' ? Object.values(state.files) : [];
  };
  const fileOf = (fileId: string) => files().find((file) => file.fileId === fileId);
  const isOurs = (file: FileState) => file.from === session.you.value?.role;

  const over = (fileId: string, result: TransferResult) => {
    works.delete(fileId);
    settled.add(fileId);
    note(fileId, { isMoving: false, bytesPerSecond: null, ending: result });
    const file = fileOf(fileId);
    // Only the receiver may say that all is there; and what the broker told first need not be told to it.
    if (file && isUnfinished(file) && (result.kind !== 'complete' || !isOurs(file)))
      void session.wish(finishing(fileId, result, notes.value.get(fileId)?.bytes ?? 0));
    review();
  };
  /** A file of before a reload: the bytes or the place for them are gone with the old page. */
  const giveUp = ({ fileId }: FileState) => {
    settled.add(fileId);
    const ending: TransferResult = { kind: 'failed', reason: 'reloaded' };
    note(fileId, { ending });
    void session.wish(finishing(fileId, ending, 0));
  };
  const startNext = () => {
    for (const file of files()) {
      const work = works.get(file.fileId);
      const moving = [...works.values()].filter(({ isMoving }) => isMoving).length;
      if (!work || work.isMoving || file.stage !== 'accepted' || !isOurs(file)) continue;
      if (moving >= MOST_MOVING) return;
      work.isMoving = true;
      lanes.keepFile(file.fileId);
    }
  };
  const review = () => {
    if (session.state.value.phase === 'ended') for (const work of [...works.values()]) work.transfer.cancel();
    for (const file of files()) {
      const work = works.get(file.fileId);
      if (work && !isUnfinished(file)) work.transfer.cancel();
      const isCut = !work && !settled.has(file.fileId) && isUnfinished(file);
      if (isCut && (isOurs(file) || file.stage === 'accepted')) giveUp(file);
    }
    startNext();
  };

  const stops = [
    lanes.onFile((fileId, lane) => {
      const work = works.get(fileId);
      if (!work) return lane.close();
      work.isMoving = true;
      note(fileId, { isMoving: true });
      work.transfer.attach(lane);
    }),
    effect(() => {
      void [session.state.value, session.you.value];
      untracked(review);
    }),
  ];

  return {
    notes,
    has: (fileId: string) => works.has(fileId),
    isAllowed: (fileId: string) => () => fileOf(fileId)?.stage === 'accepted',
    progress(fileId: string): (bytes: number) => void {
      const rate = openRate(clock);
      return (bytes) => note(fileId, { bytes, bytesPerSecond: rate(bytes) });
    },
    begin(fileId: string, transfer: Transfer): void {
      works.set(fileId, { transfer, isMoving: false });
      void transfer.result.then((result) => {
        if (works.get(fileId)?.transfer === transfer) over(fileId, result);
      });
    },
    /** As if it had never begun: nobody else has heard of it. */
    forget(fileId: string): void {
      const work = works.get(fileId);
      works.delete(fileId);
      work?.transfer.cancel();
      notes.value = new Map([...notes.value].filter(([known]) => known !== fileId));
    },
    cancel: (fileId: string): void => works.get(fileId)?.transfer.cancel(),
    close(): void {
      for (const stop of stops) stop();
      for (const work of [...works.values()]) work.transfer.cancel();
    },
  };
}

const UNKNOWN: Mine = { isMoving: false, bytes: 0, bytesPerSecond: null, ending: null };

const isUnfinished = ({ stage }: FileState) => stage === 'offered' || stage === 'accepted';

function finishing(fileId: string, result: TransferResult, bytes: number): Command {
  const sha256 = result.kind === 'complete' ? result.sha256 : null;
  return { type: 'finish-file', fileId, result: result.kind, bytes, sha256 };
}
