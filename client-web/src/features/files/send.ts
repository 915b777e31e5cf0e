// The sending end of one file: reads, hashes and sends as fast as the lane and the receiver take it, and goes on where
// the receiver says after a broken lane.

import type { Lane } from '../../../../link/lane.ts';
import { CHUNK_BYTES, type FileTalk, WINDOW_BYTES } from '../../../../shared/channel/file.ts';
import { openBlocks } from './blocks.ts';
import { openHash, openTransfer, say, type Transfer } from './transfer.ts';

export interface SendOptions {
  readonly file: Blob;
  /** Asked before every chunk: is the file still accepted? */
  isAllowed(): boolean;
  /** Bytes the other end has stored. */
  onProgress(stored: number): void;
}

export function sendFile({ file, isAllowed, onProgress }: SendOptions): Transfer {
  const hash = openHash();
  const blocks = openBlocks(file);
  let stored = 0;
  let sent = 0;
  let isBegun = false;
  let isEnded = false;
  let wake: () => void = () => {};

  const transfer = openTransfer({
    start() {
      stored = 0;
      isBegun = false;
      isEnded = false;
    },
    hear(lane, message) {
      if (message instanceof Uint8Array) return transfer.settle({ kind: 'failed', reason: 'rules' });
      hear(lane, message);
    },
    over: () => wake(),
  });

  const hear = (lane: Lane, message: FileTalk) => {
    switch (message.k) {
      case 'from':
        if (isBegun || message.offset > file.size)
          return transfer.settle({ kind: 'failed', reason: 'rules' });
        isBegun = true;
        stored = message.offset;
        sent = message.offset;
        return void pump(lane, message.offset);
      case 'stored':
        if (message.offset < stored || message.offset > sent)
          return transfer.settle({ kind: 'failed', reason: 'rules' });
        stored = message.offset;
        onProgress(stored);
        return wake();
      case 'verdict':
        if (!isEnded) return transfer.settle({ kind: 'failed', reason: 'rules' });
        return transfer.settle(
          message.ok ? { kind: 'complete', sha256: hash.hex() } : { kind: 'failed', reason: 'hash' },
          'quiet',
        );
      default:
        return transfer.settle({ kind: 'failed', reason: 'rules' });
    }
  };
  const pump = async (lane: Lane, offset: number) => {
    try {
      await hashUpTo(offset);
      while (sent < file.size) {
        await room(lane);
        if (!isAllowed()) return transfer.settle({ kind: 'cancelled' });
        const chunk = await blocks.read(sent, CHUNK_BYTES);
        if (!transfer.isCurrent(lane)) return;
        hash.feed(sent, chunk);
        sent += chunk.length;
        if (!(await lane.send(chunk)) || !transfer.isCurrent(lane)) return;
      }
      isEnded = true;
      await say(lane, { k: 'end', bytes: file.size, sha256: hash.hex() });
    } catch {
      // The file was moved, changed or taken away while it was being read.
      transfer.settle({ kind: 'failed', reason: 'unreadable' });
    }
  };
  const hashUpTo = async (offset: number) => {
    while (hash.fed < offset) {
      const at = hash.fed;
      hash.feed(at, await blocks.read(at, Math.min(CHUNK_BYTES, offset - at)));
    }
  };
  const room = async (lane: Lane) => {
    while (transfer.isCurrent(lane) && sent - stored >= WINDOW_BYTES)
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
  };

  return transfer;
}
