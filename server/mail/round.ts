// One round of the post: every letter that is due, one after another. A letter is marked before it is handed over, so that one that the
// server may have taken is never handed over again, even where the broker dies in between.

import type { MailOutcome } from '../../shared/protocol/mail.ts';
import { GIVEN_UP_MS, KEPT_MS, nextTry } from '../outbox/retry.ts';
import type { Sealing } from '../outbox/sealing.ts';
import { just, must, type Store, wins } from '../store/store.ts';
import type { Tables } from '../store/tables.ts';
import { letterOf } from './letters.ts';
import type { Enclosed } from './outbox.ts';
import type { Handed, HandOver } from './smtp.ts';

const PER_ROUND = 100;
/** Longer than handing over can take. */
const LEASE_MS = 3 * 60_000;
/** The server's trouble, not the letter's: the others need not be tried now. */
const OF_THE_SERVER: readonly MailOutcome[] = ['unreachable', 'no-answer', 'sign-in'];

export interface MailRoundDeps {
  readonly store: Store;
  readonly sealing: Sealing;
  readonly handOver: HandOver;
  readonly now: () => number;
  readonly chance: () => number;
  readonly isClosing: () => boolean;
  /** A person must act: the server refuses this broker or cannot be reached. */
  readonly onTrouble: (outcome: MailOutcome) => void;
}
type Row = Tables['mail'];

export function mailRound(deps: MailRoundDeps): () => Promise<void> {
  const { store, sealing, handOver, now, chance, isClosing, onTrouble } = deps;
  const { sql } = store;
  const over = (state: 'sent' | 'failed' | 'unsure', outcome: MailOutcome) => ({
    state,
    outcome,
    sealed: null,
    ended_at: now(),
  });

  const tidies = () => {
    const at = now();
    const mail = sql.updateTable('mail');
    return store.write([
      just(
        mail
          .set(over('unsure', 'broken-off'))
          .where('state', '=', 'sending')
          .where('next_at', '<', at - LEASE_MS),
      ),
      just(
        mail
          .set(over('failed', 'given-up'))
          .where('state', '=', 'waiting')
          .where('made_at', '<', at - GIVEN_UP_MS),
      ),
      just(sql.deleteFrom('mail').where('ended_at', '<', at - KEPT_MS)),
    ]);
  };
  const due = () =>
    store.read<Row>(
      sql
        .selectFrom('mail')
        .selectAll()
        .where('state', '=', 'waiting')
        .where('next_at', '<=', now())
        .orderBy('next_at')
        .orderBy('id')
        .limit(PER_ROUND),
    );
  /** @returns false where somebody else was faster */
  const marks = ({ id, tries }: Row): Promise<boolean> => {
    const set = { state: 'sending' as const, next_at: now(), tries: tries + 1 };
    const mark = sql.updateTable('mail').set(set).where('id', '=', id).where('state', '=', 'waiting');
    return wins(store.write([must(mark)]));
  };
  const writesDown = ({ id, made_at, tries }: Row, { outcome, answer }: Handed): Promise<void> => {
    const again = nextTry({ madeAt: made_at, tries: tries + 1 }, now(), chance());
    const values = { ...after(outcome, again), answer };
    return store.write([just(sql.updateTable('mail').set(values).where('id', '=', id))]);
  };
  const after = (outcome: MailOutcome, again: number | null): Partial<Row> => {
    if (outcome === 'accepted') return over('sent', outcome);
    if (outcome === 'broken-off') return over('unsure', outcome);
    if (outcome === 'refused' || outcome === 'impossible-address') return over('failed', outcome);
    return again === null ? over('failed', 'given-up') : { state: 'waiting', outcome, next_at: again };
  };

  const sends = async (row: Row): Promise<MailOutcome | null> => {
    if (row.sealed === null || !(await marks(row))) return null;
    const { to, language, message } = JSON.parse(sealing.open(`mail:${row.id}`, row.sealed)) as Enclosed;
    const handed = await handOver(row.id, to, letterOf(message, language));
    await writesDown(row, handed);
    return handed.outcome;
  };

  return async () => {
    await tidies();
    for (const row of await due()) {
      if (isClosing()) return;
      const outcome = await sends(row);
      if (outcome === null || !OF_THE_SERVER.includes(outcome)) continue;
      onTrouble(outcome);
      return;
    }
  };
}
