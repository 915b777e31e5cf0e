// What customers answered, by technician: read from the events themselves, so that a report and the log cannot say two things.
import type { EventType } from '../../shared/session/events.ts';
import type { Store } from '../store/store.ts';

export interface Answers {
  sessions: number;
  asked: number;
  granted: number;
  denied: number;
  unanswered: number;
  revoked: number;
  /** Milliseconds from each question to its answer. */
  readonly answers: number[];
}
export const noAnswers = (): Answers => ({
  sessions: 0,
  asked: 0,
  granted: 0,
  denied: 0,
  unanswered: 0,
  revoked: 0,
  answers: [],
});

/** What of a session matters here, in its order. */
export interface Told {
  readonly type: EventType;
  readonly at: number;
  readonly body: string;
}

const COUNTED = [
  'consent.asked',
  'consent.granted',
  'consent.denied',
  'consent.timed-out',
  'consent.aborted',
  'consent.withdrawn',
  'consent.revoked',
] as const satisfies readonly EventType[];
/** Sessions read at once. */
const BATCH = 200;

/** Adds one session. At most one question is open at a time, so that an answer is to the last one. */
export function addSession(to: Answers, told: readonly Told[]): void {
  to.sessions += 1;
  let askedAt: number | null = null;
  for (const { type, at, body } of told) {
    if (type === 'consent.asked') {
      to.asked += 1;
      askedAt = at;
    } else if (type === 'consent.revoked') {
      // A new permission in place of an old one is nobody's change of mind.
      if (!body.includes('"why":"replaced"')) to.revoked += 1;
    } else {
      if (type === 'consent.granted') to.granted += 1;
      if (type === 'consent.denied') to.denied += 1;
      if (type === 'consent.timed-out') to.unanswered += 1;
      const isAnswer = type === 'consent.granted' || type === 'consent.denied';
      if (askedAt !== null && isAnswer) to.answers.push(Math.max(0, at - askedAt));
      askedAt = null;
    }
  }
}

/** @returns by technician, for the sessions that began in this span */
export async function answersBy(
  store: Store,
  deskId: string,
  { from, to }: { readonly from: number; readonly to: number },
): Promise<Map<string, Answers>> {
  const { sql } = store;
  const found = new Map<string, Answers>();
  for (let after = { at: from - 1, id: '' }; ; ) {
    const sessions = await store.read<{ id: string; technician_id: string; created_at: number }>(
      sql
        .selectFrom('session')
        .select(['id', 'technician_id', 'created_at'])
        .where('desk_id', '=', deskId)
        .where('created_at', '<', to)
        .where((q) => q(q.refTuple('created_at', 'id'), '>', q.tuple(after.at, after.id)))
        .orderBy('created_at')
        .orderBy('id')
        .limit(BATCH),
    );
    if (sessions.length === 0) return found;
    const rows = await store.read<Told & { session_id: string }>(
      sql
        .selectFrom('event')
        .select(['session_id', 'type', 'at', 'body'])
        .where(
          'session_id',
          'in',
          sessions.map(({ id }) => id),
        )
        .where('type', 'in', [...COUNTED])
        .orderBy('session_id')
        .orderBy('seq') as never,
    );
    const bySession = new Map<string, Told[]>();
    for (const row of rows) {
      const told = bySession.get(row.session_id) ?? [];
      told.push(row);
      bySession.set(row.session_id, told);
    }
    for (const { id, technician_id } of sessions) {
      const answers = found.get(technician_id) ?? noAnswers();
      found.set(technician_id, answers);
      addSession(answers, bySession.get(id) ?? []);
    }
    const last = sessions[sessions.length - 1];
    if (!last || sessions.length < BATCH) return found;
    after = { at: last.created_at, id: last.id };
  }
}
