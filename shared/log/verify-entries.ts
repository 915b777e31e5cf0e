// Reads the entries of a log, or of one session: opens the details that are still there, and replays every session. That the
// entries are those of the tree has been checked before.
import { fromBase64url } from '../bytes.ts';
import { deskEvent } from '../desk/events.ts';
import { sessionEvent } from '../session/events.ts';
import { upcast } from '../session/upcast.ts';
import { opens } from './commitment.ts';
import { erased, type Finding, remark, tampered } from './finding.ts';
import type { DetailLine } from './layout.ts';
import { type Leaf, readLeaf } from './leaf.ts';
import { type Recorded, replaySession } from './replay.ts';
import { enrolledAs, replayStatements } from './replay-statements.ts';

export interface CheckedEntries {
  readonly findings: readonly Finding[];
  readonly counts: EntryCounts;
}

/**
 * `before`: entries of version 1, recorded without commitments. `notReplayed`: sessions that began in words of that time, or in
 * the log that this one follows.
 */
export interface EntryCounts {
  readonly entries: number;
  readonly details: number;
  readonly erased: number;
  readonly before: number;
  readonly sessions: number;
  readonly notReplayed: number;
}

interface Session {
  readonly events: Recorded[];
  /** An event from before there were commitments, which this version cannot read any more. */
  hasOldWords: boolean;
}

interface Reading {
  readonly findings: Finding[];
  readonly sessions: Map<string, Session>;
  readonly counts: { details: number; erased: number; before: number };
  /** The log's first entry says that it takes up where another log was closed. */
  isSuccessor: boolean;
  /** An event of a session was recorded with its commitment. */
  hasCommitted: boolean;
  /** Keys of technicians that the log says were enrolled. */
  readonly enrolled: Set<string>;
}

/** @param entries bytes by their place, rising  @param details what opens the commitments, by the same places */
export async function checkEntries(
  entries: ReadonlyMap<number, Uint8Array>,
  details: ReadonlyMap<number, DetailLine>,
): Promise<CheckedEntries> {
  const reading: Reading = {
    findings: [],
    sessions: new Map(),
    counts: { details: 0, erased: 0, before: 0 },
    isSuccessor: false,
    hasCommitted: false,
    enrolled: new Set(),
  };
  const { findings, sessions, counts } = reading;
  for (const [index, bytes] of entries) readEntry(reading, { index, bytes, line: details.get(index) });
  const unknown = [...details.keys()].filter((index) => !entries.has(index));
  findings.push(...unknown.map((index) => tampered(`entry ${index}`, 'has a detail, but is not there')));
  const whole = [...sessions.values()].filter(
    (session) => !session.hasOldWords && !isContinued(reading, session),
  );
  // Only a log that is whole from its first entry tells of every enrolment; one session alone, or a successor, cannot.
  const isWhole = entries.has(0) && !reading.isSuccessor;
  for (const { events } of whole) {
    findings.push(...replaySession(events));
    findings.push(...(await replayStatements(events, isWhole ? reading.enrolled : null)));
  }
  const unsigned = whole.filter(({ events }) => events.some(({ event }) => event.v === 1)).length;
  if (unsigned > 0)
    findings.push(
      remark(
        'the log',
        `holds ${unsigned} sessions of before statements were signed: nobody vouches for them`,
      ),
    );
  const notReplayed = sessions.size - whole.length;
  return { findings, counts: { entries: entries.size, ...counts, sessions: whole.length, notReplayed } };
}

const isContinued = ({ isSuccessor }: Reading, { events }: Session): boolean =>
  isSuccessor && events[0] !== undefined && events[0].event.seq > 1;

interface Entry {
  readonly index: number;
  readonly bytes: Uint8Array;
  readonly line: DetailLine | undefined;
}

function readEntry(reading: Reading, { index, bytes, line }: Entry): void {
  const { findings, counts } = reading;
  const where = `entry ${index}`;
  const leaf = readLeaf(bytes);
  if (!leaf) {
    findings.push(tampered(where, 'is no event in canonical JSON'));
    return;
  }
  const fault = detailFault(leaf, line);
  if (fault) findings.push({ ...fault, where });
  if (fault?.weight === 'erased') counts.erased += 1;
  if (line && !fault) counts.details += 1;
  if (leaf.kind === 'before') counts.before += 1;
  // An operator who wants to hide something from the replay would record it in the way from before.
  if (leaf.kind === 'before' && reading.hasCommitted)
    findings.push(tampered(where, 'is recorded as before there were commitments, but after them'));
  place(reading, { leaf, index, detail: line && !fault ? line.detail : null });
}

/** What is wrong with the detail of a leaf, or that it is gone; null when all is well. */
function detailFault({ c, kind }: Leaf, line: DetailLine | undefined): Finding | null {
  if (c === null && !line) return null;
  if (c === null && kind === 'before') return tampered('', 'has a detail that nothing vouches for');
  if (c === null) return tampered('', 'has a detail, and says that it has none');
  if (!line) return erased('', 'has a detail that was erased');
  const salt = fromBase64url(line.salt) ?? new Uint8Array();
  return opens(c, salt, line.detail) ? null : tampered('', 'has another detail than the one it vouches for');
}

/** An event of the first release in today's shape; its detail is not vouched for by anything, and left out. */
const asToday = (body: Leaf['body']): object =>
  typeof body['type'] === 'string' ? upcast({ ...body, v: 1, type: body['type'], detail: null }) : body;

/** Puts an event where its session is. What happens at the desk is read, and not replayed. */
function place(
  reading: Reading,
  { leaf: { body, c, kind }, index, detail }: { leaf: Leaf; index: number; detail: object | null },
): void {
  const { sessions, findings } = reading;
  if (index === 0)
    reading.isSuccessor = body['type'] === 'log.opened' && typeof body['predecessor'] === 'string';
  const outside = deskEvent.safeParse(body);
  if (outside.success) {
    const { data } = outside;
    if (data.type === 'tech.key.enrolled') reading.enrolled.add(enrolledAs(data.by, data.keyThumbprint));
    return;
  }
  const decoded = sessionEvent.safeParse(kind === 'before' ? asToday(body) : { ...body, detail });
  if (kind === 'committed') {
    reading.hasCommitted = true;
    if (!decoded.success) findings.push(tampered(`entry ${index}`, 'is no event that this version knows'));
    // Events of version 1 are not held against any signature, so none may be passed off as one.
    else if (decoded.data.v === 1)
      findings.push(tampered(`entry ${index}`, 'claims to be of before statements were signed'));
  }
  const { sid, seq } = body;
  if (typeof sid !== 'string' || typeof seq !== 'number') return;
  const session = sessions.get(sid) ?? { events: [], hasOldWords: false };
  if (decoded.success) session.events.push({ index, event: decoded.data, hasDetail: c !== null });
  else if (kind === 'before') session.hasOldWords = true;
  else return;
  sessions.set(sid, session);
}
