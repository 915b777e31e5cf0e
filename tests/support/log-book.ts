// Looks at a transparency log from outside, as its rows stand: what a story compares with what shared/log computes itself.

import type { LogRoom } from '../../server/log/room.ts';
import { type TreeRows, treeRows } from '../../server/log/tree-rows.ts';
import type { Store } from '../../server/store/store.ts';
import { utf8 } from '../../shared/bytes.ts';
import { leafHash, rootOf, verifyConsistency } from '../../shared/log/merkle.ts';
import { openNote, parseVkey, readCheckpoint } from '../../shared/log/note.ts';
import { consistencyProof } from '../../shared/log/tree.ts';

export interface LeafRow {
  readonly idx: number;
  readonly event_id: number;
  readonly body: string;
  readonly hash: Uint8Array;
}

/** Every leaf of a log with its text, in order. */
export const leavesOf = (store: Store, logId: string): Promise<LeafRow[]> =>
  store.read<LeafRow>(
    store.sql
      .selectFrom('leaf')
      .innerJoin('event', 'event.id', 'leaf.event_id')
      .select(['leaf.idx as idx', 'leaf.event_id as event_id', 'event.body as body', 'leaf.hash as hash'])
      .where('leaf.log_id', '=', logId)
      .orderBy('leaf.idx'),
  );

export const outboxOf = async (store: Store): Promise<number[]> =>
  (await store.read<{ event_id: number }>(store.sql.selectFrom('outbox').select('event_id'))).map(
    ({ event_id }) => event_id,
  );

export const eventIds = async (store: Store): Promise<number[]> =>
  (await store.read<{ id: number }>(store.sql.selectFrom('event').select('id').orderBy('id'))).map(
    ({ id }) => id,
  );

/** Types of a log's leaves, in order. */
export const typesOf = async (store: Store, logId: string): Promise<string[]> =>
  (await leavesOf(store, logId)).map(({ body }) => JSON.parse(body).type);

/**
 * Every way in which the rows of a log contradict each other or the rules, in words: gaps, hashes, signatures, roots that are
 * not those of the leaves, heads that are not consistent with one another.
 */
export async function faultsOf(store: Store, room: LogRoom, logId: string): Promise<string[]> {
  const faults: string[] = [];
  const leaves = await leavesOf(store, logId);
  for (const [i, { idx, body, hash }] of leaves.entries()) {
    if (idx !== i) faults.push(`place ${i} holds leaf ${idx}`);
    if (!isSame(leafHash(utf8(body)), hash)) faults.push(`leaf ${idx} has another hash`);
  }
  const log = (await room.logs.all()).find(({ id }) => id === logId);
  const vkeys = room.notary.vkeys(log?.origin ?? '').map((text) => parseVkey(text));
  const signed = await store.read<{ size: number; root: Uint8Array; note: string }>(
    store.sql.selectFrom('checkpoint').selectAll().where('log_id', '=', logId).orderBy('size'),
  );
  const rows: TreeRows = treeRows(store, logId);
  let before: { size: number; root: Uint8Array } | null = null;
  for (const { size, root, note } of signed) {
    const opened = openNote(
      note,
      vkeys.filter((vkey) => vkey !== null),
    );
    const head = opened && readCheckpoint(opened.text);
    if (head?.size !== size || !isSame(head.root, root) || head.origin !== log?.origin)
      faults.push(`the note of ${size} does not say what its row says`);
    if (!isSame(root, rootOf(leaves.slice(0, size).map(({ hash }) => hash))))
      faults.push(`the root of ${size} is not that of the leaves`);
    const from = before ?? { size, root };
    const proof = await consistencyProof(rows.reader, from.size, size);
    const isGrown = verifyConsistency({
      from: from.size,
      to: size,
      fromRoot: from.root,
      toRoot: root,
      proof,
    });
    if (!isGrown) faults.push(`${size} does not continue ${from.size}`);
    before = { size, root };
  }
  return faults;
}

const isSame = (a: Uint8Array, b: Uint8Array): boolean => Buffer.compare(a, b) === 0;
