// Seals the details that were written before details were sealed, in place, once. Their leaves commit to nothing, so these
// details can be read and erased like all others, but nothing vouches for them.
import { must, type Step, type Store, StoreConflict } from '../store/store.ts';
import type { DetailKeys } from './detail-keys.ts';
import { eraseAfter } from './retention.ts';
import type { Vault } from './vault.ts';

const BATCH = 200;

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
    let done = 0;
    for (const row of batch) if (await sealOne(row)) done += 1;
    if (done === 0) throw new Error(`${batch.length} details could not be sealed`);
    sealed += done;
  }
  // The plain text leaves the file too, not only the table.
  if (sealed > 0) await store.scrub();
  return sealed;

  async function sealOne(row: Plain): Promise<boolean> {
    const { key, steps } =
      row.session_id === null
        ? await keys.ofMonth(row.log_id, row.at)
        : await keys.ofSession(row.session_id, row.at);
    const { nonce, ct } = vault.seal(key, row.id, JSON.parse(row.body));
    const set = { body: '', key_id: key.id, nonce, ct, erase_after: eraseAfter(row.type, row.at) };
    const change = store.sql.updateTable('detail').set(set).where('id', '=', row.id);
    const unit: Step[] = [...steps, must(change.where('key_id', 'is', null))];
    try {
      await store.write(unit);
      return true;
    } catch (error) {
      // Another broker seals the same rows; the next look shows what is left.
      if (!(error instanceof StoreConflict)) throw error;
      return false;
    }
  }
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
