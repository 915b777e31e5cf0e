// The list of files as a page shows it: what the events say, joined with what only this page knows (bytes, speed, why).

import { extensionOf, isProgram, safeFileName } from '../../../../shared/channel/file-name.ts';
import type { Signatory } from '../../../../shared/consent/keys.ts';
import type { EventOf, SessionEvent } from '../../../../shared/session/events.ts';
import type { FailReason, TransferResult } from './transfer.ts';

export type FileStage = 'offered' | 'accepted' | 'moving' | 'done' | 'rejected' | 'cancelled' | 'failed';

export interface FileEntry {
  readonly fileId: string;
  /** Safe to show and to save under. */
  readonly name: string;
  /** The true last extension with its dot, or ''. */
  readonly extension: string;
  /** Does something when opened: ask a second time before accepting. */
  readonly isProgram: boolean;
  readonly size: number;
  readonly from: 'me' | 'them';
  readonly stage: FileStage;
  /** Stored at the receiver, as far as this end knows. */
  readonly bytes: number;
  readonly bytesPerSecond: number | null;
  /** Why it failed, where this end knows. */
  readonly reason: FailReason | null;
  readonly offeredAt: number;
}

/** What only this page knows of a file. */
export interface Mine {
  readonly isMoving: boolean;
  readonly bytes: number;
  readonly bytesPerSecond: number | null;
  readonly ending: TransferResult | null;
}

type FileEvent = EventOf<'file.offered' | 'file.accepted' | 'file.rejected' | 'file.done'>;

const isFileEvent = (event: SessionEvent): event is FileEvent => 'fileId' in event;

export function drawEntries(
  events: readonly SessionEvent[],
  mine: ReadonlyMap<string, Mine>,
  role: Signatory | null,
): FileEntry[] {
  const entries = new Map<string, FileEntry>();
  for (const event of events) {
    if (!isFileEvent(event)) continue;
    const known = entries.get(event.fileId);
    if (event.type === 'file.offered') entries.set(event.fileId, offered(event, role));
    else if (known) entries.set(event.fileId, { ...known, ...followed(event) });
  }
  return [...entries.values()].map((entry) => withMine(entry, mine.get(entry.fileId)));
}

function offered(event: EventOf<'file.offered'>, role: Signatory | null): FileEntry {
  const name = safeFileName(event.detail?.name ?? '');
  return {
    fileId: event.fileId,
    name,
    extension: extensionOf(name),
    isProgram: isProgram(name),
    size: event.size,
    from: event.from === role ? 'me' : 'them',
    stage: 'offered',
    bytes: 0,
    bytesPerSecond: null,
    reason: null,
    offeredAt: event.at,
  };
}

function followed(event: Exclude<FileEvent, { type: 'file.offered' }>): Partial<FileEntry> {
  switch (event.type) {
    case 'file.accepted':
      return { stage: 'accepted' };
    case 'file.rejected':
      return { stage: 'rejected' };
    case 'file.done':
      return { stage: event.result === 'complete' ? 'done' : event.result, bytes: event.bytes };
  }
}

function withMine(entry: FileEntry, mine: Mine | undefined): FileEntry {
  if (!mine) return entry;
  const reason = mine.ending?.kind === 'failed' ? mine.ending.reason : null;
  // The events have the last word; until they have spoken, what happened here shows.
  if (entry.stage === 'offered' && !mine.ending) return entry;
  if (entry.stage !== 'accepted' && entry.stage !== 'offered') return { ...entry, reason };
  if (mine.ending?.kind === 'failed' || mine.ending?.kind === 'cancelled')
    return { ...entry, stage: mine.ending.kind, bytes: mine.bytes, reason };
  const { bytes, bytesPerSecond } = mine;
  const isMoving = mine.isMoving || mine.ending?.kind === 'complete';
  return { ...entry, stage: isMoving ? 'moving' : entry.stage, bytes, bytesPerSecond };
}
