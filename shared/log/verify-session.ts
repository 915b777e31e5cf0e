// Verifies one session in one file, for those who may not have the whole log: each leaf proven against the one checkpoint, its
// details opened, its events replayed. It cannot tell whether later entries of the session were left out.
import { fromBase64, utf8 } from '../bytes.ts';
import { readCanonical } from '../canonical.ts';
import { type Finding, type Report, reportOf, tampered } from './finding.ts';
import { type DetailLine, type SessionBundle, sessionBundle } from './layout.ts';
import { readLeaf } from './leaf.ts';
import { leafHash, verifyInclusion } from './merkle.ts';
import type { Checkpoint, Vkey } from './note.ts';
import { checkEntries } from './verify-entries.ts';
import { checkKeys, openCheckpoint, ownKey, readVkeys } from './verify-head.ts';

/** @param vkeys the keys of the log from elsewhere; null to use those in the file, which then prove less */
export async function verifySession(file: Uint8Array, vkeys: readonly Vkey[] | null): Promise<Report> {
  const bundle = sessionBundle.safeParse(readCanonical(file));
  if (!bundle.success)
    return reportOf('unknown', {}, [tampered('the file', 'is no session in canonical JSON')]);
  const { origin, sid, keys } = bundle.data;
  const own = readVkeys(bundle.data.vkey);
  const findings = own ? [] : [tampered('vkey', 'holds no keys')];
  if (!vkeys) findings.push(ownKey('vkey'));
  const checkpoint = openCheckpoint(bundle.data.checkpoint, vkeys ?? own ?? []);
  if (checkpoint?.origin !== origin)
    findings.push(tampered('checkpoint', 'is not signed by a key of this log'));
  const entries = await checkEntries(entriesOf(bundle.data), detailsOf(bundle.data));
  findings.push(
    ...bundle.data.leaves.flatMap((leaf, i) =>
      checkLeaf({ leaf, sid, checkpoint, last: bundle.data.leaves[i - 1] }),
    ),
    ...entries.findings,
    ...checkKeys(keys, 'keys'),
  );
  return reportOf(`${origin}, session ${sid}`, { ...entries.counts }, findings);
}

type BundledLeaf = SessionBundle['leaves'][number];

const entriesOf = ({ leaves }: SessionBundle): ReadonlyMap<number, Uint8Array> =>
  new Map(leaves.map(({ index, leaf }) => [index, utf8(leaf)]));

const detailsOf = ({ leaves }: SessionBundle): ReadonlyMap<number, DetailLine> =>
  new Map(
    leaves.flatMap(({ index, detail, salt }) => (detail && salt ? [[index, { index, detail, salt }]] : [])),
  );

function checkLeaf({
  leaf: { index, leaf, detail, salt, proof },
  sid,
  checkpoint,
  last,
}: {
  leaf: BundledLeaf;
  sid: string;
  checkpoint: Checkpoint | null;
  last: BundledLeaf | undefined;
}): Finding[] {
  const where = `entry ${index}`;
  const findings: Finding[] = [];
  if (last && last.index >= index) findings.push(tampered(where, 'does not stand in its turn'));
  if ((detail === null) !== (salt === null))
    findings.push(tampered(where, 'has a detail or a salt without the other'));
  if (readLeaf(utf8(leaf))?.body['sid'] !== sid) findings.push(tampered(where, 'is of another session'));
  if (!checkpoint) return findings;
  const hashes = proof.map((text) => fromBase64(text) ?? new Uint8Array());
  const { size, root } = checkpoint;
  if (!verifyInclusion({ index, size, leaf: leafHash(utf8(leaf)), proof: hashes, root }))
    findings.push(tampered(where, 'is not proven to be in the log'));
  return findings;
}
