// Sends files to a request one after another, piece by piece, and goes on where it was after a lost connection. It draws nothing.
import { type ReadonlySignal, signal } from '@preact/signals';
import type { Clock } from '../../../../link/deps.ts';
import { type ErrorCode, isRefusal, type Refusal } from '../../../../shared/errors.ts';
import { ATTACHMENTS, type RequestFile } from '../../../../shared/protocol/request-files.ts';

export type Going =
  | { readonly at: 'waiting' | 'done' }
  | { readonly at: 'sending'; readonly sent: number }
  /** The connection is away; it goes on by itself. */
  | { readonly at: 'held'; readonly sent: number }
  | { readonly at: 'refused'; readonly why: ErrorCode };

export interface Attached {
  readonly file: Pick<File, 'name' | 'size'>;
  readonly going: Going;
}

export interface Attaching {
  readonly files: ReadonlySignal<readonly Attached[]>;
  add(files: Iterable<File>): void;
  /** What was refused leaves the list. */
  drop(file: Attached['file']): void;
  close(): void;
}

export interface AttachingDeps extends Pick<Clock, 'after'> {
  announce(file: { name: string; size: number }): Promise<RequestFile | Refusal>;
  put(id: string, at: number, bytes: Blob): Promise<RequestFile | Refusal>;
  /** Something has arrived whole. */
  onDone(): void;
}

const AGAIN_MS = 3_000;
/** What may be otherwise in a moment; anything else is an answer. */
const PASSING: readonly ErrorCode[] = [
  'CLOSED',
  'STORE_UNAVAILABLE',
  'TOO_MANY_TRIES',
  'TOO_FAST',
  'INTERNAL',
];

export function openAttaching(deps: AttachingDeps): Attaching {
  const files = signal<readonly Attached[]>([]);
  const queue: File[] = [];
  let isRunning = false;
  let isClosed = false;
  const says = (file: Attached['file'], going: Going): void => {
    files.value = files.peek().map((each) => (each.file === file ? { file, going } : each));
  };
  const pause = () => new Promise<void>((resolve) => void deps.after(AGAIN_MS, resolve));

  /** Asks until there is an answer; null when the page is gone. */
  const insist = async (
    file: File,
    sent: number,
    ask: () => Promise<RequestFile | Refusal>,
  ): Promise<RequestFile | Refusal | null> => {
    for (;;) {
      if (isClosed) return null;
      const answer = await ask();
      if (!isRefusal(answer) || !PASSING.includes(answer.refused)) return answer;
      says(file, { at: 'held', sent });
      await pause();
    }
  };
  const send = async (file: File): Promise<void> => {
    says(file, { at: 'sending', sent: 0 });
    let got = await insist(file, 0, () => deps.announce({ name: file.name, size: file.size }));
    while (got !== null && !isRefusal(got) && got.received < file.size) {
      const { id, received } = got;
      const piece = file.slice(received, received + ATTACHMENTS.pieceBytes);
      got = await insist(file, received, () => deps.put(id, received, piece));
      if (got !== null && !isRefusal(got)) says(file, { at: 'sending', sent: got.received });
    }
    if (got === null) return;
    says(file, isRefusal(got) ? { at: 'refused', why: got.refused } : { at: 'done' });
    if (!isRefusal(got)) deps.onDone();
  };
  const run = async (): Promise<void> => {
    if (isRunning) return;
    isRunning = true;
    for (let file = queue.shift(); file; file = queue.shift()) await send(file);
    isRunning = false;
  };

  return {
    files,
    add: (more) => {
      const all = [...more];
      queue.push(...all);
      files.value = [...files.peek(), ...all.map((file) => ({ file, going: { at: 'waiting' } as const }))];
      void run();
    },
    drop: (file) => {
      files.value = files.peek().filter((each) => each.file !== file);
    },
    close: () => {
      isClosed = true;
    },
  };
}
