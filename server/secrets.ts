// What the broker must know and nobody else: kept in one file beside the store, never in it, so that a stolen copy of
// the database alone opens nothing. Several nodes of one installation have the same file.
import { createHmac, createSecretKey, type KeyObject, randomBytes } from 'node:crypto';
import { existsSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { followed, readSecret } from './keys/followed.ts';
import { generations, keyText, listOf, type Secret, secretOf } from './keys/secret.ts';
import { makeFile } from './whole-files.ts';

const stored = z.strictObject({
  installation: z.string().regex(/^[\w-]{22}$/),
  codePepper: generations,
  ticketKey: generations,
  /** Came later than the others: a file of the first release has none and gains one. */
  detailKey: z.optional(generations),
  /** Of the words of kept conversations. Stands here since the first rotation of detailKey; before, it is made from that. */
  wordKey: z.optional(keyText),
});
/** The file as it is written. */
export type StoredSecrets = z.infer<typeof stored>;

export interface Secrets {
  /** The broker's own id as an author of events. Not secret. */
  readonly installation: string;
  readonly codePepper: Secret;
  readonly ticketKey: Secret;
  /** Wraps the data keys of personal details (server/log/vault.ts). Without it no detail can be read again. */
  readonly detailKey: Secret;
  /** Finds kept conversations by their words. The one secret that stays: its hashes cannot be made again without every line. */
  readonly wordKey: KeyObject;
}

/** A fresh 128-bit id in base64url, never with a dash in front: operators type ids where that begins an option. */
export function newId(): string {
  const id = randomBytes(16).toString('base64url');
  return id.startsWith('-') ? newId() : id;
}
/** A fresh 256-bit secret in base64url. */
export const newSecret = (): string => randomBytes(32).toString('base64url');

export const secretsPath = (folder: string): string => join(folder, 'secrets.json');

/**
 * Reads the secrets of a folder, making them on the first start, and follows them from then on.
 * @throws SecretsProblem when the file is damaged, unreadable or open to others
 */
export function loadSecrets(folder: string, now: () => number = Date.now): Secrets {
  const path = secretsPath(folder);
  if (!existsSync(path)) makeSecrets(folder);
  if (readSecrets(folder).detailKey === undefined) gain(path);
  const read = followed(path, (text) => {
    const file = parse(text);
    if (file.detailKey === undefined) throw new Error('it has no detailKey and could not gain one');
    return {
      ...file,
      codePepper: listOf(file.codePepper),
      ticketKey: listOf(file.ticketKey),
      detailKey: listOf(file.detailKey),
    };
  });
  const { installation, detailKey, wordKey } = read();
  return {
    installation,
    codePepper: secretOf(() => read().codePepper, now),
    ticketKey: secretOf(() => read().ticketKey, now),
    detailKey: secretOf(() => read().detailKey, now),
    wordKey: createSecretKey(Buffer.from(wordKey ?? wordKeyOf(detailKey[0]?.key ?? ''), 'base64url')),
  };
}

/** @returns false where there are secrets already, which then stay */
export const makeSecrets = (folder: string): boolean => makeFile(secretsPath(folder), secretsText(fresh()));

/** As they stand in the file now. @throws SecretsProblem */
export const readSecrets = (folder: string): StoredSecrets => readSecret(secretsPath(folder), parse);

export const secretsText = (secrets: StoredSecrets): string => `${JSON.stringify(secrets)}\n`;

/** The key of words that belongs to the first key of details, both in base64url. */
export const wordKeyOf = (detailKey: string): string =>
  createHmac('sha256', Buffer.from(detailKey, 'base64url'))
    .update('permesso/transcript-words')
    .digest('base64url');

const parse = (text: string): StoredSecrets => stored.parse(JSON.parse(text));

const fresh = (): StoredSecrets => ({
  installation: newId(),
  codePepper: newSecret(),
  ticketKey: newSecret(),
  detailKey: newSecret(),
});

/** Adds the missing key. Of two brokers that do so at once the first one's file is taken up by both. */
function gain(path: string): void {
  const next = `${path}.next`;
  makeFile(next, secretsText({ ...readSecret(path, parse), detailKey: newSecret() }));
  try {
    if (readSecret(path, parse).detailKey === undefined) renameSync(next, path);
  } catch (error) {
    // The other one has just done it.
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  rmSync(next, { force: true });
}

/** How secrets of 256 bits are stored: a plain hash suffices, since they cannot be guessed. */
export const hashSecret = (secret: string): string =>
  createHmac('sha256', 'permesso/stored-secret').update(secret).digest('base64url');
