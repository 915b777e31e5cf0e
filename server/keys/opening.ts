// Opens the secrets of an installation at the start, and refuses those of another one: a node that sealed and signed with its own
// would be noticed by nobody until the day when details are to be read again.
import { existsSync } from 'node:fs';
import type { SecretsPlace } from '../config/secrets.ts';
import { vault as vaultOf, type WrappedKey } from '../log/vault.ts';
import { loadSecrets, type Secrets, secretsPath } from '../secrets.ts';
import { just, type Store, StoreConflict } from '../store/store.ts';
import { SecretsProblem } from './followed.ts';
import { type Keyring, keysPath, openKeyring } from './keyring.ts';
import { notary as notaryOf } from './notary.ts';

export interface Opened {
  readonly secrets: Secrets;
  readonly keys: Keyring;
}

/** A data key that seals nothing: whoever opens it has the secrets that belong to this store. Held, so that nothing erases it. */
export const CHECK_KEY = 'secrets-check';

/** @throws SecretsProblem in words, where secrets are missing, unusable, or those of another installation */
export async function openSecrets(place: SecretsPlace, store: Store, now: () => number): Promise<Opened> {
  await mustBeThere(secretsPath(place.folder), place, await hasRows(store, 'event'));
  await mustBeThere(keysPath(place.folder), place, await hasRows(store, 'log'));
  const opened = { secrets: loadSecrets(place.folder, now), keys: openKeyring(place.folder, now) };
  await mustFitDetails(place, store, opened.secrets, now());
  await mustFitLogs(place, store, opened.keys);
  return opened;
}

async function mustBeThere(path: string, { isGiven }: SecretsPlace, hasData: boolean): Promise<void> {
  if (existsSync(path) || !(isGiven || hasData)) return;
  throw new SecretsProblem(
    hasData
      ? `${path} is missing, and this installation has data. Put its own file back: a new one could read nothing.`
      : `${path} is missing. Make it once for all nodes: npm run secrets -- make ${path.slice(0, path.lastIndexOf('/'))}`,
  );
}

async function hasRows(store: Store, table: 'event' | 'log'): Promise<boolean> {
  const rows = store.sql.selectFrom(table).select('id').limit(1);
  return (await store.read(rows)).length > 0;
}

async function mustFitDetails(
  { folder }: SecretsPlace,
  store: Store,
  secrets: Secrets,
  at: number,
): Promise<void> {
  const vault = vaultOf(secrets.detailKey);
  const wrapped = store.sql
    .selectFrom('detail_key')
    .select(['id', 'wrapped'])
    .where('wrapped', 'is not', null)
    .$narrowType<{ wrapped: Uint8Array }>();
  const one = async (query: typeof wrapped) => (await store.read<WrappedKey>(query.limit(1)))[0];
  const check = await one(wrapped.where('id', '=', CHECK_KEY));
  const sample = check ?? (await one(wrapped));
  try {
    if (sample) vault.rewrap(sample);
  } catch {
    throw new SecretsProblem(`${secretsPath(folder)} is not the one that this store was written with.`);
  }
  if (check) return;
  const row = { ...vault.newKey(CHECK_KEY), session_id: null, hold: 1, made_at: at, erased_at: null };
  try {
    await store.write([just(store.sql.insertInto('detail_key').values(row))]);
  } catch (error) {
    if (!(error instanceof StoreConflict)) throw error;
    // Another node has just started for the first time. It may have other secrets.
    await mustFitDetails({ folder, isGiven: true }, store, secrets, at);
  }
}

/** The key that a log was opened with stays held for as long as there is a log of it. */
async function mustFitLogs({ folder }: SecretsPlace, store: Store, keys: Keyring): Promise<void> {
  const open = store.sql.selectFrom('log').select(['origin', 'vkey']).where('closed_at', 'is', null);
  for (const { origin, vkey } of await store.read<{ origin: string; vkey: string }>(open))
    if (!notaryOf(keys).vkeys(origin).includes(vkey))
      throw new SecretsProblem(
        `${keysPath(folder)} does not hold the key that the log ${origin} was opened with.`,
      );
}
