// Writes down what happens outside sessions. Together with the session desk the only writer of events.
import type { DeskDraft } from '../../shared/desk/events.ts';
import { appendRow } from '../store/events.ts';
import type { Store } from '../store/store.ts';

export interface Recorder {
  /** Durable when it resolves. @param deskId whose log  @param by the person who did it */
  record(deskId: string, by: string, draft: DeskDraft): Promise<void>;
}

export function recorder(store: Store, now: () => number): Recorder {
  return {
    record: (deskId, by, draft) => {
      const body = { ...draft, v: 1, at: now(), by };
      return store.write(appendRow(store, { logId: deskId, sessionId: null, seq: null, body, detail: null }));
    },
  };
}
