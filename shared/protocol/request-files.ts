// What is said over HTTP about files that a customer attaches to a request. They go to the broker in pieces, each in a body of its own.
import * as z from 'zod/mini';
import { count, id, instant, sha256, text } from '../field.ts';

/** Of one request: how many, and how large each and all of them may be. A desk may take less. */
export const ATTACHMENTS = {
  most: 5,
  bytes: 10_000_000,
  allBytes: 25_000_000,
  /** Of all requests of a desk that nobody has taken yet: a flood of them must not fill the disk under everybody. */
  waitingBytes: 1_000_000_000,
  pieceBytes: 256 * 1024,
} as const;

export const requestFile = z.strictObject({
  id,
  /** Safe to show and to save under. */
  name: text(200, 1),
  size: count,
  /** Bytes that the broker has. */
  received: count,
  /** Null until it is whole. */
  sha256: z.nullable(sha256),
  at: instant,
  /** Does something when it is opened; whoever saves it is asked once more. */
  isProgram: z.boolean(),
});
export type RequestFile = z.infer<typeof requestFile>;

/** POST /api/request/files, with what proves whose request it is */
export const fileAnnounced = z.strictObject({
  name: text(255, 1),
  size: count.check(z.minimum(1)),
});
/** PUT /api/request/files/:id?at=: the bytes from there on, `application/octet-stream`. */
export const pieceQuery = z.strictObject({ at: z.coerce.number().check(z.int(), z.minimum(0)) });
/** Proof in a header, since the body is the file: `<request>.<secret>`. */
export const HOLDER_HEADER = 'x-permesso-request';
