// Writes down what happens outside sessions, in the desk's log or in that of the installation.
import { randomUUID } from 'node:crypto';
import type { DeskDraft } from '../../shared/desk/events.ts';
import type { Bus } from '../bus/bus.ts';
import { type Journal, LOG_TOPIC } from '../store/events.ts';
import type { Step, Store } from '../store/store.ts';

export interface Recorder {
  /** Durable when it resolves. @param deskId whose log  @param by the person who did it */
  record(deskId: string, by: string, draft: DeskDraft): Promise<void>;
  /** The same in the log of the installation, by the installation. */
  recordOwn(draft: DeskDraft): Promise<void>;
  /**
   * The same in one unit with what it tells of. @param deskId null for the log of the installation
   * @param about.also steps of the same unit  @param about.detail what is personal or free text about it
   */
  recordWith(deskId: string | null, draft: DeskDraft, about: RecordedWith): Promise<void>;
}
export interface RecordedWith {
  /** Who did it; the installation when left out. */
  readonly by?: string;
  readonly also?: readonly Step[];
  readonly detail?: object;
}

export interface RecorderDeps {
  readonly store: Store;
  readonly journal: Journal;
  readonly bus: Bus;
  readonly installation: string;
  readonly now: () => number;
}

export function recorder({ store, journal, bus, installation, now }: RecorderDeps): Recorder {
  const recordWith: Recorder['recordWith'] = async (deskId, draft, { by, also = [], detail }) => {
    const event = { ...draft, v: 2, n: randomUUID(), at: now(), by: by ?? installation } as const;
    await store.write([...also, ...(await journal.appendRow(deskId, event, detail ?? null))]);
    bus.tell(LOG_TOPIC, null);
  };
  return {
    record: (deskId, by, draft) => recordWith(deskId, draft, { by }),
    recordOwn: (draft) => recordWith(null, draft, {}),
    recordWith,
  };
}
