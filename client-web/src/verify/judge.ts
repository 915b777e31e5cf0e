// Judges what somebody brought: a receipt's data, or the folder of an exported log. It opens no connection and knows no page;
// the worker runs it, so that a big log does not hold the page up.
import { fromUtf8 } from '../../../shared/bytes.ts';
import type { Report } from '../../../shared/log/finding.ts';
import type { LogFiles } from '../../../shared/log/layout.ts';
import type { Vkey } from '../../../shared/log/note.ts';
import { readVkeys } from '../../../shared/log/verify-head.ts';
import { verifyLog } from '../../../shared/log/verify-log.ts';
import { verifySession } from '../../../shared/log/verify-session.ts';
import type { SessionEvent } from '../../../shared/session/events.ts';
import { eventsIn, looksLikeBundle, readBundle } from '../features/receipt/proven.ts';
import { logIn, type PickedFile, type Readable } from './picked.ts';

export type Job = (
  | { readonly what: 'session'; readonly file: Readable }
  | { readonly what: 'log'; readonly files: readonly PickedFile[] }
) & {
  /** The log's keys from elsewhere as somebody pasted them, one a line; empty to use those that came along. */
  readonly vkey: string;
};

/** `page`: the receipt to read, which proves nothing by itself. `unknown`: no file of ours. */
export type Unusable = 'page' | 'unknown' | 'no-log' | 'key' | 'unreadable';

export type Judged =
  | { readonly at: 'unusable'; readonly why: Unusable }
  | {
      readonly at: 'judged';
      readonly what: Job['what'];
      readonly report: Report;
      /** What a session's file tells; empty for a log, and where it cannot be relied on. */
      readonly events: readonly SessionEvent[];
      /** Whether the keys came from elsewhere than the files. */
      readonly isKeyGiven: boolean;
    };

/** How much of a log has been read, in files; nearly every one is read twice. At the end, its sessions are replayed. */
export type OnProgress = (done: number, all: number) => void;

export async function judge(job: Job, onProgress: OnProgress): Promise<Judged> {
  const vkeys = keysIn(job.vkey);
  if (vkeys === 'none') return { at: 'unusable', why: 'key' };
  try {
    return job.what === 'session'
      ? await judgeSession(new Uint8Array(await job.file.arrayBuffer()), vkeys)
      : await judgeLog(job.files, { vkeys, onProgress });
  } catch (error) {
    // The browser cannot read a file that was moved, changed or withdrawn since it was picked.
    if (error instanceof DOMException) return { at: 'unusable', why: 'unreadable' };
    throw error;
  }
}

async function judgeSession(bytes: Uint8Array, vkeys: readonly Vkey[] | null): Promise<Judged> {
  if (!looksLikeBundle(bytes)) return { at: 'unusable', why: isPage(bytes) ? 'page' : 'unknown' };
  const report = await verifySession(bytes, vkeys);
  const bundle = report.verdict === 'tampered' ? null : readBundle(bytes);
  const events = bundle ? eventsIn(bundle, []) : [];
  return { at: 'judged', what: 'session', report, events, isKeyGiven: vkeys !== null };
}

interface How {
  readonly vkeys: readonly Vkey[] | null;
  readonly onProgress: OnProgress;
}

async function judgeLog(picked: readonly PickedFile[], { vkeys, onProgress }: How): Promise<Judged> {
  const files = logIn(picked);
  if (!files) return { at: 'unusable', why: 'no-log' };
  const report = await verifyLog(await counted(files, onProgress), { vkeys, since: null });
  return { at: 'judged', what: 'log', report, events: [], isKeyGiven: vkeys !== null };
}

async function counted(files: LogFiles, onProgress: OnProgress): Promise<LogFiles> {
  // The manifest is read once, and the keys only after the sessions.
  const all = Math.max(1, (await files.list()).length * 2 - 2);
  let done = 0;
  return {
    list: () => files.list(),
    read: (path) => {
      done += 1;
      onProgress(Math.min(done, all), all);
      return files.read(path);
    },
  };
}

/** @returns null where nothing was pasted */
function keysIn(pasted: string): readonly Vkey[] | null | 'none' {
  const lines = pasted.split(/\s+/).filter(Boolean);
  if (lines.length === 0) return null;
  return readVkeys(`${lines.join('\n')}\n`) ?? 'none';
}

function isPage(bytes: Uint8Array): boolean {
  try {
    return /^\s*<!doctype html/i.test(fromUtf8(bytes.subarray(0, 100)));
  } catch {
    return false;
  }
}
