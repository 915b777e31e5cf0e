// Reads the numbers of the desk out of its own rows, only when somebody asks: no message and no event is counted by hand, so
// that the numbers are those of the log and survive a restart.
import { type Compilable, type RawBuilder, sql } from 'kysely';
import type { Figures } from '../../shared/desk/figures.ts';
import { type LaneKind, laneKind } from '../../shared/protocol/lane-kind.ts';
import type { Store } from '../store/store.ts';

/** What nothing honest ever writes often. The words are those of the index `event_rare`, or it would not be used. */
const RARE = sql`type in ('lane.refused', 'scope.stray', 'statement.refused')`;

interface Rare {
  readonly type: 'lane.refused' | 'scope.stray' | 'statement.refused';
  /** Kind of the lane, or the side that a statement was said to be of. */
  readonly label: string;
  readonly count: number;
  readonly frames: number;
}

/** @param deskId null for all desks, and what belongs to none */
const queries = (deskId: string | null) => {
  const all = deskId === null ? sql`1 = 1` : sql`1 = 0`;
  const logs = sql`(select id from log where ${all} or desk_id = ${deskId})`;
  const sessions = sql`(${all} or session.desk_id = ${deskId})`;
  return {
    rare: sql<Rare>`
      select type, coalesce(json_extract(body, '$.kind'), json_extract(body, '$.of'), '') as label,
        count(*) as count, coalesce(sum(cast(json_extract(body, '$.frames') as integer)), 0) as frames
      from event where ${RARE} and log_id in ${logs} group by type, label`,
    phases: sql<{ phase: 'waiting' | 'meeting' | 'open'; count: number }>`
      select phase, count(*) as count from session where phase != 'ended' and ${sessions} group by phase`,
    /** Whatever was granted and has not ended, in sessions that have not ended either. */
    grants: sql<{ count: number }>`
      select coalesce(sum(case event.type when 'consent.granted' then 1 else -1 end), 0) as count
      from session join event on event.session_id = session.id
      where session.phase != 'ended' and session.phase = 'open' and ${sessions} and event.type in
        ('consent.granted', 'consent.revoked', 'consent.relinquished', 'consent.expired', 'consent.disconnected')`,
    /** Leaves are numbered from nought without gaps; what is not one yet stands in the outbox. */
    events: sql<{ count: number }>`
      select coalesce(sum(1 + (select coalesce(max(idx), -1) from leaf where leaf.log_id = log.id)
        + (select count(*) from outbox where outbox.log_id = log.id)), 0) as count
      from log where id in ${logs}`,
  };
};

/** Reads them as the store has them now. @param deskId whose; left out for all @throws StoreUnavailable */
export async function readFigures(store: Store, deskId: string | null = null): Promise<Figures> {
  const read = <R>(query: RawBuilder<R>): Promise<R[]> =>
    store.read<R>({ compile: () => query.compile(store.sql) } as Compilable<R>);
  const { rare, phases, grants, events } = queries(deskId);
  const [odd, byPhase, [live], [appended]] = await Promise.all([
    read(rare),
    read(phases),
    read(grants),
    read(events),
  ]);
  const of = (type: Rare['type'], label?: string) =>
    odd.filter((row) => row.type === type && (label === undefined || row.label === label));
  const sum = (rows: readonly Rare[]) => rows.reduce((all, { count }) => all + count, 0);
  const inPhase = (wanted: string) => byPhase.find(({ phase }) => phase === wanted)?.count ?? 0;
  const lanes = (kind: LaneKind) => sum(of('lane.refused', kind));
  const statements = (side: string) => sum(of('statement.refused', side));
  return {
    sessions: { waiting: inPhase('waiting'), meeting: inPhase('meeting'), open: inPhase('open') },
    liveGrants: Math.max(0, live?.count ?? 0),
    events: appended?.count ?? 0,
    strayFrames: of('scope.stray').reduce((all, { frames }) => all + frames, 0),
    refusedStatements: {
      technician: statements('technician'),
      customer: statements('customer'),
      broker: statements('broker'),
    },
    refusedLanes: Object.fromEntries(laneKind.options.map((kind) => [kind, lanes(kind)])) as Record<
      LaneKind,
      number
    >,
  };
}
