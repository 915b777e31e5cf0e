// Who is this session's customer, as HTTP can tell: the value that the code once earned, and the key that was shown since.
import { openSealed } from '../../shared/consent/jws.ts';
import { type PublicKey, thumbprint } from '../../shared/consent/keys.ts';
import * as statements from '../../shared/consent/statements.ts';
import { hashSecret } from '../secrets.ts';
import type { SessionDesk } from '../sessions/session-desk.ts';
import type { Purpose, Tickets } from '../signalling/tickets.ts';
import type { Store } from '../store/store.ts';

/** How long after the end the customer can come back, for the receipt. */
const RECEIPT_MS = 30 * 24 * 3_600_000;

export interface Holder {
  readonly id: string;
  /** Null while there is no end. */
  readonly until: number | null;
}

export interface Holders {
  /** Whose resume value this is, until thirty days after the end. */
  of(sid: string, secret: string): Promise<Holder | null>;
  /** Once the customer's key is known, coming back takes that key: a copied value alone opens nothing. */
  isProven(sid: string, proof: string | undefined): Promise<boolean>;
  /** Somebody signed a fresh challenge of ours with this key. */
  hasSigned(key: PublicKey, sid: string, proof: string, purpose?: Purpose): Promise<boolean>;
}

export interface HolderDeps {
  readonly store: Store;
  readonly desk: SessionDesk;
  readonly tickets: Tickets;
  readonly now: () => number;
}

export function holders({ store, desk, tickets, now }: HolderDeps): Holders {
  const hasSigned: Holders['hasSigned'] = async (key, sid, proof, purpose = 'resume') => {
    const opened = await openSealed(proof, { key, kid: thumbprint(key), schema: statements.resume });
    if ('wrong' in opened || opened.value.sid !== sid) return false;
    return tickets.meets(opened.value.challenge, sid, purpose);
  };
  return {
    hasSigned,
    isProven: async (sid, proof) => {
      const state = await desk.state(sid);
      const key = 'keys' in state ? state.keys?.customer : undefined;
      return key ? hasSigned(key, sid, proof ?? '') : true;
    },
    of: async (sid, secret) => {
      const [row] = await store.read<{ customer_id: string | null; ended_at: number | null }>(
        store.sql
          .selectFrom('session')
          .select(['customer_id', 'ended_at'])
          .where('id', '=', sid)
          .where('resume_hash', '=', hashSecret(secret)),
      );
      const until = row?.ended_at != null ? row.ended_at + RECEIPT_MS : null;
      if (!row?.customer_id || (until !== null && now() > until)) return null;
      return { id: row.customer_id, until };
    },
  };
}
