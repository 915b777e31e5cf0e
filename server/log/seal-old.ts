// Seals the details that were written before details were sealed, in place, once. Their leaves commit to nothing, so these
// details can be read and erased like all others, but nothing vouches for them.
import { must, type Step, type Store, wins } from '../store/store.ts';
import type { DetailKeys } from './detail-keys.ts';
import { eraseAfter } from './retention.ts';
import type { Vault } from './vault.ts';

const BATCH = 1_000;

interface Plain {
  readonly id: string;
  readonly body: string;
  readonly session_id: string | null;
  readonly log_id: string;
  readonly type: Parameters<typeof eraseAfter>[0];
  readonly at: number;
}

/** @returns how many were sealed */
export async function sealOldDetails(store: Store, vault: Vault, keys: DetailKeys): Promise<number> {
  let sealed = 0;
  for (;;) {
    const batch = await store.read<Plain>(plain(store));
    if (batch.length === 0) break;
    // Units that are written together share one fsync.
    const done = await Promise.all(byKey(batch).map(sealTogether));
    const count = done.reduce((sum, one) => sum + one, 0);
    if (count === 0) throw new Error(`${batch.length} details could not be sealed`);
    sealed += count;
  }
  // The plain text leaves the file too, not only the table.
  if (sealed > 0) await store.scrub();
  return sealed;

  /** @returns how many; 0 where another broker was faster, since the next look shows what is left */
  async function sealTogether(rows: readonly Plain[]): Promise<number> {
    const [first] = rows;
    if (!first) return 0;
    const { session_id: sid, log_id: logId, at } = first;
    const { key, steps } = await (sid === null ? keys.ofMonth(logId, at) : keys.ofSession(sid, at));
    const seals = rows.map((row): Step => {
      const { nonce, ct } = vault.seal(key, row.id, JSON.parse(row.body));
      const set = { body: '', key_id: key.id, nonce, ct, erase_after: eraseAfter(row.type, row.at) };
      const change = store.sql.updateTable('detail').set(set).where('id', '=', row.id);
      return must(change.where('key_id', 'is', null));
    });
    return (await wins(store.write([...steps, ...seals]))) ? rows.length : 0;
  }
}

/** The rows of a batch that one key seals: of one session, or one by one. */
function byKey(batch: readonly Plain[]): Plain[][] {
  const groups = new Map<string, Plain[]>();
  for (const row of batch) {
    const name = row.session_id ?? row.id;
    groups.set(name, [...(groups.get(name) ?? []), row]);
  }
  return [...groups.values()];
}

const plain = (store: Store) =>
  store.sql
    .selectFrom('detail')
    .innerJoin('event', 'event.detail_id', 'detail.id')
    .select([
      'detail.id as id',
      'detail.body as body',
      'event.session_id as session_id',
      'event.log_id as log_id',
      'event.type as type',
      'event.at as at',
    ])
    .where('detail.key_id', 'is', null)
    .where('detail.body', '!=', '')
    .orderBy('event.id')
    .limit(BATCH);
