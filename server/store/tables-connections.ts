// The tables of what goes out of a desk and of the programs that may come in: mail, webhooks, tokens.
import type { Language } from '../../shared/field.ts';
import type { MailKind, MailOutcome, MailState } from '../../shared/protocol/mail.ts';
import type { Delivered, WebhookKind, WebhookState } from '../../shared/protocol/webhooks.ts';

export interface ConnectionTables {
  /** Letters on their way, and what became of those of the last month. */
  mail: {
    id: string;
    desk_id: string;
    kind: MailKind;
    /** Whom or what it is about, for the desk's own list. */
    person_id: string | null;
    request_id: string | null;
    /** Hash of the address, so that one address is not written to without end. */
    to_hash: string;
    /** Address, language and values, sealed (server/outbox/sealing.ts); null once it is over. */
    sealed: Uint8Array | null;
    state: MailState;
    tries: number;
    /** When it is tried next; while `sending`, when it began. */
    next_at: number;
    made_at: number;
    ended_at: number | null;
    outcome: MailOutcome | null;
    /** The server's own words to the last try, shortened. */
    answer: string;
  };
  /** Where a desk has no row, nobody has chosen anything yet. */
  desk_mail: { desk_id: string; contact: string; missed_minutes: number; language: Language };
  webhook: {
    id: string;
    desk_id: string;
    url: string;
    /** Sealed, since signing needs the secret itself. */
    secret: Uint8Array;
    state: WebhookState;
    made_at: number;
  };
  webhook_kind: { webhook_id: string; kind: WebhookKind };
  webhook_delivery: {
    id: string;
    webhook_id: string;
    /** The same for every try, so that receivers can drop what they know. */
    message_id: string;
    kind: WebhookKind | 'test';
    body: string;
    state: 'waiting' | 'done' | 'failed';
    tries: number;
    next_at: number;
    made_at: number;
    ended_at: number | null;
    outcome: Delivered | null;
    /** HTTP status of the last answer. */
    status: number | null;
  };
  api_token: {
    id: string;
    desk_id: string;
    name: string;
    hash: string;
    /** Words of `tokenScope` in shared/protocol/tokens.ts, with spaces. */
    scopes: string;
    made_by: string;
    made_at: number;
    expires_at: number;
    used_at: number | null;
    revoked_at: number | null;
  };
}
