// Which data key seals a detail: one for each session, and one a month for what a log says outside sessions. Finds it, or makes
// it together with the step that stores it. It does not seal.
import { just, type Step, type Store } from '../store/store.ts';
import type { Vault, WrappedKey } from './vault.ts';

const MAX_KEPT = 2_000;

export interface DetailKey {
  readonly key: WrappedKey;
  /** Empty where the key is stored already. Belong into the unit that first uses the key. */
  readonly steps: readonly Step[];
}

export interface DetailKeys {
  /** @param at ms since 1970, of the event that needs the key; the age of a key counts from the first one */
  ofSession(sid: string, at: number): Promise<DetailKey>;
  /** @param at the same; the month is that of UTC */
  ofMonth(logId: string, at: number): Promise<DetailKey>;
}

export function detailKeys(store: Store, vault: Vault): DetailKeys {
  // Only keys that were read from the store: one that was only just made may belong to a unit that fails.
  const kept = new Map<string, WrappedKey>();
  let edition = vault.edition();

  const stored = async (id: string): Promise<WrappedKey | null> => {
    if (vault.edition() !== edition) kept.clear();
    edition = vault.edition();
    const known = kept.get(id);
    if (known) return known;
    const query = store.sql.selectFrom('detail_key').select('wrapped').where('id', '=', id);
    const [row] = await store.read<{ wrapped: Uint8Array | null }>(query);
    if (!row?.wrapped) return null;
    if (kept.size >= MAX_KEPT) kept.clear();
    const key = { id, wrapped: row.wrapped };
    kept.set(id, key);
    return key;
  };

  const find = async (id: string, sessionId: string | null, at: number): Promise<DetailKey> => {
    const known = await stored(id);
    if (known) return { key: known, steps: [] };
    const key = vault.newKey(id);
    // The primary key decides between two nodes that make one; the unit of the slower one fails and is tried again.
    const row = { ...key, session_id: sessionId, hold: 0, made_at: at, erased_at: null };
    return { key, steps: [just(store.sql.insertInto('detail_key').values(row))] };
  };

  return {
    ofSession: (sid, at) => find(sid, sid, at),
    ofMonth: (logId, at) => find(`${logId}/${new Date(at).toISOString().slice(0, 7)}`, null, at),
  };
}
