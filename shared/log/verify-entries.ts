// Reads the entries of a log, or of one session: opens the details that are still there, and replays every session. That the
// entries are those of the tree has been checked before.
import { fromBase64url } from '../bytes.ts';
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

/** `before`: entries of version 1, recorded without commitments; `notReplayed`: sessions that began with such. */
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
  /** No event that this version can read, but one from before there were commitments. */
  hasOldWords: boolean;
}

/**
 * @param entries bytes by their place, rising  @param details what opens the commitments, by the same places
 */
export function checkEntries(
  entries: ReadonlyMap<number, Uint8Array>,
  details: ReadonlyMap<number, DetailLine>,
): CheckedEntries {
  const findings: Finding[] = [];
  const sessions = new Map<string, Session>();
  const counts = { entries: entries.size, details: 0, erased: 0, before: 0 };
  let hasCommitted = false;
  for (const [index, bytes] of entries) {
    const leaf = readLeaf(bytes);
    if (!leaf) {
      findings.push(tampered(`entry ${index}`, 'is no event in canonical JSON'));
      continue;
    }
    const line = details.get(index);
    const fault = detailFault(leaf, line);
    if (fault) findings.push({ ...fault, where: `entry ${index}` });
    if (leaf.kind === 'before') counts.before += 1;
    // An operator who wants to hide something from the replay would record it in the way from before.
    if (leaf.kind === 'before' && hasCommitted)
      findings.push(
        tampered(`entry ${index}`, 'is recorded as before there were commitments, but after them'),
      );
    hasCommitted ||= leaf.kind === 'committed' && leaf.body['seq'] !== undefined;
    if (fault?.weight === 'erased') counts.erased += 1;
    if (line && !fault) counts.details += 1;
    findings.push(...place(sessions, { leaf, index, detail: line && !fault ? line.detail : null }));
  }
  const unknown = [...details.keys()].filter((index) => !entries.has(index));
  findings.push(...unknown.map((index) => tampered(`entry ${index}`, 'has a detail, but is not there')));
  const replayed = [...sessions.values()].filter(({ hasOldWords }) => !hasOldWords);
  for (const { events } of replayed) findings.push(...replaySession(events));
  const notReplayed = sessions.size - replayed.length;
  return { findings, counts: { ...counts, sessions: replayed.length, notReplayed } };
}

/** What is wrong with the detail of a leaf, or that it is gone; null when all is well. */
function detailFault({ c, kind }: Leaf, line: DetailLine | undefined): Finding | null {
  if (c === null && !line) return null;
  if (c === null)
    return tampered(
      '',
      kind === 'before' ? 'has a detail that nothing vouches for' : 'has a detail, and says that it has none',
    );
  if (!line) return erased('', 'has a detail that was erased');
  const salt = fromBase64url(line.salt) ?? new Uint8Array();
  return opens(c, salt, line.detail) ? null : tampered('', 'has another detail than the one it vouches for');
}

/** Puts an event where its session is. What happens at the desk has no number in a session and is not replayed. */
function place(
  sessions: Map<string, Session>,
  { leaf, index, detail }: { leaf: Leaf; index: number; detail: object | null },
): Finding[] {
  const { sid, seq } = leaf.body;
  if (seq === undefined) return [];
  const decoded = sessionEvent.safeParse({ ...leaf.body, detail });
  if (!decoded.success && leaf.kind === 'committed')
    return [tampered(`entry ${index}`, 'is no event of a session that this version knows')];
  const session = sessions.get(String(sid)) ?? { events: [], hasOldWords: false };
  sessions.set(String(sid), session);
  if (decoded.success) session.events.push({ index, event: decoded.data });
  else session.hasOldWords = true;
  return [];
}
