// What the broker must know and nobody else: kept in one file beside the store, never in it, so that a stolen copy of
// the database alone opens nothing.
import { createHmac, createSecretKey, type KeyObject, randomBytes } from 'node:crypto';
import { existsSync, linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const key = z.string().regex(/^[\w-]{43}$/);
const stored = z.strictObject({
  installation: z.string().regex(/^[\w-]{22}$/),
  codePepper: key,
  ticketKey: key,
});

export interface Secrets {
  /** The broker's own id as an author of events. Not secret. */
  readonly installation: string;
  readonly codePepper: KeyObject;
  readonly ticketKey: KeyObject;
}

/** A fresh 128-bit id in base64url. */
export const newId = (): string => randomBytes(16).toString('base64url');
/** A fresh 256-bit secret in base64url. */
export const newSecret = (): string => randomBytes(32).toString('base64url');

/** Reads the secrets of a data directory, making them on the first start. @throws when the file is damaged */
export function loadSecrets(dataDir: string): Secrets {
  const path = join(dataDir, 'secrets.json');
  if (!existsSync(path)) make(path);
  const { installation, codePepper, ticketKey } = stored.parse(JSON.parse(readFileSync(path, 'utf8')));
  const asKey = (text: string) => createSecretKey(Buffer.from(text, 'base64url'));
  return { installation, codePepper: asKey(codePepper), ticketKey: asKey(ticketKey) };
}

function make(path: string): void {
  const fresh = { installation: newId(), codePepper: newSecret(), ticketKey: newSecret() };
  const draft = `${path}.${process.pid}`;
  writeFileSync(draft, `${JSON.stringify(fresh)}\n`, { mode: 0o600 });
  try {
    // A link fails where the file exists: of two brokers that start at once, both use the first one's secrets.
    linkSync(draft, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    rmSync(draft);
  }
}

/** How secrets of 256 bits are stored: a plain hash suffices, since they cannot be guessed. */
export const hashSecret = (secret: string): string =>
  createHmac('sha256', 'permesso/stored-secret').update(secret).digest('base64url');
