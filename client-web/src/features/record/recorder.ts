// Keeps the customer's picture while they allow exactly that: it runs when a grant for it lives and a picture is there, ends with
// either, and tells the log the hash of what was kept. It does not know where the file goes.
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { effect, type ReadonlySignal, signal, untracked } from '@preact/signals';
import type { Lanes } from '../../../../link/lanes.ts';
import type { Ledger } from '../../../../link/ledger.ts';
import type { Session } from '../../../../link/session.ts';

/** One stretch of picture that was kept. */
export interface Recording {
  readonly gid: string;
  readonly startedAt: number;
  readonly lengthMs: number;
  readonly file: Blob;
  /** Of the file's bytes, in hex, as it stands in the log. */
  readonly sha256: string;
}

export interface Recorder {
  /** Since when the picture is being kept, by this computer's clock; null while it is not. */
  readonly since: ReadonlySignal<number | null>;
  /** What was kept and not yet put away, the oldest first. */
  readonly kept: ReadonlySignal<readonly Recording[]>;
  /** This browser cannot record. */
  readonly isAble: boolean;
  /** The person has it, or does not want it. */
  putAway(recording: Recording): void;
  close(): void;
}

export interface RecorderOptions {
  readonly session: Session;
  readonly ledger: Pick<Ledger, 'grants'>;
  readonly lanes: Pick<Lanes, 'picture'>;
}

/** What players can open, the most widely known first. */
const TYPES = [
  'video/mp4;codecs=avc1.42E01F',
  'video/webm;codecs=vp9',
  'video/webm;codecs=vp8',
  'video/webm',
];
/** A crash of the page loses no more than this. */
const PIECE_MS = 1_000;

export function openRecorder({ session, ledger, lanes }: RecorderOptions): Recorder {
  const type = typeof MediaRecorder === 'undefined' ? undefined : TYPES.find(MediaRecorder.isTypeSupported);
  const since = signal<number | null>(null);
  const kept = signal<readonly Recording[]>([]);
  let running: { readonly gid: string; readonly stream: MediaStream; end(): void } | null = null;

  const begin = (gid: string, stream: MediaStream) => {
    since.value = Date.now();
    void session.wish({ type: 'start', gid });
    const end = record(stream, type, (taken) => {
      const recording = { ...taken, gid };
      kept.value = [...kept.peek(), recording];
      void session.wish({
        type: 'report-use',
        gid,
        amount: recording.file.size,
        sha256: recording.sha256,
      });
    });
    running = { gid, stream, end };
  };
  const end = () => {
    running?.end();
    running = null;
    since.value = null;
  };
  const stop = effect(() => {
    const state = session.state.value;
    const grant = state.phase === 'open' ? state.grants.record : undefined;
    const isAllowed = grant !== undefined && ledger.grants.value.has(grant.gid);
    const stream = lanes.picture.value?.stream;
    untracked(() => {
      if (running && (!isAllowed || running.gid !== grant.gid || running.stream !== stream)) end();
      if (!running && isAllowed && stream && type) begin(grant.gid, stream);
    });
  });
  return {
    since,
    kept,
    isAble: type !== undefined,
    putAway(recording) {
      kept.value = kept.peek().filter((each) => each !== recording);
    },
    close() {
      stop();
      end();
    },
  };
}

/** @returns how to end it; `done` is told once, after the last piece, unless there was no picture at all */
function record(
  stream: MediaStream,
  mimeType: string | undefined,
  done: (taken: Omit<Recording, 'gid'>) => void,
): () => void {
  const startedAt = Date.now();
  const pieces: Blob[] = [];
  const hash = sha256.create();
  let hashed: Promise<unknown> = Promise.resolve();
  const recorder = new MediaRecorder(stream, mimeType ? { mimeType } : {});
  recorder.addEventListener('dataavailable', ({ data }) => {
    if (data.size === 0) return;
    pieces.push(data);
    hashed = hashed.then(async () => hash.update(new Uint8Array(await data.arrayBuffer())));
  });
  recorder.addEventListener('stop', () => {
    const lengthMs = Date.now() - startedAt;
    void hashed.then(() => {
      if (pieces.length === 0) return;
      const file = new Blob(pieces, { type: recorder.mimeType });
      done({ startedAt, lengthMs, file, sha256: bytesToHex(hash.digest()) });
    });
  });
  recorder.start(PIECE_MS);
  return () => {
    if (recorder.state !== 'inactive') recorder.stop();
  };
}
