// How a session's transcript goes: its lines and what finds them, together.
import { just, type Step, type Store } from '../store/store.ts';

export const forgetsTranscript = (store: Store, sid: string): Step[] => [
  just(store.sql.deleteFrom('transcript_line').where('session_id', '=', sid)),
  just(store.sql.deleteFrom('transcript_word').where('session_id', '=', sid)),
];
