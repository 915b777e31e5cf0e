// What customers report: written down once a session, and what follows for the account of the technician until an admin of the desk
// has decided. It knows no HTTP, and does not ask who may report; its callers have proven that.
import { type Refusal, refuse } from '../../shared/errors.ts';
import {
  type ComplaintDecision,
  type ComplaintReason,
  isEnoughToFreeze,
} from '../../shared/people/complaining.ts';
import type { ComplaintRow } from '../../shared/protocol/complaints.ts';
import { isRisky } from '../../shared/session/caution.ts';
import type { SessionEvent } from '../../shared/session/events.ts';
import type { DetailKeys } from '../log/detail-keys.ts';
import type { Recorder } from '../log/record.ts';
import type { Vault } from '../log/vault.ts';
import type { People } from '../people/people.ts';
import { newId } from '../secrets.ts';
import { just, must, type Store, wins } from '../store/store.ts';
import { listOf, openAgainst } from './rows.ts';

export interface ComplaintDeps {
  readonly store: Store;
  readonly log: Recorder;
  readonly vault: Vault;
  readonly keys: DetailKeys;
  readonly people: Pick<People, 'freezes' | 'hasFrozen' | 'thaws' | 'isFrozen'>;
  /** Nothing of an account that rests goes on: its sessions end, its requests go back to the queue. */
  readonly drop: (personId: string) => Promise<void>;
  readonly now: () => number;
}

export interface Filed {
  readonly sid: string;
  readonly customer: string;
  readonly reasons: readonly ComplaintReason[];
  readonly words: string;
  /** All that happened in the session. */
  readonly events: readonly SessionEvent[];
}
export interface Decided {
  readonly deskId: string;
  readonly personId: string;
  readonly decision: ComplaintDecision;
}

export type Complaints = ReturnType<typeof complaints>;

export function complaints(deps: ComplaintDeps) {
  const { store, log, vault, keys, people, drop, now } = deps;
  const { sql } = store;

  /** The account rests, or works again, as its open complaints say. Asked anew after each of them, so that two at once are both seen. */
  const look = async (personId: string): Promise<void> => {
    const open = await openAgainst(store, personId);
    const isFrozen = await people.isFrozen(personId);
    const last = open.at(-1);
    if (!last || !isEnoughToFreeze(open)) {
      if (isFrozen) await store.write([people.thaws(personId)]);
      return;
    }
    if (isFrozen) return;
    const draft = { type: 'account.frozen', person: personId, complaints: open.length } as const;
    if (!(await wins(log.recordWith(last.deskId, draft, { also: people.freezes(personId) })))) return;
    people.hasFrozen(personId);
    await drop(personId);
  };

  let tail: Promise<unknown> = Promise.resolve();
  /** One after another: who is cleared while another report comes in must not be let in by the older of two looks. */
  const review = (personId: string): Promise<void> => {
    const done = tail.then(() => look(personId));
    tail = done.catch(() => {});
    return done;
  };

  const isErased = async (sid: string): Promise<boolean> => {
    const gone = sql.selectFrom('detail_key').select('id').where('id', '=', sid);
    return (await store.read(gone.where('erased_at', 'is not', null))).length > 0;
  };
  /** Sealed as the session's own details are, so that erasing those erases them. After that the report stands without its words. */
  const sealed = async (id: string, { sid, words }: Filed) => {
    if (words === '' || (await isErased(sid))) return { steps: [], nonce: null, ct: null };
    const { key, steps } = await keys.ofSession(sid, now());
    const { nonce, ct } = vault.seal(key, id, { words });
    return { steps, nonce, ct };
  };

  return {
    /** @returns REPORTED where this session has been reported before, NOT_FOUND where there never was such a session */
    file: async (filed: Filed): Promise<null | Refusal> => {
      const { sid, customer, reasons, events } = filed;
      const [first] = events;
      if (first?.type !== 'session.created') return refuse('NOT_FOUND');
      const { desk, technician, request = null } = first;
      const id = newId();
      const isBait = events.some((event) => event.type === 'customer.answered' && isRisky(event));
      const { steps, nonce, ct } = await sealed(id, filed);
      const row = {
        id,
        desk_id: desk,
        session_id: sid,
        request_id: request,
        technician_id: technician,
        reasons: reasons.join(' '),
        is_risky: isBait ? 1 : 0,
        at: now(),
        nonce,
        ct,
        decision: null,
        decided_at: null,
        decided_by: null,
      };
      const told = { complaint: id, sid, person: technician, reasons: [...reasons], isRisky: isBait };
      const also = [...steps, just(sql.insertInto('complaint').values(row))];
      const isNew = await wins(
        log.recordWith(desk, { type: 'complaint.filed', ...told }, { by: customer, also }),
      );
      if (!isNew) return refuse('REPORTED');
      await review(technician);
      return null;
    },

    /** Those of a desk, the newest first. @param reader an admin, who reads no words about themselves */
    list: (deskId: string, reader: string): Promise<ComplaintRow[]> =>
      listOf({ store, vault }, deskId, reader),

    /**
     * Decides about every open report of a person at a desk. The account works again when none of any desk holds it.
     * @param by an admin; null for the operator  @returns NOT_FOUND where nothing is open there
     */
    decide: async ({ deskId, personId, decision }: Decided, by: string | null): Promise<null | Refusal> => {
      const count = (await openAgainst(store, personId)).filter((one) => one.deskId === deskId).length;
      if (count === 0) return refuse('NOT_FOUND');
      const marks = sql
        .updateTable('complaint')
        .set({ decision, decided_at: now(), decided_by: by })
        .where('technician_id', '=', personId)
        .where('desk_id', '=', deskId)
        .where('decision', 'is', null);
      const draft = { type: 'complaint.decided', person: personId, decision, count } as const;
      const about = { ...(by === null ? {} : { by }), also: [must(marks)] };
      if (!(await wins(log.recordWith(deskId, draft, about)))) return refuse('NOT_FOUND');
      await review(personId);
      return null;
    },

    /** The desks at which complaints against somebody are open. */
    desksWithOpen: async (personId: string): Promise<string[]> => [
      ...new Set((await openAgainst(store, personId)).map(({ deskId }) => deskId)),
    ],

    /** At the start: what a broker that died in between did not get to. */
    reviewAll: async (): Promise<void> => {
      const open = sql.selectFrom('complaint').select('technician_id').where('decision', 'is', null);
      const rows = await store.read<{ technician_id: string }>(open.groupBy('technician_id'));
      for (const { technician_id: id } of rows) await review(id);
    },
  };
}
