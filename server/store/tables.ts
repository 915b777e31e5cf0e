// The tables, as TypeScript sees them. Times are milliseconds since 1970; `body` columns hold JSON text as it was written;
// bytes are read as Uint8Array.
import type { ColumnType, Generated } from 'kysely';
import type { Language } from '../../shared/field.ts';
import type { Role } from '../../shared/people/roles.ts';
import type { CallState } from '../../shared/protocol/calls.ts';
import type { Outcome, RequestState, RequestStep, Works } from '../../shared/protocol/requests.ts';
import type { CallKind } from '../../shared/session/outcome.ts';
import type { ConnectionTables } from './tables-connections.ts';

export interface Tables extends ConnectionTables {
  /** `slug` is its name in addresses; `settings` the JSON of shared/desk/settings.ts, null before an admin said anything. */
  desk: {
    id: string;
    name: string;
    created_at: number;
    slug: string | null;
    settings: string | null;
    logo: Uint8Array | null;
    logo_type: string | null;
  };
  /** Who belongs to which desks. */
  desk_member: { desk_id: string; person_id: string };
  /** One row for every event, of a session or of the desk (`session_id` null). Only ever inserted. */
  event: {
    id: Generated<number>;
    log_id: string;
    session_id: string | null;
    seq: number | null;
    at: number;
    type: string;
    body: string;
    detail_id: string | null;
  };
  /**
   * What is personal about an event, kept apart so that it can be erased without touching the event. Sealed under the
   * data key `key_id` (server/log/vault.ts); then `body` is empty. Erased: `nonce` and `ct` are null.
   */
  detail: {
    id: string;
    /** The plain JSON of a row from before details were sealed, until the next start seals it. */
    body: string;
    key_id: string | null;
    nonce: Uint8Array | null;
    ct: Uint8Array | null;
    /** When this detail goes by itself, earlier than the rest of its session. */
    erase_after: number | null;
  };
  /** One key for the details of a session, or of a log's own events in one month (`session_id` null). */
  detail_key: {
    id: string;
    session_id: string | null;
    /** Null once the key has been destroyed. */
    wrapped: Uint8Array | null;
    /** 1 while a claim or a court forbids erasing. */
    hold: number;
    made_at: number;
    erased_at: number | null;
  };
  /** The transparency logs: one open log a desk, and one of the installation itself (`desk_id` null). */
  log: {
    id: string;
    desk_id: string | null;
    origin: string;
    vkey: string;
    opened_at: number;
    closed_at: number | null;
    predecessor: string | null;
  };
  /** Events that are not leaves yet. Filled by a trigger on `event`. */
  outbox: { event_id: number; log_id: string };
  /** The leaves of a log: 0, 1, 2 ... without gaps. Only ever inserted, as the next two. */
  leaf: { log_id: string; idx: number; event_id: number; hash: Uint8Array };
  /** Hashes of perfect subtrees of 256**level leaves; level 1 and up. */
  subtree: { log_id: string; level: number; idx: number; hash: Uint8Array };
  checkpoint: { log_id: string; size: number; root: Uint8Array; note: string; at: number };
  /** What lists show of a session; every value follows from its events. */
  session: {
    id: string;
    desk_id: string;
    technician_id: string;
    customer_id: string | null;
    phase: 'waiting' | 'meeting' | 'open' | 'ended';
    ending: string | null;
    created_at: number;
    ended_at: number | null;
    seq: number;
    scopes: string;
    asked: number;
    granted: number;
    denied: number;
    files: number;
    /** Lower-case words a search looks in. */
    words: string;
    resume_hash: string | null;
    /** The request that it is about, where there is one. */
    request_id: string | null;
  };
  code: { hash: string; session_id: string; state: 'open' | 'used'; expires_at: number };
  person: {
    id: string;
    desk_id: string;
    name: string;
    email: string;
    role: Role;
    state: 'invited' | 'active' | 'disabled';
    password: string | null;
    created_at: number;
    /** Since when it rests because of customers' reports; null while it does not. */
    frozen_at: ColumnType<number | null, number | null | undefined>;
  };
  /** Which company a desk is, on the operator's word, and the address at which that was said. */
  desk_identity: { desk_id: string; legal_name: string; domain: string; confirmed_at: number };
  /** Lines of sessions whose desk keeps them and said so, each sealed under the session's data key. */
  transcript_line: {
    session_id: string;
    by_role: 'customer' | 'technician';
    /** Counts the lines of its side from 1. */
    n: number;
    at: number;
    nonce: Uint8Array;
    ct: Uint8Array;
  };
  /** Which words stand in which session, as keyed hashes (server/log/transcripts.ts). */
  transcript_word: { session_id: string; word: string };
  /** What customers report of a session. Their words are sealed under the session's data key; null where there are none. */
  complaint: {
    id: string;
    desk_id: string;
    session_id: string;
    request_id: string | null;
    technician_id: string;
    /** Of the closed list, separated by spaces. */
    reasons: string;
    /** 1 where the customer's answers at the beginning were risky. */
    is_risky: number;
    at: number;
    nonce: Uint8Array | null;
    ct: Uint8Array | null;
    decision: 'cleared' | 'closed' | null;
    decided_at: number | null;
    decided_by: string | null;
  };
  invitation: {
    hash: string;
    person_id: string | null;
    purpose: 'enrol' | 'sign-in';
    expires_at: number;
    used_at: number | null;
  };
  /** `desk_id`: where this login works now; null for the desk that its person was invited to. */
  login: { hash: string; person_id: string; created_at: number; seen_at: number; desk_id: string | null };
  /** Public signing keys of technicians' browsers. */
  tech_key: {
    thumbprint: string;
    person_id: string;
    jwk: string;
    enrolled_at: number;
    expires_at: number;
    revoked_at: number | null;
  };
  /** Cases that customers opened from the portal: what they wrote, who has taken it, how it ended. */
  request: {
    id: string;
    desk_id: string;
    /** 1, 2, 3 ... within a desk. */
    number: number;
    state: RequestState;
    assignee_id: string | null;
    /** The session that is going on or was last, and whether its technician waits in it for the customer. */
    session_id: string | null;
    name: string;
    email: string;
    problem: string;
    steps: string;
    messages: string;
    language: Language;
    /** JSON of `origin` in shared/protocol/requests.ts. */
    origin: string;
    opened_at: number;
    changed_at: number;
    taken_at: number | null;
    /** Until when whoever took it has to write to its customer or begin a session; null once they have, and while nobody has it. */
    answer_by: number | null;
    closed_at: number | null;
    outcome: Outcome | null;
    closing: string;
    rating: number | null;
    feedback: string;
    /** Whether it works now, in the customer's word; null where nobody asked. */
    works: Works | null;
    /** Lines of the customer that nobody at the desk has looked at. */
    unread: number;
    secret_hash: string;
    /** When what was written in it went; null while it is there. */
    erased_at: ColumnType<number | null, number | null | undefined>;
    /** 1 while a claim or a court forbids erasing. */
    hold: Generated<number>;
    /** Address of the page that the customer came from, without query and fragment; empty where they came from none. */
    page: string;
    /** When the desk was written to because nobody took it; once. */
    missed_at: number | null;
  };
  request_line: {
    id: Generated<number>;
    request_id: string;
    by_role: 'customer' | 'technician';
    name: string;
    at: number;
    text: string;
  };
  /** What its customer attached; the bytes stand in pieces, by where they begin. */
  request_file: {
    id: string;
    request_id: string;
    name: string;
    size: number;
    received: number;
    sha256: string | null;
    at: number;
  };
  request_file_piece: { file_id: string; start: number; bytes: Uint8Array };
  request_note: {
    id: Generated<number>;
    request_id: string;
    /** Who wrote it, or who made the token of the program that did. */
    person_id: string;
    token_name: string | null;
    at: number;
    text: string;
  };
  request_step: {
    id: Generated<number>;
    request_id: string;
    at: number;
    what: RequestStep['what'];
    name: string;
  };
  /** Calls for a colleague. `state` is that of shared/protocol/calls.ts; what the customer said of it stands in the sessions. */
  colleague_call: {
    id: string;
    desk_id: string;
    session_id: string;
    request_id: string | null;
    caller_id: string;
    /** Null where anybody of the desk may answer. */
    to_id: string | null;
    how: CallKind;
    /** For the desk alone. */
    note: string;
    state: CallState;
    word: string;
    made_at: number;
    expires_at: number;
    answered_by: string | null;
    /** The session of whoever accepted. */
    follower_id: string | null;
  };
  /** What a desk says often. */
  article: {
    id: string;
    desk_id: string;
    language: Language;
    title: string;
    body: string;
    changed_at: number;
    person_id: string;
  };
  heartbeat: { id: number; at: number };
}
