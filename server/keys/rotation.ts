// Replaces a secret while brokers run. A new generation stands in the file before anybody uses it, so that every node accepts what
// another one makes; the old one goes when nothing of it can be on its way, and for details when nothing is sealed by it.

import { vault as vaultOf, type WrappedKey } from '../log/vault.ts';
import { sealing as sealingOf } from '../outbox/sealing.ts';
import {
  newSecret,
  readSecrets,
  type Secrets,
  type StoredSecrets,
  secretsPath,
  secretsText,
  wordKeyOf,
} from '../secrets.ts';
import { just, type Step, type Store } from '../store/store.ts';
import type { Tables } from '../store/tables.ts';
import { replaceFile } from '../whole-files.ts';
import { type Generation, listOf } from './secret.ts';

/** What an operator calls them, and how long something made with an old one may still come back. */
export const ROTATES = {
  ticket: { field: 'ticketKey', lifeMs: 5 * 60_000 },
  codes: { field: 'codePepper', lifeMs: 30 * 60_000 },
  details: { field: 'detailKey', lifeMs: 5 * 60_000 },
} as const;
export type Rotates = keyof typeof ROTATES;

const BATCH = 200;
const MOST = 8;

/**
 * Adds a generation that begins at `from`, in ms since 1970.
 * @returns false where the last one has not begun yet, or too many wait to be finished; nothing is changed then
 */
export function addGeneration(
  folder: string,
  which: Rotates,
  { now, from }: { now: number; from: number },
): boolean {
  const file = readSecrets(folder);
  const { field } = ROTATES[which];
  const old = listOf(file[field] ?? []);
  if (old.length >= MOST || old.some((one) => one.from > now)) return false;
  const wordKey = file.wordKey ?? wordKeyOf(listOf(file.detailKey ?? [])[0]?.key ?? '');
  write(folder, {
    ...file,
    ...(which === 'details' ? { wordKey } : {}),
    [field]: [...old, { key: newSecret(), from }],
  });
  return true;
}

/** Takes out the generations that nothing needs any more. @returns how many of each */
export function dropOld(folder: string, now: number, kinds: readonly Rotates[]): Record<Rotates, number> {
  const file = readSecrets(folder);
  const dropped = { ticket: 0, codes: 0, details: 0 };
  const next: StoredSecrets = { ...file };
  for (const kind of kinds) {
    const { field, lifeMs } = ROTATES[kind];
    const old = listOf(file[field] ?? []);
    // A generation is over when its successor has been in use for as long as anything lives.
    const left = old.filter((_, i) => !isOver(old[i + 1], now - lifeMs));
    dropped[kind] = old.length - left.length;
    if (dropped[kind] > 0) next[field] = left;
  }
  if (Object.values(dropped).some((count) => count > 0)) write(folder, next);
  return dropped;
}

const isOver = (successor: Generation | undefined, before: number): boolean =>
  successor !== undefined && successor.from <= before;

const write = (folder: string, file: StoredSecrets): void =>
  replaceFile(secretsPath(folder), secretsText(file));

/** Puts whatever is sealed by an older key of details under the current one, in small units. @returns how many rows */
export async function resealAll(store: Store, secrets: Pick<Secrets, 'detailKey'>): Promise<number> {
  const { sql } = store;
  const vault = vaultOf(secrets.detailKey);
  const sealing = sealingOf(secrets.detailKey);
  const keys = await store.read<WrappedKey>(
    sql
      .selectFrom('detail_key')
      .select(['id', 'wrapped'])
      .where('wrapped', 'is not', null)
      .$narrowType<{ wrapped: Uint8Array }>(),
  );
  const letters = await store.read<Pick<Tables['mail'], 'id' | 'sealed'>>(
    sql.selectFrom('mail').select(['id', 'sealed']).where('sealed', 'is not', null),
  );
  const hooks = await store.read<Pick<Tables['webhook'], 'id' | 'secret'>>(
    sql.selectFrom('webhook').select(['id', 'secret']),
  );
  // Each only where it is still what was read: what was erased or sent meanwhile stays gone.
  const steps: Step[] = [
    ...keys.flatMap((key) => {
      const wrapped = vault.rewrap(key)?.wrapped;
      const set = sql
        .updateTable('detail_key')
        .set({ wrapped: wrapped ?? null })
        .where('id', '=', key.id);
      return wrapped ? [just(set.where('wrapped', '=', key.wrapped))] : [];
    }),
    ...letters.flatMap(({ id, sealed: old }) => {
      const sealed = old && sealing.reseal(`mail:${id}`, old);
      const set = sql.updateTable('mail').set({ sealed }).where('id', '=', id);
      return sealed ? [just(set.where('sealed', '=', old))] : [];
    }),
    ...hooks.flatMap(({ id, secret: old }) => {
      const secret = sealing.reseal(`webhook:${id}`, old);
      return secret
        ? [just(sql.updateTable('webhook').set({ secret }).where('id', '=', id).where('secret', '=', old))]
        : [];
    }),
  ];
  for (let i = 0; i < steps.length; i += BATCH) await store.write(steps.slice(i, i + BATCH));
  if (steps.length > 0) await store.scrub();
  return steps.length;
}
