// Reading reports: which are open against somebody, and what an admin of a desk sees of them.
import type { ComplaintReason, OpenComplaint } from '../../shared/people/complaining.ts';
import type { ComplaintRow } from '../../shared/protocol/complaints.ts';
import type { Vault } from '../log/vault.ts';
import { type PersonRow, publicPerson } from '../people/rows.ts';
import type { Store } from '../store/store.ts';
import type { Tables } from '../store/tables.ts';

/** What a list shows at most; there are never many. */
export const MOST_ROWS = 200;

export interface Open extends OpenComplaint {
  readonly deskId: string;
}

/** Those against a person that nobody has decided about, at whichever desk, the oldest first. */
export async function openAgainst(store: Store, personId: string): Promise<Open[]> {
  const rows = await store.read<Tables['complaint']>(
    store.sql
      .selectFrom('complaint')
      .selectAll()
      .where('technician_id', '=', personId)
      .where('decision', 'is', null)
      .orderBy('at'),
  );
  return rows.map((row) => ({
    deskId: row.desk_id,
    customer: row.request_id ?? row.session_id,
    isRisky: row.is_risky === 1,
  }));
}

type Listed = Tables['complaint'] &
  Omit<PersonRow, 'id' | 'desk_id'> & {
    readonly decider: string | null;
    readonly wrapped: Uint8Array | null;
  };

/** @param reader whose own reports come without the customers' words */
export async function listOf(
  { store, vault }: { readonly store: Store; readonly vault: Vault },
  deskId: string,
  reader: string,
): Promise<ComplaintRow[]> {
  const rows = await store.read<Listed>(
    store.sql
      .selectFrom('complaint')
      .innerJoin('person', 'person.id', 'complaint.technician_id')
      .leftJoin('person as decider', 'decider.id', 'complaint.decided_by')
      .leftJoin('detail_key', 'detail_key.id', 'complaint.session_id')
      .selectAll('complaint')
      .select(['person.name', 'person.email', 'person.role', 'person.state', 'person.password'])
      .select(['person.created_at', 'person.frozen_at', 'decider.name as decider', 'detail_key.wrapped'])
      .where('complaint.desk_id', '=', deskId)
      .orderBy('complaint.at', 'desc')
      .orderBy('complaint.id')
      .limit(MOST_ROWS + 1),
  );
  return rows.map((row) => ({
    complaint: row.id,
    sid: row.session_id,
    at: row.at,
    technician: publicPerson({ ...row, id: row.technician_id }),
    reasons: row.reasons.split(' ') as ComplaintReason[],
    isRisky: row.is_risky === 1,
    words: row.technician_id === reader ? null : wordsOf(vault, row),
    decision:
      row.decision === null
        ? null
        : { what: row.decision, at: row.decided_at ?? row.at, by: row.decider ?? '' },
  }));
}

function wordsOf(vault: Vault, { id, session_id, wrapped, nonce, ct }: Listed): string | null {
  if (!wrapped || !nonce || !ct) return null;
  const { detail } = vault.open({ id: session_id, wrapped }, id, { nonce, ct });
  return (detail as { words: string }).words;
}
