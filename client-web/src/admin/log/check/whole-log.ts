// Checks a whole log as its tiles stand on the broker: who signed its head, whether tiles and entries are the tree that was signed,
// whether it begins with what this browser verified before, and whether every session can have happened. Personal details are not
// in the tiles; a session's own bundle opens them.
import { fromUtf8 } from '../../../../../shared/bytes.ts';
import { type Finding, type Report, reportOf, tampered, unclear } from '../../../../../shared/log/finding.ts';
import type { LogFiles } from '../../../../../shared/log/layout.ts';
import type { Checkpoint, Vkey } from '../../../../../shared/log/note.ts';
import { pathOf, tilesOf } from '../../../../../shared/log/tiles.ts';
import { checkEntries } from '../../../../../shared/log/verify-entries.ts';
import { openCheckpoint } from '../../../../../shared/log/verify-head.ts';
import { checkGrowth, checkTree } from '../../../../../shared/log/verify-tree.ts';
import { type Judged, judge, vkeysOf } from './judged.ts';
import type { KeptHead } from './kept-heads.ts';

export interface WholeLog {
  /** Keys as they are published, or known from elsewhere. */
  readonly vkeys: readonly string[];
  readonly kept: KeptHead | null;
  /** A file below the log's own address. @returns null where there is none */
  read(path: string): Promise<Uint8Array | null>;
  /** How many of the tiles are read. */
  onProgress(done: number, total: number): void;
}

export interface CheckedLog extends Judged {
  /** The signed note, to be kept where all is well. */
  readonly note: string;
  /** False where it does not begin with the entries of the kept head. Null where that could not be looked at. */
  readonly continues: boolean | null;
}

/** Requests under way at once: a far broker answers each after a while, and none has to wait for the one before. */
const AHEAD = 6;

/** A broker that means ill can sign any size: nobody shall wait for more than a page can hold. */
const MOST_ENTRIES = 20_000_000;

/** @throws what `read` throws */
export async function checkWholeLog(log: WholeLog): Promise<CheckedLog> {
  const vkeys = vkeysOf(log.vkeys);
  const note = textOf(await log.read('checkpoint'));
  const head = openCheckpoint(note, vkeys);
  const { report, continues } = head ? await checkBelow(log, note, head) : unsigned();
  return { ...judge(report, note, vkeys), note, continues };
}

interface Below {
  readonly report: Report;
  readonly continues: boolean | null;
}

const alone = (origin: string, finding: Finding): Below => ({
  report: reportOf(origin, {}, [finding]),
  continues: null,
});
const unsigned = (): Below => alone('unknown', tampered('checkpoint', 'is not signed by a key of this log'));

async function checkBelow(log: WholeLog, note: string, head: Checkpoint): Promise<Below> {
  if (head.size > MOST_ENTRIES)
    return alone(head.origin, unclear('checkpoint', `is of ${head.size} entries, too many for a page`));
  const tree = await checkTree(filesOf(log, head.size), head);
  const { findings, counts } = await checkEntries(tree.entries, new Map());
  const grown = await checkKept(log.kept, note, { tree, head });
  const all = [
    ...tree.findings,
    ...grown,
    // Details are not part of the tiles, so that every one of them would seem erased.
    ...findings.filter(({ weight }) => weight !== 'erased'),
  ];
  const { entries, before, sessions, notReplayed } = counts;
  return {
    report: reportOf(head.origin, { entries, before, sessions, notReplayed }, all),
    continues: !grown.some(({ weight }) => weight === 'tampered'),
  };
}

interface Now {
  readonly tree: Awaited<ReturnType<typeof checkTree>>;
  readonly head: Checkpoint;
}

async function checkKept(kept: KeptHead | null, note: string, { tree, head }: Now): Promise<Finding[]> {
  if (!kept) return [];
  const known: readonly Vkey[] = vkeysOf(kept.vkeys);
  const old = openCheckpoint(kept.note, known);
  if (!old) return [unclear('the kept head', 'cannot be read any more')];
  const growth = await checkGrowth(tree, old, head);
  // Every key that a log holds signs every head, also for a while after a change of keys.
  const isKnown = openCheckpoint(note, known) !== null;
  return isKnown
    ? growth
    : [...growth, unclear('checkpoint', 'is signed by none of the keys that this browser knew before')];
}

/** The tiles in the order in which they are checked, some of them asked for ahead. */
function filesOf({ read, onProgress }: WholeLog, size: number): LogFiles {
  const paths = tilesOf(size).map(pathOf);
  const coming = new Map<string, Promise<Uint8Array | null>>();
  let asked = 0;
  let done = 0;
  const askAhead = () => {
    for (; asked < paths.length && coming.size < AHEAD; asked++) {
      const path = paths[asked] ?? '';
      const bytes = read(path);
      // A failure is met where the tile's turn comes.
      bytes.catch(() => {});
      coming.set(path, bytes);
    }
  };
  onProgress(0, paths.length);
  return {
    list: async () => paths,
    read: async (path) => {
      askAhead();
      const bytes = await (coming.get(path) ?? read(path));
      coming.delete(path);
      done += 1;
      onProgress(done, paths.length);
      return bytes;
    },
  };
}

/** Entries under a head, as its note says; it proves nothing. */
export const sizeOf = (note: string): number => Number(note.split('\n')[1] ?? 0);

/** What is not UTF-8 is no note either. */
function textOf(bytes: Uint8Array | null): string {
  try {
    return bytes ? fromUtf8(bytes) : '';
  } catch {
    return '';
  }
}
