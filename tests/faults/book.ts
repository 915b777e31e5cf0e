// What brokers have acknowledged, and what the database holds afterwards. Whatever was acknowledged has to be there, once, and what
// members were told has to be what is written, without a gap.
import { isDeepStrictEqual } from 'node:util';
import type { SessionEvent } from '../../shared/session/events.ts';
import { LIMITS } from '../../shared/session/scopes.ts';
import type { House } from './nodes.ts';

/** One `done`: an event of this type with this word in it has a number up to `seq`. */
export interface Acknowledged {
  readonly sid: string;
  readonly seq: number;
  /** Null where any will do: a statement is known by its hash, whatever came of it. */
  readonly type: SessionEvent['type'] | null;
  /** Its number or hash, as it stands in the event. */
  readonly key: string;
}

export interface Row {
  readonly session_id: string;
  readonly seq: number;
  readonly type: string;
  readonly at: number;
  readonly body: string;
}

export interface Compared {
  readonly acknowledged: number;
  readonly events: number;
  readonly grants: number;
  /** Every contradiction, in words; none is what is hoped for. */
  readonly faults: string[];
}

/** How much later than its limit the end of a grant may be written down: what a store that is away needs to come back. */
const AWAY_MS = 20_000;

/** The events of these sessions, by session, in the order of their numbers. */
export async function rowsOf(house: House, sids: readonly string[]): Promise<Map<string, Row[]>> {
  const list = sids.map((sid) => `'${sid}'`).join(', ');
  const rows = await house.rows<Row>(
    `select session_id, seq::int, type, at::float8, body from event where session_id in (${list || "''"}) order by session_id, seq, id`,
  );
  const by = new Map<string, Row[]>();
  for (const row of rows) by.set(row.session_id, [...(by.get(row.session_id) ?? []), row]);
  return by;
}

/** What each acknowledgement promised, beside what is there. */
export function lostOf(acknowledged: readonly Acknowledged[], rows: ReadonlyMap<string, Row[]>): string[] {
  const isThere = ({ sid, seq, type, key }: Acknowledged) =>
    rows
      .get(sid)
      ?.some((row) => row.seq <= seq && (type === null || row.type === type) && row.body.includes(key));
  return acknowledged
    .filter((each) => !isThere(each))
    .map(({ sid, seq, type, key }) => `lost: ${sid} ${seq} ${type} ${key}`);
}

/** A session as it is written: numbers 1, 2, 3 and so on, and each permission over when its time is. @param now milliseconds */
export function faultsIn(sid: string, rows: readonly Row[], now: number): string[] {
  const faults = rows.flatMap(({ seq }, i) => (seq === i + 1 ? [] : [`${sid} has ${seq} at place ${i + 1}`]));
  const bodies = rows.map(({ body }) => JSON.parse(body) as SessionEvent);
  const over = bodies.find(({ type }) => type === 'session.ended');
  for (const grant of bodies.filter((event) => event.type === 'consent.granted')) {
    const ends = ['consent.revoked', 'consent.relinquished', 'consent.expired', 'consent.disconnected'];
    const end = bodies.find(
      (event) => ends.includes(event.type) && 'gid' in event && event.gid === grant.gid,
    );
    const endedAt = Math.min(end?.at ?? now, over?.at ?? now);
    if (endedAt > grant.expiresAt + LIMITS.expiryGraceMs + AWAY_MS)
      faults.push(
        `${sid}: the permission ${grant.gid} was over at ${grant.expiresAt} and went on to ${endedAt}`,
      );
    const started = bodies.find((event) => event.type === 'scope.started' && event.gid === grant.gid);
    if (started && started.at > grant.expiresAt) faults.push(`${sid}: ${grant.gid} began after its time`);
  }
  return faults;
}

/** What a member was told over all their lines, beside what is written. Details are sealed there and stay out of it. */
export function untold(who: string, told: readonly SessionEvent[], rows: readonly Row[]): string[] {
  const faults =
    told.length === rows.length ? [] : [`${who} was told ${told.length} of ${rows.length} events`];
  for (const [i, { detail: _, ...event }] of told.entries()) {
    const { c: __, ...written } = JSON.parse(rows[i]?.body ?? '{}');
    if (!isDeepStrictEqual(JSON.parse(JSON.stringify(event)), written))
      faults.push(
        `${who} was told ${event.type} ${event.seq}, and ${JSON.stringify(written).slice(0, 80)} is written`,
      );
  }
  return faults;
}
