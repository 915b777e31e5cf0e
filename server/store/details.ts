// How rows of details are joined to events and opened. It does not know when a detail is erased, only that it may be.
import type { Opened, Vault } from '../log/vault.ts';
import type { Store } from './store.ts';

/** A detail beside its event, as `withDetail` selects it; all null where the event has none. */
export interface DetailRow {
  readonly detail_id: string | null;
  readonly plain: string | null;
  readonly key_id: string | null;
  readonly wrapped: Uint8Array | null;
  readonly nonce: Uint8Array | null;
  readonly ct: Uint8Array | null;
}

/** Events with what is needed to open their details; add what else to select, and which. */
export const withDetail = (store: Store) =>
  store.sql
    .selectFrom('event')
    .leftJoin('detail', 'detail.id', 'event.detail_id')
    .leftJoin('detail_key', 'detail_key.id', 'detail.key_id')
    .select([
      'detail.id as detail_id',
      'detail.body as plain',
      'detail.key_id as key_id',
      'detail_key.wrapped as wrapped',
      'detail.nonce as nonce',
      'detail.ct as ct',
    ]);

/**
 * @returns the detail and its salt; null where there is none or it was erased. A detail from before commitments, not
 * sealed yet, comes with an empty salt. @throws Error when the row was tampered with
 */
export function openDetail(vault: Vault, row: DetailRow): Opened | null {
  const { detail_id: id, plain, key_id: keyId, wrapped, nonce, ct } = row;
  if (id === null) return null;
  if (keyId === null) return plain ? { detail: JSON.parse(plain), salt: new Uint8Array() } : null;
  if (!wrapped || !nonce || !ct) return null;
  return vault.open({ id: keyId, wrapped }, id, { nonce, ct });
}
