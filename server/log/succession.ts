// What an operator does when a database was restored from an older backup: every log that contradicts a head which was signed is
// closed, and a successor goes on from the last head that anybody has seen. Nothing that was signed is ever taken back.
import { toBase64url } from '../../shared/bytes.ts';
import { EMPTY_ROOT } from '../../shared/log/merkle.ts';
import type { Store } from '../store/store.ts';
import type { Heads } from './heads.ts';
import type { Log, LogHead, Logs } from './logs.ts';
import { treeRows } from './tree-rows.ts';

export interface Succession {
  readonly closed: Log;
  readonly opened: Log;
  /** The head of the closed log that the successor cites. */
  readonly head: LogHead;
}

export interface SuccessionDeps {
  readonly store: Store;
  readonly logs: Logs;
  readonly heads: Heads;
}

/** @returns what was done, one for each log that had to be closed */
export async function succeedRefused({ store, logs, heads }: SuccessionDeps): Promise<Succession[]> {
  const done: Succession[] = [];
  // The installation's own log first: the closing of the others is recorded in it.
  const open = [...(await logs.open())].sort(
    (a, b) => Number(a.desk_id !== null) - Number(b.desk_id !== null),
  );
  for (const log of open) {
    const rows = treeRows(store, log.id);
    if ((await heads.objection(log, rows)) === null) continue;
    const last = heads.kept(log) ?? (await rows.lastSigned()) ?? { size: 0, root: EMPTY_ROOT };
    const head = { size: last.size, root: toBase64url(last.root) };
    done.push({ closed: log, opened: await logs.succeed(log, head), head });
  }
  return done;
}
