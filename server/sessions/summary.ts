// What lists show of a session: a second, smaller fold over the same events, kept in the `session` row.
import type { SessionEvent } from '../../shared/session/events.ts';
import { just, type Step, type Store } from '../store/store.ts';
import type { Tables } from '../store/tables.ts';

export type Summary = Omit<Tables['session'], 'resume_hash'>;

const lower = (...words: (string | undefined)[]) => words.filter(Boolean).join(' ').toLowerCase();

/** @throws Error when the first event of a session is not `session.created` */
export function summarise(before: Summary | null, event: SessionEvent): Summary {
  if (event.type === 'session.created') {
    return {
      id: event.sid,
      desk_id: event.desk,
      technician_id: event.technician,
      customer_id: null,
      phase: 'waiting',
      ending: null,
      created_at: event.at,
      ended_at: null,
      seq: event.seq,
      scopes: '',
      asked: 0,
      granted: 0,
      denied: 0,
      files: 0,
      words: lower(event.sid, event.detail?.technicianName),
      request_id: event.request ?? null,
    };
  }
  if (!before) throw new Error('a session that was never created');
  return { ...before, ...change(before, event), seq: event.seq };
}

function change(before: Summary, event: SessionEvent): Partial<Summary> {
  switch (event.type) {
    case 'session.joined':
      return {
        phase: 'meeting',
        customer_id: event.customer,
        words: lower(before.words, event.detail?.browser, event.detail?.system, event.device.kind),
      };
    case 'peer.authentication-failed':
      return { phase: 'waiting', customer_id: null };
    case 'session.admitted':
      return { phase: 'open' };
    case 'consent.asked':
      return { asked: before.asked + 1, words: lower(before.words, event.detail?.reason).slice(0, 2_000) };
    case 'consent.granted':
      return { granted: before.granted + 1, scopes: withScope(before.scopes, event.scope) };
    case 'consent.denied':
      return { denied: before.denied + 1 };
    case 'file.done':
      return event.result === 'complete' ? { files: before.files + 1 } : {};
    case 'session.ended':
      return { phase: 'ended', ending: event.ending, ended_at: event.at };
    default:
      return {};
  }
}

const withScope = (scopes: string, scope: string): string =>
  [...new Set([...scopes.split(' ').filter(Boolean), scope])].sort().join(' ');

/** @throws where there is none, which would be a flaw of ours */
export function deskOf(summary: Summary | null): string {
  if (!summary) throw new Error('a session without a desk');
  return summary.desk_id;
}

/** The row of a session, made or changed. @param before as it stands in the store */
export function sessionRow(store: Store, after: Summary | null, before: Summary | null): Step[] {
  if (!after) return [];
  if (!before) return [just(store.sql.insertInto('session').values({ ...after, resume_hash: null }))];
  const { id, ...rest } = after;
  return [just(store.sql.updateTable('session').set(rest).where('id', '=', id))];
}
