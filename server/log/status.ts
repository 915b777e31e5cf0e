// How far each log is signed, and why one is not, for people who must know.
import type { LogStatus } from '../../shared/desk/log-status.ts';
import type { Store } from '../store/store.ts';
import type { Log, Logs } from './logs.ts';
import type { Sequencer } from './sequencer.ts';
import { treeRows } from './tree-rows.ts';

export interface StatusDeps {
  readonly store: Store;
  readonly logs: Logs;
  readonly sequencer: Sequencer;
}

/** Whether a desk may know of this log: its own, or that of the installation. */
export const isSeenBy = (log: Log, deskId: string): boolean => log.desk_id === null || log.desk_id === deskId;

export async function statusOf({ store, logs, sequencer }: StatusDeps, deskId?: string): Promise<LogStatus> {
  const one = async (log: Log): Promise<LogStatus['logs'][number]> => {
    const rows = treeRows(store, log.id);
    const last = await rows.lastSigned();
    const waiting = store.sql
      .selectFrom('outbox')
      .select((q) => q.fn.countAll<number>().as('count'))
      .where('log_id', '=', log.id);
    const [outbox] = await store.read<{ count: number }>(waiting);
    const size = last?.size ?? 0;
    const refusal = sequencer.refusal(log.id);
    return {
      id: log.id,
      origin: log.origin,
      of: log.desk_id === null ? 'installation' : 'desk',
      state: log.closed_at !== null ? 'closed' : refusal === null ? 'signed' : 'refused',
      size,
      signedAt: last?.at ?? null,
      unsigned: Math.max(0, (await rows.size()) - size) + Number(outbox?.count ?? 0),
      refusal,
    };
  };
  const found: LogStatus['logs'] = [];
  for (const log of await logs.all())
    if (deskId === undefined || isSeenBy(log, deskId)) found.push(await one(log));
  return { logs: found };
}
