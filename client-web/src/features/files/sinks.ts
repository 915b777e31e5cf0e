// Where received bytes go: a file the person chose, a download the service worker streams, or memory. It does not know
// who sent them or whether they are right.
import { openPicked } from './sink-picked.ts';
import { openStreamed } from './sink-stream.ts';

export interface Sink {
  /** Bytes stored so far, which is where a broken transfer goes on. */
  readonly offset: number;
  /** Resolves when the next chunk may come; rejects when nothing can be stored any more. */
  write(chunk: Uint8Array): Promise<void>;
  /** Everything is there and right: give it to the person. */
  close(): Promise<void>;
  /** Leave nothing behind. */
  abort(): Promise<void>;
}

/** `cancelled`: the person closed the picker. `too-large`: more than this browser can hold in memory. */
export interface SinkRefusal {
  readonly noSink: 'cancelled' | 'too-large';
}
export type PickSink = (name: string, size: number) => Promise<Sink | SinkRefusal>;

/** The most that is promised to fit into a page's memory. */
export const MEMORY_LIMIT = 256 * 1024 * 1024;
/** Up to here a plain download is kinder than a picker, and memory no concern. */
const SMALL = 16 * 1024 * 1024;

/** Chooses the best place this browser offers. Call it inside the click: a picker opens only there. */
export const pickSink: PickSink = async (name, size) => {
  if (size <= SMALL) return openMemory(name);
  const picked = await openPicked(name);
  if (picked === 'cancelled') return { noSink: 'cancelled' };
  if (picked) return picked;
  const streamed = await openStreamed(name, size);
  if (streamed) return streamed;
  return size <= MEMORY_LIMIT ? openMemory(name) : { noSink: 'too-large' };
};

/** Keeps everything in memory and hands it over as a download at the end. */
export function openMemory(name: string, deliver: (whole: Blob, name: string) => void = download): Sink {
  let chunks: Uint8Array<ArrayBuffer>[] = [];
  let offset = 0;
  return {
    get offset() {
      return offset;
    },
    async write(chunk) {
      chunks.push(new Uint8Array(chunk));
      offset += chunk.length;
    },
    async close() {
      // Of no type on purpose: nothing in the browser should feel called upon to open it.
      deliver(new Blob(chunks, { type: 'application/octet-stream' }), name);
      chunks = [];
    },
    async abort() {
      chunks = [];
    },
  };
}

/** The browser needs the address for a moment after the click; then the memory is free again. */
const KEEP_ADDRESS_MS = 60_000;

function download(whole: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(whole);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), KEEP_ADDRESS_MS);
}
