// All files of a session as a page handles them: offer, accept, reject, cancel, and the list of what there is. The
// consent to each file is the `file.accepted` event; how bytes move is works.ts and what it calls.
import { computed, type ReadonlySignal } from '@preact/signals';
import type { Chance, Clock } from '../../../../link/deps.ts';
import type { Lanes } from '../../../../link/lanes.ts';
import type { Session } from '../../../../link/session.ts';
import { isRefusal, type Refusal, refuse } from '../../../../shared/errors.ts';
import { drawEntries, type FileEntry } from './entries.ts';
import { receiveFile } from './receive.ts';
import { sendFile } from './send.ts';
import type { PickSink, SinkRefusal } from './sinks.ts';
import { openWorks } from './works.ts';

export interface FilesOptions {
  readonly session: Session;
  readonly lanes: Pick<Lanes, 'keepFile' | 'onFile'>;
  readonly pickSink: PickSink;
  readonly deps: Clock & Pick<Chance, 'newUuid'>;
}

export interface Files {
  /** In the order they were offered. */
  readonly entries: ReadonlySignal<readonly FileEntry[]>;
  offer(file: File): Promise<{ readonly fileId: string } | Refusal>;
  /** Call inside the click, since a picker may open. */
  accept(fileId: string): Promise<Refusal | SinkRefusal | null>;
  reject(fileId: string): Promise<Refusal | null>;
  /** Either side, at any stage before the end. */
  cancel(fileId: string): Promise<Refusal | null>;
  close(): void;
}

/** Longest name the protocol takes. */
const MOST_NAME = 255;

export function openFiles({ session, lanes, pickSink, deps }: FilesOptions): Files {
  const works = openWorks({ session, lanes, clock: deps });
  const entries = computed(() =>
    drawEntries(session.events.value, works.notes.value, session.you.value?.role ?? null),
  );
  const find = (fileId: string) => entries.value.find((entry) => entry.fileId === fileId);
  const parts = (fileId: string) => ({
    isAllowed: works.isAllowed(fileId),
    onProgress: works.progress(fileId),
  });
  const reject = async (fileId: string) => refusalOf(await session.wish({ type: 'reject-file', fileId }));

  return {
    entries,
    async offer(file) {
      const fileId = deps.newUuid();
      works.begin(fileId, sendFile({ file, ...parts(fileId) }));
      // A name that is too long keeps its end, where the extension is.
      const name = file.name.slice(-MOST_NAME) || 'file';
      const answer = await session.wish({ type: 'offer-file', fileId, name, size: file.size });
      if (!isRefusal(answer)) return { fileId };
      works.forget(fileId);
      return answer;
    },
    async accept(fileId) {
      const wanted = find(fileId);
      if (wanted?.from !== 'them' || wanted.stage !== 'offered') return refuse('NO_SUCH_FILE');
      const place = await pickSink(wanted.name, wanted.size);
      if ('noSink' in place) return place;
      if (works.has(fileId)) {
        await place.abort();
        return refuse('NOT_NOW');
      }
      works.begin(fileId, receiveFile({ sink: place, size: wanted.size, ...parts(fileId) }));
      const answer = await session.wish({ type: 'accept-file', fileId });
      if (isRefusal(answer)) works.forget(fileId);
      return refusalOf(answer);
    },
    reject,
    async cancel(fileId) {
      const wanted = find(fileId);
      if (wanted?.from === 'them' && wanted.stage === 'offered') return reject(fileId);
      if (!works.has(fileId)) return refuse('NO_SUCH_FILE');
      works.cancel(fileId);
      return null;
    },
    close: works.close,
  };
}

const refusalOf = (answer: { readonly seq: number } | Refusal): Refusal | null =>
  isRefusal(answer) ? answer : null;
