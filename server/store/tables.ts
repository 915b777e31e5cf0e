// The tables, as TypeScript sees them. Times are milliseconds since 1970; `body` columns hold JSON text as it was written.
import type { Generated } from 'kysely';
import type { Role } from '../../shared/people/roles.ts';

export interface Tables {
  desk: { id: string; name: string; created_at: number };
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
  /** What is personal about an event, kept apart so that it can be erased without touching the event. */
  detail: { id: string; body: string };
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
  };
  invitation: {
    hash: string;
    person_id: string | null;
    purpose: 'enrol' | 'sign-in';
    expires_at: number;
    used_at: number | null;
  };
  login: { hash: string; person_id: string; created_at: number; seen_at: number };
  /** Public signing keys of technicians' browsers. */
  tech_key: {
    thumbprint: string;
    person_id: string;
    jwk: string;
    enrolled_at: number;
    expires_at: number;
    revoked_at: number | null;
  };
  heartbeat: { id: number; at: number };
}
