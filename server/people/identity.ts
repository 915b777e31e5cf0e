// Which company a desk is: what its admin wrote, and what the operator of this broker confirmed of it. Confirmed is one name at one
// address; another name, or another address, is not.
import type { Attestation } from '../../shared/consent/broker-word.ts';
import { just, type Step, type Store } from '../store/store.ts';
import type { Tables } from '../store/tables.ts';

type Identified = Pick<Attestation, 'verified' | 'legalName' | 'domain' | 'since'>;

export interface IdentityDeps {
  readonly store: Store;
  /** The address under which people know this broker. */
  readonly publicUrl: URL;
  readonly now: () => number;
}
export type Identities = ReturnType<typeof identities>;

export function identities({ store, publicUrl, now }: IdentityDeps) {
  const { sql } = store;
  const confirmed = async (deskId: string): Promise<Tables['desk_identity'] | null> => {
    const rows = sql.selectFrom('desk_identity').selectAll().where('desk_id', '=', deskId);
    return (await store.read<Tables['desk_identity']>(rows))[0] ?? null;
  };
  return {
    /** What an attestation says of a technician and their desk. @param legalName as the desk's settings have it now */
    of: async (personId: string, deskId: string, legalName: string): Promise<Identified> => {
      const [row] = await store.read<{ created_at: number }>(
        sql.selectFrom('person').select('created_at').where('id', '=', personId),
      );
      const since = row ? { since: row.created_at } : {};
      const known = await confirmed(deskId);
      const isProven =
        publicUrl.protocol === 'https:' &&
        known?.domain === publicUrl.hostname &&
        known.legal_name === legalName &&
        legalName !== '';
      if (!isProven) return { ...since, verified: false };
      return { ...since, verified: true, legalName, domain: publicUrl.hostname };
    },

    confirms: (deskId: string, legalName: string): Step => {
      const said = { legal_name: legalName, domain: publicUrl.hostname, confirmed_at: now() };
      return just(
        sql
          .insertInto('desk_identity')
          .values({ desk_id: deskId, ...said })
          .onConflict((same) => same.column('desk_id').doUpdateSet(said)),
      );
    },
    takesBack: (deskId: string): Step => just(sql.deleteFrom('desk_identity').where('desk_id', '=', deskId)),
  };
}
