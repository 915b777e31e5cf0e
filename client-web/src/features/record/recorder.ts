// Keeps the customer's picture while they allow exactly that: it runs when a grant for it lives and a picture is there, ends with
// either, and tells the log the hash of what was kept. It does not know where the file goes.
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { effect, type ReadonlySignal, signal, untracked } from '@preact/signals';
import type { Clock } from '../../../../link/deps.ts';
import type { Lanes } from '../../../../link/lanes.ts';
import type { Ledger } from '../../../../link/ledger.ts';
import type { Session } from '../../../../link/session.ts';
import { monotonicTimer } from '../../../../link/timer.ts';
import type { Grant } from '../../../../shared/session/state.ts';

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
  /** Ends what runs. Resolves when the log knows what was kept. */
  ends(): Promise<void>;
  close(): void;
}

export interface RecorderOptions {
  readonly session: Session;
  readonly ledger: Pick<Ledger, 'grants'>;
  readonly lanes: Pick<Lanes, 'picture'>;
  readonly clock: Clock;
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
/** So long a recording goes on without the broker, which would say that it was ended. */
const DOUBT_MS = 5_000;

export function openRecorder({ session, ledger, lanes, clock }: RecorderOptions): Recorder {
  const type = typeof MediaRecorder === 'undefined' ? undefined : TYPES.find(MediaRecorder.isTypeSupported);
  const since = signal<number | null>(null);
  const kept = signal<readonly Recording[]>([]);
  /** When each permission is over by this page's own clock, whatever the broker still tells. */
  const deadlines = new Map<string, number>();
  let running: Running | null = null;
  let told: Promise<unknown> = Promise.resolve();

  const begin = (grant: Grant, stream: MediaStream) => {
    const { gid } = grant;
    since.value = Date.now();
    void session.wish({ type: 'start', gid });
    const left = msLeft(deadlines, grant);
    const untime = monotonicTimer(left, end, clock, () => performance.now());
    running = { gid, stream, untime, ...record(stream, type) };
    told = running.done.then((taken) => taken && keep({ ...taken, gid }));
  };
  const keep = (recording: Recording) => {
    kept.value = [...kept.peek(), recording];
    const { gid, file, sha256 } = recording;
    return session.wish({ type: 'report-use', gid, amount: file.size, sha256 });
  };
  const end = () => {
    running?.untime();
    running?.stop();
    running = null;
    since.value = null;
  };
  let stopDoubting = () => {};
  const stop = effect(() => {
    const state = session.state.value;
    const grant = state.phase === 'open' ? state.grants.record : undefined;
    const isOnline = session.status.value.kind === 'online';
    const isProven = grant !== undefined && ledger.grants.value.has(grant.gid);
    const stream = lanes.picture.value?.stream;
    untracked(() => {
      if (running && (!isProven || running.gid !== grant.gid || running.stream !== stream)) end();
      const isAllowed = isProven && isOnline && msLeft(deadlines, grant) > 0;
      if (!running && isAllowed && stream && type) begin(grant, stream);
      // Who cannot hear that it was ended must not go on for long.
      stopDoubting();
      if (running && !isOnline) stopDoubting = clock.after(DOUBT_MS, end);
    });
  });
  return {
    since,
    kept,
    isAble: type !== undefined,
    async ends() {
      end();
      await told;
    },
    putAway(recording) {
      kept.value = kept.peek().filter((each) => each !== recording);
    },
    close() {
      stop();
      stopDoubting();
      end();
    },
  };
}

/** Counted from the first time it was used, on a clock that nobody can set. */
function msLeft(deadlines: Map<string, number>, { gid, minutes }: Grant): number {
  const deadline = deadlines.get(gid) ?? performance.now() + minutes * 60_000;
  deadlines.set(gid, deadline);
  return deadline - performance.now();
}

type Taken = Omit<Recording, 'gid'>;

interface Running {
  readonly gid: string;
  readonly stream: MediaStream;
  /** What was kept, after the last piece; null where there was no picture at all. */
  readonly done: Promise<Taken | null>;
  stop(): void;
  untime(): void;
}

function record(stream: MediaStream, mimeType: string | undefined): Pick<Running, 'done' | 'stop'> {
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
  const stopped = new Promise<number>((resolve) => {
    recorder.addEventListener('stop', () => resolve(Date.now() - startedAt));
  });
  const done = stopped.then(async (lengthMs): Promise<Taken | null> => {
    await hashed;
    if (pieces.length === 0) return null;
    const file = new Blob(pieces, { type: recorder.mimeType });
    return { startedAt, lengthMs, file, sha256: bytesToHex(hash.digest()) };
  });
  recorder.start(PIECE_MS);
  return {
    done,
    stop() {
      if (recorder.state !== 'inactive') recorder.stop();
    },
  };
}
