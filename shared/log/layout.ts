// What a log looks like when it leaves the broker: as a folder with everything in it, or as one file about one session. These
// are the definitions for whoever writes them (the exporter) and whoever reads them (verify-*.ts); they hold no rules.
import * as z from 'zod/mini';
import { fromBase64, fromBase64url } from '../bytes.ts';
import { count, id, sha256 } from '../field.ts';
import { SALT_BYTES } from './commitment.ts';
import { isHash } from './merkle.ts';
import { pathOf, tilesOf } from './tiles.ts';

/**
 * The files of an exported log beside its tiles:
 * - `manifest.json`: `logManifest`, canonical JSON, names every other file;
 * - `vkey`: the keys of the log, one a line as `vkeyOf` spells them, each line ended by a new line; the newest last;
 * - `checkpoint`: the signed note over origin, size and root;
 * - `details.jsonl`: a `detailLine` for each detail that still exists, canonical JSON and a new line each, by rising index. An
 *   erased detail has no line, nor has an event of version 1, whose detail nothing vouches for;
 * - `keys.json`: `keySet`, canonical JSON: the broker's public keys as they were published when the log was exported.
 *
 * The tiles and bundles are those of c2sp.org/tlog-tiles for the checkpoint's size, and no others.
 */
export const FILES = {
  manifest: 'manifest.json',
  vkey: 'vkey',
  checkpoint: 'checkpoint',
  details: 'details.jsonl',
  keys: 'keys.json',
} as const;

/** Every path that an exported log of `size` entries consists of. */
export const pathsOf = (size: number): string[] => [...Object.values(FILES), ...tilesOf(size).map(pathOf)];

/** The parties' and the exporter's view of a folder: paths use slashes and are relative to it. */
export interface LogFiles {
  /** @returns null when there is no such file */
  read(path: string): Promise<Uint8Array | null>;
  /** Every file, at any depth, whatever it is. */
  list(): Promise<string[]>;
}

/** SHA-256 in hexadecimal of every file but the manifest itself. */
export const logManifest = z.strictObject({
  format: z.literal('permesso-log/1'),
  files: z.record(z.string(), sha256),
});
export type LogManifest = z.infer<typeof logManifest>;

const detail = z.record(z.string(), z.unknown());
const salt = z.string().check(z.refine((text) => fromBase64url(text)?.length === SALT_BYTES));
const base64Hash = z.string().check(z.refine((text) => isHash(fromBase64(text) ?? new Uint8Array())));

/** A detail and what opens its commitment in leaf `index`. */
export const detailLine = z.strictObject({ index: count, detail, salt });
export type DetailLine = z.infer<typeof detailLine>;

/** A JSON Web Key Set (RFC 7517) of public keys, each with its thumbprint as `kid`. */
export const keySet = z.looseObject({
  keys: z.array(z.looseObject({ kty: z.string(), kid: z.string() })),
});
export type KeySet = z.infer<typeof keySet>;

/**
 * One session, for those who may not have the whole log: its leaves in order, each proven against the one checkpoint. `detail`
 * and `salt` are both there or both null. `vkey` is spelled like the file of that name.
 */
export const sessionBundle = z.strictObject({
  format: z.literal('permesso-session/1'),
  sid: id,
  origin: z.string(),
  vkey: z.string(),
  keys: keySet,
  checkpoint: z.string(),
  leaves: z.array(
    z.strictObject({
      index: count,
      leaf: z.string(),
      detail: z.nullable(detail),
      salt: z.nullable(salt),
      proof: z.array(base64Hash),
    }),
  ),
});
export type SessionBundle = z.infer<typeof sessionBundle>;
