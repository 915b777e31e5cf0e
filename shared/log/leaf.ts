// A leaf of the log is the event itself: canonical JSON without its `detail`, with the member `c` that vouches for the detail
// (docs/adr/0006). It does not know which events exist; replay.ts does.
import { fromBase64url, fromUtf8 } from '../bytes.ts';
import { canonicalText, readCanonical } from '../canonical.ts';

/** Longest leaf in bytes that our logs write: consent-log.md 3.2. The format itself would take 65,535. */
export const MAX_LEAF = 4096;

/**
 * The text of a leaf, whose UTF-8 bytes the tree hashes. @param body the event without its `detail`  @param c from `commit`, or null where there is no detail
 * @throws Error for what JSON cannot say, and for a body that has a `c` or a `detail` of its own
 */
export function leafText(body: object, c: string | null): string {
  if ('c' in body || 'detail' in body) throw new Error('a leaf takes the event without its detail');
  return canonicalText({ ...body, c });
}

export interface Leaf {
  /** The event without `detail` and `c`. Nothing in it has been decoded. */
  readonly body: Readonly<Record<string, unknown>>;
  readonly c: string | null;
  /** `before` is an event of version 1, recorded when details had no commitments: any spelling of JSON, and no `c`. */
  readonly kind: 'committed' | 'before';
}

/** @returns null for bytes that are no leaf of ours */
export function readLeaf(bytes: Uint8Array): Leaf | null {
  const body = readCanonical(bytes);
  if (!isObject(body) || !('c' in body)) return readBefore(bytes);
  const { c, ...rest } = body;
  const isCommitment = c === null || (typeof c === 'string' && fromBase64url(c)?.length === 32);
  return isCommitment && !('detail' in rest) ? { body: rest, c, kind: 'committed' } : null;
}

function readBefore(bytes: Uint8Array): Leaf | null {
  try {
    const body: unknown = JSON.parse(fromUtf8(bytes));
    const isBefore = isObject(body) && body['v'] === 1 && !('c' in body) && !('detail' in body);
    return isBefore ? { body, c: null, kind: 'before' } : null;
  } catch {
    return null;
  }
}

export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
