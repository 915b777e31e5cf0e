// Who is this session's customer, as HTTP can tell: the value that the code once earned, and the key that was shown since.
import { openSealed } from '../../shared/consent/jws.ts';
import { type PublicKey, thumbprint } from '../../shared/consent/keys.ts';
import * as statements from '../../shared/consent/statements.ts';
import { type Refusal, refuse } from '../../shared/errors.ts';
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

/** What a customer's page brings. */
export interface Came {
  readonly sid: string;
  readonly resume: string;
  readonly proof?: string | undefined;
}

export interface Holders {
  /** Whose resume value this is, until thirty days after the end. */
  of(sid: string, secret: string): Promise<Holder | null>;
  /**
   * Whose value this is, proven: once the customer's key is known, coming back takes that key, for a copied value alone opens nothing.
   * @returns who, or NOT_FOUND, or what `signed` says of the proof
   */
  proven(came: Came): Promise<Holder | Refusal>;
  /**
   * Somebody signed a fresh challenge of ours with this key.
   * @returns NOT_FOUND where they did not; TICKET_INVALID where they did and the challenge has grown old or was used, as happens in a
   * crowd, so that they ask for another; null where all is well
   */
  signed(key: PublicKey, sid: string, proof: string, purpose?: Purpose): Promise<Refusal | null>;
}

export interface HolderDeps {
  readonly store: Store;
  readonly desk: SessionDesk;
  readonly tickets: Tickets;
  readonly now: () => number;
}

export function holders({ store, desk, tickets, now }: HolderDeps): Holders {
  const signed: Holders['signed'] = async (key, sid, proof, purpose = 'resume') => {
    const opened = await openSealed(proof, { key, kid: thumbprint(key), schema: statements.resume });
    if ('wrong' in opened || opened.value.sid !== sid) return refuse('NOT_FOUND');
    const isFresh = await tickets.meets(opened.value.challenge, sid, purpose);
    return isFresh ? null : refuse('TICKET_INVALID');
  };
  const of: Holders['of'] = async (sid, secret) => {
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
  };
  return {
    of,
    signed,
    proven: async ({ sid, resume, proof }) => {
      const holder = await of(sid, resume);
      if (!holder) return refuse('NOT_FOUND');
      const state = await desk.state(sid);
      const key = 'keys' in state ? state.keys?.customer : undefined;
      return (key && (await signed(key, sid, proof ?? ''))) ?? holder;
    },
  };
}
