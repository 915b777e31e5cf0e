// Files and places for files, for tests.
import { createHash, randomBytes } from 'node:crypto';
import type { Sink } from '../../../client-web/src/features/files/sinks.ts';

export const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

export function fileOf(size: number, name = 'report.pdf'): { file: File; bytes: Uint8Array } {
  const bytes = randomBytes(size);
  return { file: new File([bytes], name), bytes };
}

export interface TestSink extends Sink {
  readonly bytes: () => Buffer;
  readonly ended: () => 'closed' | 'aborted' | null;
  /** Runs before each write; a promise holds it up, a throw fails it. */
  onWrite: (offset: number) => Promise<void> | void;
}

export function testSink(): TestSink {
  const chunks: Uint8Array[] = [];
  let offset = 0;
  let ended: 'closed' | 'aborted' | null = null;
  const sink: TestSink = {
    get offset() {
      return offset;
    },
    onWrite: () => {},
    async write(chunk) {
      await sink.onWrite(offset);
      chunks.push(new Uint8Array(chunk));
      offset += chunk.length;
    },
    async close() {
      ended = 'closed';
    },
    async abort() {
      ended = 'aborted';
    },
    bytes: () => Buffer.concat(chunks),
    ended: () => ended,
  };
  return sink;
}
