// Reads the entries of a log, or of one session: opens the details that are still there, and replays every session. That the
// entries are those of the tree has been checked before.
import { fromBase64url } from '../bytes.ts';
import { deskEvent } from '../desk/events.ts';
import { sessionEvent } from '../session/events.ts';
import { opens } from './commitment.ts';
import { erased, type Finding, tampered } from './finding.ts';
import type { DetailLine } from './layout.ts';
import { type Leaf, readLeaf } from './leaf.ts';
import { type Recorded, replaySession } from './replay.ts';

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
}

/** @param entries bytes by their place, rising  @param details what opens the commitments, by the same places */
export function checkEntries(
  entries: ReadonlyMap<number, Uint8Array>,
  details: ReadonlyMap<number, DetailLine>,
): CheckedEntries {
  const reading: Reading = {
    findings: [],
    sessions: new Map(),
    counts: { details: 0, erased: 0, before: 0 },
    isSuccessor: false,
    hasCommitted: false,
  };
  const { findings, sessions, counts } = reading;
  for (const [index, bytes] of entries) readEntry(reading, { index, bytes, line: details.get(index) });
  const unknown = [...details.keys()].filter((index) => !entries.has(index));
  findings.push(...unknown.map((index) => tampered(`entry ${index}`, 'has a detail, but is not there')));
  const whole = [...sessions.values()].filter(
    (session) => !session.hasOldWords && !isContinued(reading, session),
  );
  for (const { events } of whole) findings.push(...replaySession(events));
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

/** Puts an event where its session is. What happens at the desk is read, and not replayed. */
function place(
  reading: Reading,
  { leaf: { body, kind }, index, detail }: { leaf: Leaf; index: number; detail: object | null },
): void {
  const { sessions, findings } = reading;
  if (index === 0)
    reading.isSuccessor = body['type'] === 'log.opened' && typeof body['predecessor'] === 'string';
  if (deskEvent.safeParse(body).success) return;
  const decoded = sessionEvent.safeParse({ ...body, detail });
  if (kind === 'committed') {
    reading.hasCommitted = true;
    if (!decoded.success) findings.push(tampered(`entry ${index}`, 'is no event that this version knows'));
  }
  const { sid, seq } = body;
  if (typeof sid !== 'string' || typeof seq !== 'number') return;
  const session = sessions.get(sid) ?? { events: [], hasOldWords: false };
  if (decoded.success) session.events.push({ index, event: decoded.data });
  else if (kind === 'before') session.hasOldWords = true;
  else return;
  sessions.set(sid, session);
}
