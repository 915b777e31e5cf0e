// The consent log of a house as an auditor gets it: written to a folder by the operator's command, judged by the offline verifier, and
// every head that was ever signed beside it.
import { execFileSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { treeRows } from '../../server/log/tree-rows.ts';
import { openPostgres } from '../../server/store/open-postgres.ts';
import { isEqual } from '../../shared/bytes.ts';
import { FILES } from '../../shared/log/layout.ts';
import { openNote, parseVkey, readCheckpoint } from '../../shared/log/note.ts';
import { rootAt } from '../../shared/log/tree.ts';
import { type Outcome, runVerifier } from '../../verify/run.ts';
import type { House } from './nodes.ts';

const COMMAND = fileURLToPath(new URL('../../dist/node/server/log-command.js', import.meta.url));

export interface Judged {
  readonly outcome: Outcome;
  readonly heads: number;
  /** Heads that are not those of the leaves as they stand, and copies at nodes that the log does not continue. */
  readonly contradictions: string[];
}

/** The desk's log, with its heads and the copies that each node keeps. */
export async function judgedLog(house: House): Promise<Judged> {
  const [log] = await house.rows<{ id: string; vkey: string }>(
    'select id, vkey from log where desk_id is not null order by opened_at limit 1',
  );
  if (!log) throw new Error('the desk has no log');
  const folder = mkdtempSync(join(tmpdir(), 'permesso-faults-log-'));
  try {
    const out = join(folder, 'log');
    const copies = copiesTo(folder, house, log.id);
    const env = {
      ...process.env,
      ...house.settings,
      PERMESSO_DATA_DIR: folder,
      PERMESSO_HEADS_DIR: join(folder, 'h'),
    };
    execFileSync(process.execPath, [COMMAND, 'export', '--out', out, '--log', log.id], { env });
    const outcome = await runVerifier(['log', '--dir', out, '--vkey', log.vkey]);
    const contradictions = [
      ...(await contradictingHeads(house, log)),
      ...(await staleCopies(copies, { out, vkey: log.vkey })),
    ];
    const [{ n } = { n: 0 }] = await house.rows<{ n: number }>('select count(*)::int as n from checkpoint');
    return { outcome, heads: n, contradictions };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function contradictingHeads(house: House, log: { id: string; vkey: string }): Promise<string[]> {
  const store = await openPostgres({ url: house.database, ownerUrl: null });
  try {
    const vkey = parseVkey(log.vkey);
    const { reader } = treeRows(store, log.id);
    const heads = store.sql.selectFrom('checkpoint').selectAll().where('log_id', '=', log.id);
    const faults: string[] = [];
    for (const { size, root, note } of await store.read<{ size: number; root: Uint8Array; note: string }>(
      heads,
    )) {
      const opened = vkey && openNote(note, [vkey]);
      const said = opened && readCheckpoint(opened.text);
      if (said?.size !== size || !isEqual(said.root, root))
        faults.push(`the note of ${size} says something else`);
      if (!isEqual(await rootAt(reader, size), root))
        faults.push(`the leaves do not make the root of ${size}`);
    }
    return faults;
  } finally {
    await store.close();
  }
}

/** The copies as they stand now: one that is read after the log was written out may cover more than it. */
function copiesTo(folder: string, house: House, id: string): { name: string; file: string }[] {
  return house.nodes.flatMap(({ name, broker }) => {
    const kept = join(broker.dataDir, 'heads', `${id}.checkpoint`);
    if (!existsSync(kept)) return [];
    const file = join(folder, `${name}.checkpoint`);
    copyFileSync(kept, file);
    return [{ name, file }];
  });
}

async function staleCopies(
  copies: ReturnType<typeof copiesTo>,
  { out, vkey }: { out: string; vkey: string },
): Promise<string[]> {
  const faults: string[] = [];
  for (const { name, file } of copies) {
    const both = [file, join(out, FILES.checkpoint)];
    const { code, out: said } = await runVerifier(['diff', ...both, '--dir', out, '--vkey', vkey]);
    if (code !== 0) faults.push(`the copy at ${name}: ${said}`);
  }
  return faults;
}
