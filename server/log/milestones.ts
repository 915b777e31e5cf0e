// What the installation's own log says from time to time: which release runs, which texts customers are asked with, and how far
// the desks' logs had come. Each is recorded once; whether it was, the log itself tells.
import { toBase64url } from '../../shared/bytes.ts';
import type { DeskDraft, DeskEvent, DeskEventOf } from '../../shared/desk/events.ts';
import type { Store } from '../store/store.ts';
import type { Logs } from './logs.ts';
import type { Recorder } from './record.ts';
import { treeRows } from './tree-rows.ts';

/** A text as `notice.published` holds it. */
export type Published = Omit<Extract<DeskDraft, { type: 'notice.published' }>, 'type'>;

export interface Milestones {
  /** Records the running release, unless it is the one recorded last. */
  recordRelease(version: string): Promise<void>;
  /** Records those texts that are not in the log yet, each with its hash; a changed text is another one. */
  publishNotices(notices: readonly Published[]): Promise<void>;
  /** Records the head of every desk's log that has grown since its head was recorded, at most once an hour. */
  recordHeads(): Promise<void>;
}

export interface MilestoneDeps {
  readonly store: Store;
  readonly logs: Logs;
  readonly log: Recorder;
  readonly now: () => number;
}

const HOUR_MS = 3_600_000;
/** Heads of so many logs at most are looked through; there is one desk. */
const LAST_HEADS = 100;

export function milestones({ store, logs, log, now }: MilestoneDeps): Milestones {
  const outside = async <T extends DeskEvent['type']>(type: T, limit: number): Promise<DeskEventOf<T>[]> => {
    const rows = await store.read<{ body: string }>(
      store.sql
        .selectFrom('event')
        .select('body')
        .where('session_id', 'is', null)
        .where('type', '=', type)
        .orderBy('id', 'desc')
        .limit(limit),
    );
    return rows.map(({ body }) => JSON.parse(body));
  };

  return {
    recordRelease: async (version) => {
      const [last] = await outside('release.deployed', 1);
      if (last?.version !== version) await log.recordOwn({ type: 'release.deployed', version });
    },

    publishNotices: async (notices) => {
      const nameOf = ({ id, version, language, sha256 }: Published) =>
        [id, version, language, sha256].join(' ');
      const known = new Set((await outside('notice.published', 10_000)).map(nameOf));
      for (const notice of notices)
        if (!known.has(nameOf(notice))) await log.recordOwn({ ...notice, type: 'notice.published' });
    },

    recordHeads: async () => {
      const recorded = await outside('log.head', LAST_HEADS);
      for (const { id, desk_id } of await logs.open()) {
        const head = desk_id === null ? null : await treeRows(store, id).lastSigned();
        const before = recorded.find((one) => one.log === id);
        const isDue = !before || (before.at + HOUR_MS <= now() && before.size !== head?.size);
        if (head && isDue)
          await log.recordOwn({ type: 'log.head', log: id, size: head.size, root: toBase64url(head.root) });
      }
    },
  };
}
