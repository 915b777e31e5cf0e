// What the broker must know and nobody else: kept in one file beside the store, never in it, so that a stolen copy of
// the database alone opens nothing.
import { createHmac, createSecretKey, type KeyObject, randomBytes } from 'node:crypto';
import { existsSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { makeFile } from './whole-files.ts';

const key = z.string().regex(/^[\w-]{43}$/);
const stored = z.strictObject({
  installation: z.string().regex(/^[\w-]{22}$/),
  codePepper: key,
  ticketKey: key,
  /** Came later than the others: a file of the first release has none and gains one. */
  detailKey: z.optional(key),
});
type Stored = z.infer<typeof stored>;

export interface Secrets {
  /** The broker's own id as an author of events. Not secret. */
  readonly installation: string;
  readonly codePepper: KeyObject;
  readonly ticketKey: KeyObject;
  /** Wraps the data keys of personal details (server/log/vault.ts). Without it no detail can be read again. */
  readonly detailKey: KeyObject;
}

/** A fresh 128-bit id in base64url, never with a dash in front: operators type ids where that begins an option. */
export function newId(): string {
  const id = randomBytes(16).toString('base64url');
  return id.startsWith('-') ? newId() : id;
}
/** A fresh 256-bit secret in base64url. */
export const newSecret = (): string => randomBytes(32).toString('base64url');

/** Reads the secrets of a data directory, making them on the first start. @throws when the file is damaged */
export function loadSecrets(dataDir: string): Secrets {
  const path = join(dataDir, 'secrets.json');
  if (!existsSync(path)) makeFile(path, textOf(fresh()));
  if (read(path).detailKey === undefined) gain(path);
  const { installation, codePepper, ticketKey, detailKey } = read(path);
  if (detailKey === undefined) throw new Error(`${path} has no detailKey and could not gain one`);
  const asKey = (text: string) => createSecretKey(Buffer.from(text, 'base64url'));
  return {
    installation,
    codePepper: asKey(codePepper),
    ticketKey: asKey(ticketKey),
    detailKey: asKey(detailKey),
  };
}

const read = (path: string): Stored => stored.parse(JSON.parse(readFileSync(path, 'utf8')));

const textOf = (secrets: Stored): string => `${JSON.stringify(secrets)}\n`;

const fresh = (): Stored => ({
  installation: newId(),
  codePepper: newSecret(),
  ticketKey: newSecret(),
  detailKey: newSecret(),
});

/** Adds the missing key. Of two brokers that do so at once the first one's file is taken up by both. */
function gain(path: string): void {
  const next = `${path}.next`;
  makeFile(next, textOf({ ...read(path), detailKey: newSecret() }));
  try {
    if (read(path).detailKey === undefined) renameSync(next, path);
  } catch (error) {
    // The other one has just done it.
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  rmSync(next, { force: true });
}

/** How secrets of 256 bits are stored: a plain hash suffices, since they cannot be guessed. */
export const hashSecret = (secret: string): string =>
  createHmac('sha256', 'permesso/stored-secret').update(secret).digest('base64url');
