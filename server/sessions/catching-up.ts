// After a gap: what other nodes have written meanwhile is asked for, and sessions that nobody is connected to any more are seen to here.
import type { Bus } from '../bus/bus.ts';
import type { Store } from '../store/store.ts';
import { sessionTopic } from './news.ts';
import { isSomewhere, type There } from './there.ts';

/** Sessions that are looked at together. */
const TOGETHER = 200;

export interface CatchingUp {
  /** Takes up every session that has not ended and that nobody is connected to, at any node; whoever comes back says so. */
  resume(): Promise<void>;
  /** Resolves when nothing of it is under way. */
  close(): Promise<void>;
}

export interface CatchingUpDeps {
  readonly store: Store;
  readonly bus: Bus;
  readonly present: (sid: string) => Promise<There>;
  /** The sessions of this node's memory, each with the number of the last event that it has heard of. */
  readonly known: { readonly ids: () => readonly string[]; readonly lastOf: (sid: string) => number | null };
  /** @param since when everybody is taken to be away */
  readonly takeUp: (sid: string, since: number) => Promise<void>;
  readonly now: () => number;
  readonly onProblem: (problem: unknown) => void;
}

export function catchingUp({
  store,
  bus,
  present,
  known,
  takeUp,
  now,
  onProblem,
}: CatchingUpDeps): CatchingUp {
  let isClosed = false;
  let isWaiting = false;
  let running: Promise<void> = Promise.resolve();

  const resume = async (): Promise<void> => {
    const live = store.sql.selectFrom('session').select('id').where('phase', '!=', 'ended');
    const since = now();
    const lookAt = async (sid: string): Promise<void> => {
      if (known.lastOf(sid) !== null || isSomewhere(await present(sid))) return;
      await takeUp(sid, since);
    };
    const ids = (await store.read<{ id: string }>(live)).map(({ id }) => id);
    for (const some of chunks(ids)) await Promise.all(some.map(lookAt));
  };

  const catchUp = async (): Promise<void> => {
    const rows = store.sql.selectFrom('session').select(['id', 'seq']);
    for (const some of chunks(known.ids()))
      for (const { id, seq } of await store.read<{ id: string; seq: number }>(rows.where('id', 'in', some)))
        if (seq > (known.lastOf(id) ?? seq)) bus.tell(sessionTopic(id), { seq });
    await resume();
  };

  bus.onGap(() => {
    // One that has not begun yet will see to this gap too.
    if (isWaiting) return;
    isWaiting = true;
    const next = async () => {
      isWaiting = false;
      if (bus.isWhole && !isClosed) await catchUp();
    };
    running = running.then(next).catch(onProblem);
  });

  return {
    resume,
    close: () => {
      isClosed = true;
      return running;
    },
  };
}

function* chunks(ids: readonly string[]): Generator<string[]> {
  for (let from = 0; from < ids.length; from += TOGETHER) yield ids.slice(from, from + TOGETHER);
}
