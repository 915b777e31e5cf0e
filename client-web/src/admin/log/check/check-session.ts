// Checks one session from its proof bundle: the log's proof, the replay, and every signed statement. It asks nobody; the bytes and
// the keys are handed in.
import { utf8 } from '../../../../../shared/bytes.ts';
import { readCanonical } from '../../../../../shared/canonical.ts';
import { type Finding, reportOf, tampered } from '../../../../../shared/log/finding.ts';
import { type SessionBundle, sessionBundle } from '../../../../../shared/log/layout.ts';
import { readLeaf } from '../../../../../shared/log/leaf.ts';
import { verifySession } from '../../../../../shared/log/verify-session.ts';
import { type SessionEvent, sessionEvent } from '../../../../../shared/session/events.ts';
import { upcast } from '../../../../../shared/session/upcast.ts';
import { readSignatures } from '../../../features/timeline/signatures.ts';
import { type Judged, judge, vkeysOf } from './judged.ts';

export interface CheckedSession extends Judged {
  /** Number within the session of the entry that is wrong first. */
  readonly firstBadSeq: number | null;
  /** Statements whose signatures hold. */
  readonly signed: number;
}

/** @param file the bundle as it came  @param published keys of logs, as the broker publishes them */
export async function checkSession(file: Uint8Array, published: readonly string[]): Promise<CheckedSession> {
  const vkeys = vkeysOf(published);
  const report = await verifySession(file, vkeys);
  const bundle = sessionBundle.safeParse(readCanonical(file));
  if (!bundle.success) return { ...judge(report, '', vkeys), firstBadSeq: null, signed: 0 };
  const statements = await checkStatements(bundle.data);
  const whole = reportOf(report.subject, report.counts, [...report.findings, ...statements.findings]);
  const judged = judge(whole, bundle.data.checkpoint, vkeys);
  const bad = bundle.data.leaves.findIndex(({ index }) => index === judged.firstBad?.entry);
  return { ...judged, firstBadSeq: bad < 0 ? null : bad + 1, signed: statements.signed };
}

async function checkStatements({ leaves }: SessionBundle): Promise<{ findings: Finding[]; signed: number }> {
  const read = leaves.flatMap((leaf) => {
    const event = eventOf(leaf);
    return event ? [{ event, where: `entry ${leaf.index}` }] : [];
  });
  const signatures = await readSignatures(read.map(({ event }) => event));
  const findings: Finding[] = [];
  let signed = 0;
  for (const { event, where } of read) {
    const signature = signatures.get(event.seq);
    if (signature?.kind === 'signed') signed += 1;
    if (signature?.kind === 'forged')
      findings.push(
        tampered(where, `holds a statement of the ${signature.by} that is not as signed (${signature.why})`),
      );
    if (signature?.kind === 'none' && !signature.isBefore)
      findings.push(tampered(where, 'holds no statement where one must be'));
  }
  return { findings, signed };
}

/** What cannot be read as an event has been found by the verifier already. */
function eventOf({ leaf, detail }: SessionBundle['leaves'][number]): SessionEvent | null {
  const found = readLeaf(utf8(leaf));
  const { v, type } = found?.body ?? {};
  if (!found || typeof v !== 'number' || typeof type !== 'string') return null;
  const read = sessionEvent.safeParse(upcast({ ...found.body, v, type, detail }));
  return read.success ? read.data : null;
}
