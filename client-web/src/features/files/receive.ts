// The receiving end of one file. It trusts nothing: every chunk needs a live acceptance, never more bytes than offered
// are taken, and the hash decides.

import type { Lane } from '../../../../link/lane.ts';
import { CHUNK_BYTES, WINDOW_BYTES } from '../../../../shared/channel/file.ts';
import type { Sink } from './sinks.ts';
import { openHash, openTransfer, say, type Transfer, type TransferResult } from './transfer.ts';

const TELL_EVERY_BYTES = 512 * 1024;

export interface ReceiveOptions {
  readonly sink: Sink;
  /** As offered, and so as consented to. */
  readonly size: number;
  /** Asked before every chunk is stored: is the file still accepted? */
  isAllowed(): boolean;
  onProgress(stored: number): void;
}

export function receiveFile({ sink, size, isAllowed, onProgress }: ReceiveOptions): Transfer {
  const hash = openHash();
  /** Bytes taken from the present lane, stored or still waiting to be. */
  let taken = 0;
  let told = 0;
  let isEnding = false;
  /** The lane on which we have said where to begin; nothing may come before. */
  let begun: Lane | null = null;
  /** Storing runs one step at a time, in the order of arrival. */
  let work: Promise<void> = Promise.resolve();

  const transfer = openTransfer({
    start(lane) {
      // Chunks of the lane before may still be on their way to the disk.
      work = work.then(async () => {
        if (!transfer.isCurrent(lane)) return;
        taken = sink.offset;
        told = sink.offset;
        isEnding = false;
        begun = lane;
        await say(lane, { k: 'from', offset: sink.offset });
      });
    },
    hear(lane, message) {
      if (message instanceof Uint8Array) return take(lane, message);
      if (message.k !== 'end' || isEnding || begun !== lane) return fail('rules');
      isEnding = true;
      work = work.then(() => finish(lane, message));
    },
    over(result) {
      if (result.kind === 'complete') return;
      work = work.then(() => sink.abort()).catch(() => {});
    },
  });
  const fail = (reason: Extract<TransferResult, { kind: 'failed' }>['reason']) =>
    transfer.settle({ kind: 'failed', reason });

  const take = (lane: Lane, chunk: Uint8Array) => {
    taken += chunk.length;
    if (begun !== lane || isEnding || chunk.length === 0 || chunk.length > CHUNK_BYTES) return fail('rules');
    if (taken > size) return fail('size');
    if (taken - sink.offset > WINDOW_BYTES + CHUNK_BYTES) return fail('rules');
    work = work.then(() => store(lane, chunk));
  };
  const store = async (lane: Lane, chunk: Uint8Array) => {
    if (transfer.isOver()) return;
    if (!isAllowed()) return transfer.settle({ kind: 'cancelled' });
    const at = sink.offset;
    try {
      await sink.write(chunk);
    } catch {
      return fail('disk');
    }
    hash.feed(at, chunk);
    if (sink.offset - told < TELL_EVERY_BYTES && sink.offset < size) return;
    told = sink.offset;
    onProgress(told);
    if (transfer.isCurrent(lane)) await say(lane, { k: 'stored', offset: told });
  };
  const finish = async (lane: Lane, promised: { bytes: number; sha256: string }) => {
    if (transfer.isOver()) return;
    if (!isAllowed()) return transfer.settle({ kind: 'cancelled' });
    if (promised.bytes !== size || sink.offset !== size) return fail('size');
    const sha256 = hash.hex();
    if (promised.sha256 !== sha256) {
      await say(lane, { k: 'verdict', ok: false });
      return fail('hash');
    }
    try {
      await sink.close();
    } catch {
      return fail('disk');
    }
    await say(lane, { k: 'verdict', ok: true });
    transfer.settle({ kind: 'complete', sha256 });
  };

  return transfer;
}
