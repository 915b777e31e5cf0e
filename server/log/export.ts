// Writes a whole log into a folder, as shared/log/layout.ts lays it out, for whoever checks it without us. It writes what the
// last signed head covers and nothing newer; it does not ask who may have it.
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { toBase64url, utf8 } from '../../shared/bytes.ts';
import { canonicalText } from '../../shared/canonical.ts';
import { type Refusal, refuse } from '../../shared/errors.ts';
import { type DetailLine, FILES, type LogManifest } from '../../shared/log/layout.ts';
import { pathOf, tilesOf } from '../../shared/log/tiles.ts';
import { TILE_WIDTH } from '../../shared/log/tree.ts';
import type { Keyring } from '../keys/keyring.ts';
import type { Notary } from '../keys/notary.ts';
import { type DetailRow, withDetail } from '../store/details.ts';
import type { Store } from '../store/store.ts';
import { openCommitted, vkeyFile } from './bundle.ts';
import type { Log } from './logs.ts';
import { tileBytes, treeRows } from './tree-rows.ts';
import type { Vault } from './vault.ts';

export interface ExportDeps {
  readonly store: Store;
  readonly vault: Vault;
  readonly keys: Keyring;
  readonly notary: Notary;
}

/**
 * @param folder made where it is missing
 * @returns how many entries it holds; ALREADY_EXISTS for a folder that is not empty, NOT_NOW for a log without a signed head
 */
export async function exportLog(deps: ExportDeps, log: Log, folder: string): Promise<number | Refusal> {
  const { store, vault, keys, notary } = deps;
  const rows = treeRows(store, log.id);
  const head = await rows.lastSigned();
  if (!head) return refuse('NOT_NOW');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (readdirSync(folder).length > 0) return refuse('ALREADY_EXISTS');

  const files: LogManifest['files'] = {};
  const put = (path: string, bytes: Uint8Array): void => {
    mkdirSync(dirname(join(folder, path)), { recursive: true, mode: 0o700 });
    writeFileSync(join(folder, path), bytes, { mode: 0o600, flag: 'wx' });
    files[path] = createHash('sha256').update(bytes).digest('hex');
  };
  for (const tile of tilesOf(head.size)) put(pathOf(tile), await tileBytes(rows, tile));
  put(FILES.vkey, utf8(vkeyFile(notary, log)));
  put(FILES.checkpoint, utf8(head.note));
  put(FILES.keys, utf8(canonicalText({ keys: keys.published('attest') })));
  put(FILES.details, utf8((await detailLines({ store, vault }, log.id, head.size)).join('')));
  // Last, so that a folder without it is one that was not finished.
  const manifest: LogManifest = { format: 'permesso-log/1', files: { ...files } };
  put(FILES.manifest, utf8(canonicalText(manifest)));
  return head.size;
}

async function detailLines(
  { store, vault }: Pick<ExportDeps, 'store' | 'vault'>,
  logId: string,
  size: number,
): Promise<string[]> {
  const lines: string[] = [];
  for (let from = 0; from < size; from += TILE_WIDTH) {
    const found = await store.read<DetailRow & { body: string; idx: number }>(
      withDetail(store)
        .innerJoin('leaf', 'leaf.event_id', 'event.id')
        .select(['event.body as body', 'leaf.idx as idx'])
        .where('leaf.log_id', '=', logId)
        .where('leaf.idx', '>=', from)
        .where('leaf.idx', '<', Math.min(size, from + TILE_WIDTH))
        .orderBy('leaf.idx'),
    );
    for (const row of found) {
      const opened = openCommitted(vault, row);
      if (!opened) continue;
      const { detail, salt } = opened;
      const line: DetailLine = { index: row.idx, detail: { ...detail }, salt: toBase64url(salt) };
      lines.push(`${canonicalText(line)}\n`);
    }
  }
  return lines;
}
