// Checks one session from its proof bundle, for the page that shows it: the verifier judges; this finds the entry that is wrong
// first. It asks nobody; the bytes and the keys are handed in.
import { readCanonical } from '../../../../../shared/canonical.ts';
import { type SessionBundle, sessionBundle } from '../../../../../shared/log/layout.ts';
import { verifySession } from '../../../../../shared/log/verify-session.ts';
import { type Judged, judge, vkeysOf } from './judged.ts';

export interface CheckedSession extends Judged {
  /** Number within the session of the entry that is wrong first. */
  readonly firstBadSeq: number | null;
  /** Statements whose signatures hold; none where anything is wrong, since those after it were not judged. */
  readonly signed: number;
}

/** @param file the bundle as it came  @param published keys of logs, as the broker publishes them */
export async function checkSession(file: Uint8Array, published: readonly string[]): Promise<CheckedSession> {
  const vkeys = vkeysOf(published);
  const report = await verifySession(file, vkeys);
  const bundle = sessionBundle.safeParse(readCanonical(file));
  if (!bundle.success) return { ...judge(report, '', vkeys), firstBadSeq: null, signed: 0 };
  const { leaves, checkpoint } = bundle.data;
  const judged = judge(report, checkpoint, vkeys);
  const bad = leaves.findIndex(({ index }) => index === judged.firstBad?.entry);
  const signed = report.verdict === 'tampered' ? 0 : leaves.filter(isStated).length;
  return { ...judged, firstBadSeq: bad < 0 ? null : bad + 1, signed };
}

const isStated = ({ detail }: SessionBundle['leaves'][number]): boolean =>
  detail !== null && 'jws' in detail && typeof detail['jws'] === 'string';
