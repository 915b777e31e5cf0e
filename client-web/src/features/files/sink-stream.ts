// A download that the page's service worker (public/sw.js) answers with a stream: the browser writes to the disk as
// bytes come, and memory stays small. One chunk is under way to the worker at a time; its answer is the back-pressure.
import * as z from 'zod/mini';
import { activeRegistration, DOWNLOADS } from '../service-worker.ts';
import type { Sink } from './sinks.ts';

const START_WITHIN_MS = 5_000;
/** Browsers stop a worker that hears nothing for half a minute, even one that streams. */
const NUDGE_MS = 10_000;

const workerWord = z.object({ k: z.enum(['ready', 'started', 'stored', 'closed', 'cancelled']) });
type WorkerWord = z.infer<typeof workerWord>['k'];

/** @returns null where the browser cannot do it, as on plain http or in a private window */
export async function openStreamed(name: string, size: number): Promise<Sink | null> {
  try {
    const worker = (await activeRegistration()).active;
    if (!worker) return null;
    const { port1, port2 } = new MessageChannel();
    const line = openLine(port1);
    const id = crypto.randomUUID();
    worker.postMessage({ k: 'open', id, name, size }, [port2]);
    await line.hear('ready');
    const frame = document.createElement('iframe');
    frame.hidden = true;
    frame.src = `${DOWNLOADS}${id}`;
    document.body.append(frame);
    await line.hear('started');
    return toSink(line, worker, frame);
  } catch {
    // No worker, or the frame was not let through: the caller has other places.
    return null;
  }
}

interface Line {
  say(word: object, transfer?: Transferable[]): void;
  /** Resolves at this word; rejects when the download was cancelled, or when the first words do not come. */
  hear(word: WorkerWord): Promise<void>;
  close(): void;
}

function openLine(port: MessagePort): Line {
  let waiting: { word: WorkerWord; resolve(): void; reject(why: Error): void } | null = null;
  let isCancelled = false;
  port.onmessage = (event) => {
    const read = workerWord.safeParse(event.data);
    if (!read.success) return;
    isCancelled ||= read.data.k === 'cancelled';
    const heard = waiting;
    if (!heard || (heard.word !== read.data.k && !isCancelled)) return;
    waiting = null;
    if (isCancelled) heard.reject(new Error('the download was cancelled'));
    else heard.resolve();
  };
  return {
    say: (word, transfer = []) => port.postMessage(word, transfer),
    hear: (word) =>
      new Promise((resolve, reject) => {
        if (isCancelled) return reject(new Error('the download was cancelled'));
        waiting = { word, resolve, reject };
        if (word === 'ready' || word === 'started')
          setTimeout(() => reject(new Error('the service worker did not answer')), START_WITHIN_MS);
      }),
    close: () => port.close(),
  };
}

function toSink(line: Line, worker: ServiceWorker, frame: HTMLIFrameElement): Sink {
  let offset = 0;
  const nudge = setInterval(() => worker.postMessage({ k: 'nudge' }), NUDGE_MS);
  const leave = () => {
    clearInterval(nudge);
    line.close();
    frame.remove();
  };
  return {
    get offset() {
      return offset;
    },
    async write(chunk) {
      const copy = new Uint8Array(chunk);
      line.say({ k: 'chunk', bytes: copy }, [copy.buffer]);
      await line.hear('stored');
      offset += chunk.length;
    },
    async close() {
      line.say({ k: 'close' });
      await line.hear('closed');
      leave();
    },
    async abort() {
      line.say({ k: 'abort' });
      leave();
    },
  };
}
