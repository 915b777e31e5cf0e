// What the two ends of a file transfer share: the words for how it ends, the running hash, one run on one lane.
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import type { Lane } from '../../../../link/lane.ts';
import { type FileTalk, readFileTalk } from '../../../../shared/channel/file.ts';

/**
 * Why a file failed. `hash`, `size`: other than promised; `disk`: could not be stored; `unreadable`: its sender could
 * not read it; `reloaded`: a page was reloaded meanwhile; `rules`: the other end broke them; `peer`: it gave up.
 */
export type FailReason = 'hash' | 'size' | 'disk' | 'unreadable' | 'reloaded' | 'rules' | 'peer';

export type TransferResult =
  | { readonly kind: 'complete'; readonly sha256: string }
  | { readonly kind: 'failed'; readonly reason: FailReason }
  | { readonly kind: 'cancelled' };

/** One file on its way, over as many lanes as it takes. */
export interface Transfer {
  /** Goes on here. The lane before, if any, is forgotten. */
  attach(lane: Lane): void;
  /** Ends it from this side, telling the other where a lane is up. */
  cancel(): void;
  readonly result: Promise<TransferResult>;
}

export const say = (lane: Lane, message: FileTalk): Promise<boolean> => lane.send(JSON.stringify(message));

/** The hash of bytes that may be fed twice after a resume: what was hashed already is skipped. */
export function openHash() {
  const hash = sha256.create();
  let fed = 0;
  return {
    get fed() {
      return fed;
    },
    feed(at: number, bytes: Uint8Array): void {
      if (at + bytes.length <= fed) return;
      hash.update(bytes.subarray(fed - at));
      fed = at + bytes.length;
    },
    hex: () => bytesToHex(hash.clone().digest()),
  };
}

export interface TransferParts {
  /** One message of the present lane: bytes, or a word that had the right form. */
  hear(lane: Lane, message: FileTalk | Uint8Array): void;
  /** A lane is up. */
  start(lane: Lane): void;
  /** It is over, here and now; called once. */
  over(result: TransferResult): void;
}

/** The frame both ends stand in: which lane counts, and one ending. */
export function openTransfer(parts: TransferParts) {
  let current: Lane | null = null;
  let settled: TransferResult | null = null;
  let resolve: (result: TransferResult) => void = () => {};
  const result = new Promise<TransferResult>((done) => {
    resolve = done;
  });
  const settle = (how: TransferResult, word: 'tell' | 'quiet' = 'tell') => {
    if (settled) return;
    settled = how;
    const why = how.kind === 'failed' ? how.reason : how.kind;
    if (word === 'tell' && current && how.kind !== 'complete') void say(current, { k: 'stop', why });
    parts.over(how);
    resolve(how);
  };
  const hear = (lane: Lane, raw: string | Uint8Array) => {
    if (settled || lane !== current) return;
    const message = typeof raw === 'string' ? readFileTalk(raw) : raw;
    if (!message) return settle({ kind: 'failed', reason: 'rules' });
    if (message instanceof Uint8Array || message.k !== 'stop') return parts.hear(lane, message);
    settle(message.why === 'cancelled' ? { kind: 'cancelled' } : { kind: 'failed', reason: 'peer' }, 'quiet');
  };
  return {
    result,
    settle,
    isOver: () => settled !== null,
    isCurrent: (lane: Lane) => lane === current && !settled,
    attach(lane: Lane): void {
      if (settled) return;
      current = lane;
      // Before listening: words that came early are heard at once.
      parts.start(lane);
      lane.on({
        data: (raw) => hear(lane, raw),
        close() {
          if (current === lane) current = null;
        },
      });
    },
    cancel: () => settle({ kind: 'cancelled' }),
  };
}
