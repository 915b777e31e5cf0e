// Verifies an exported log from end to end: files, signatures, tree, growth, details, and every session replayed. It reads
// through an interface, so that a page can use it as well as a program.
import { fromUtf8, utf8 } from '../bytes.ts';
import { readCanonical } from '../canonical.ts';
import { type Finding, type Report, reportOf, tampered } from './finding.ts';
import { type DetailLine, detailLine, FILES, keySet, type LogFiles } from './layout.ts';
import type { Checkpoint, Vkey } from './note.ts';
import { TILE_WIDTH } from './tree.ts';
import { checkEntries } from './verify-entries.ts';
import { checkManifest, checkPaths } from './verify-files.ts';
import { checkKeys, openCheckpoint, ownKey, readVkeys } from './verify-head.ts';
import { type CheckedTree, checkGrowth, checkTree } from './verify-tree.ts';

export interface LogTrust {
  /** The keys of the log from elsewhere; null to use those in the folder, which then prove less. */
  readonly vkeys: readonly Vkey[] | null;
  /** A checkpoint of the same log that was kept from before, as it was signed; null where there is none. */
  readonly since: string | null;
}

/** Everything that can be said about a log in a folder. */
export async function verifyLog(files: LogFiles, trust: LogTrust): Promise<Report> {
  const head = await readHead(files, trust.vkeys);
  const findings = [...(await checkManifest(files)), ...head.findings];
  if (!head.checkpoint) return reportOf('unknown', {}, findings);
  const { checkpoint, vkeys } = head;
  const enough = (await files.list()).length * TILE_WIDTH;
  // Whoever made the key too can sign any size: nobody shall wait for the tiles of 2^53 entries.
  if (checkpoint.size > enough) {
    findings.push(
      tampered(FILES.checkpoint, `is of ${checkpoint.size} entries, more than these files can hold`),
    );
    return reportOf(checkpoint.origin, {}, findings);
  }
  findings.push(...(await checkPaths(files, checkpoint.size)));
  const tree = await checkTree(files, checkpoint);
  findings.push(...tree.findings, ...(await checkSince(tree, checkpoint, { vkeys, since: trust.since })));
  const details = await readDetails(files);
  const entries = await checkEntries(tree.entries, details.lines);
  findings.push(...details.findings, ...entries.findings, ...(await checkPublished(files)));
  return reportOf(checkpoint.origin, { ...entries.counts }, findings);
}

interface Head {
  readonly findings: readonly Finding[];
  readonly checkpoint: Checkpoint | null;
  readonly vkeys: readonly Vkey[];
}

async function readHead(files: LogFiles, trusted: readonly Vkey[] | null): Promise<Head> {
  const own = readVkeys((await readText(files, FILES.vkey)) ?? '');
  const findings = own ? [] : [tampered(FILES.vkey, 'holds no keys')];
  const vkeys = trusted ?? own ?? [];
  const checkpoint = openCheckpoint((await readText(files, FILES.checkpoint)) ?? '', vkeys);
  if (!checkpoint) findings.push(tampered(FILES.checkpoint, 'is not signed by a key of this log'));
  return { findings: trusted ? findings : [...findings, ownKey(FILES.vkey)], checkpoint, vkeys };
}

async function checkSince(
  tree: CheckedTree,
  now: Checkpoint,
  { vkeys, since }: { vkeys: readonly Vkey[]; since: string | null },
): Promise<Finding[]> {
  if (since === null) return [];
  const old = openCheckpoint(since, vkeys);
  return old
    ? checkGrowth(tree, old, now)
    : [tampered('the old checkpoint', 'is not signed by a key of this log')];
}

async function readDetails(
  files: LogFiles,
): Promise<{ findings: Finding[]; lines: ReadonlyMap<number, DetailLine> }> {
  const lines = new Map<number, DetailLine>();
  const text = await readText(files, FILES.details);
  const spelled = text === null || text === '' ? [] : text.split('\n');
  // Every line has its end, so that the file ends with an empty piece.
  if (text === null || (text !== '' && spelled.pop() !== ''))
    return { findings: [tampered(FILES.details, 'is not made of lines')], lines };
  let last = -1;
  for (const [i, each] of spelled.entries()) {
    const line = detailLine.safeParse(readCanonical(utf8(each)));
    if (!line.success || line.data.index <= last)
      return {
        findings: [tampered(FILES.details, `has no detail in its line ${i + 1}, or not in its turn`)],
        lines,
      };
    last = line.data.index;
    lines.set(last, line.data);
  }
  return { findings: [], lines };
}

async function checkPublished(files: LogFiles): Promise<Finding[]> {
  const keys = keySet.safeParse(readCanonical((await files.read(FILES.keys)) ?? new Uint8Array()));
  return keys.success ? checkKeys(keys.data, FILES.keys) : [tampered(FILES.keys, 'is no set of public keys')];
}

/** @returns null when the file is missing or not UTF-8 */
async function readText(files: LogFiles, path: string): Promise<string | null> {
  const bytes = await files.read(path);
  try {
    return bytes && fromUtf8(bytes);
  } catch {
    return null;
  }
}
