// What happens at the desk outside any session, or to the logs themselves, and stands in the same logs: who came in, who
// was let in, who read what, which texts and which version were in use, what was erased.
import * as z from 'zod/mini';
import { count, id, instant, language, seq, text, uuid } from '../field.ts';
import { complaintDecision, complaintReason } from '../people/complaining.ts';
import { role } from '../people/roles.ts';
import { outcome } from '../protocol/requests.ts';
import { tokenScope } from '../protocol/tokens.ts';
import { deskPolicy } from './policy.ts';
import { keep } from './settings.ts';

const head = <T extends string>(type: T) => ({
  /** 1: recorded before the log was a tree; then without `n`. */
  v: z.literal([1, 2]),
  /** Makes every entry a leaf of its own, though somebody signs in twice in one millisecond. */
  n: z.optional(uuid),
  at: instant,
  /** The person who did it, or the installation where it was the broker or its operator. */
  by: id,
  type: z.literal(type),
});
/** SHA-256 in base64url: roots, texts, thumbprints of keys. */
const hash = z.string().check(z.regex(/^[\w-]{43}$/));
/** The head of a log: how many leaves, and their root. */
const size = count;

/** What an export held. Recorded before its first byte. */
const whole = z.strictObject({ ...head('admin.export'), what: z.literal('log'), log: id });
const single = z.strictObject({
  ...head('admin.export'),
  what: z.literal('session'),
  sid: id,
  /** Left out where it was the proof bundle of the first releases. */
  format: z.optional(z.enum(['csv', 'jsonl', 'html', 'bundle'])),
});
const sheet = z.strictObject({
  ...head('admin.export'),
  what: z.literal('list'),
  format: z.enum(['csv', 'jsonl']),
  filtered: z.boolean(),
});

const figuresTaken = z.strictObject({
  ...head('admin.export'),
  what: z.literal('report'),
  format: z.enum(['csv', 'json']),
});

export const deskEvent = z.discriminatedUnion('type', [
  z.strictObject({ ...head('tech.enrolled'), role }),
  z.strictObject(head('tech.login')),
  /** A technician's own signing key, by its RFC 7638 thumbprint. */
  z.strictObject({ ...head('tech.key.enrolled'), keyThumbprint: hash }),
  z.strictObject({ ...head('tech.key.revoked'), keyThumbprint: hash }),
  z.strictObject({ ...head('admin.invited'), person: id, role }),
  z.strictObject({ ...head('admin.relinked'), person: id }),
  z.strictObject({ ...head('admin.person-state'), person: id, state: z.enum(['active', 'disabled']) }),
  /** A desk was made; its name stands in the detail. */
  z.strictObject(head('desk.created')),
  /** What it keeps and what it forbids itself from now on; sessions that go on keep what they began with. */
  z.strictObject({ ...head('desk.changed'), keep, policy: deskPolicy }),
  /** Somebody of another desk is of this one too, or no longer. */
  z.strictObject({ ...head('admin.person-added'), person: id }),
  z.strictObject({ ...head('admin.person-removed'), person: id }),
  /** Somebody read the log: a list with a filter, or one session. Reading is recorded like anything else. */
  z.strictObject({
    ...head('admin.view'),
    what: z.enum(['list', 'session', 'report', 'complaints']),
    sid: z.nullable(id),
    filtered: z.boolean(),
  }),
  z.discriminatedUnion('what', [whole, single, sheet, figuresTaken]),

  /** A customer opened a request at the portal; `by` is then the request itself, and so where the customer did something to it. */
  z.strictObject({ ...head('request.opened'), request: id }),
  z.strictObject({ ...head('request.assigned'), request: id, person: id }),
  /** Back in the queue. `lost`: its technician was gone, or did not answer in time. */
  z.strictObject({ ...head('request.released'), request: id, why: z.enum(['released', 'lost']) }),
  z.strictObject({ ...head('request.closed'), request: id, outcome }),
  /** What was written in it went, by itself or because somebody asked. Why in words stands in the detail. */
  z.strictObject({ ...head('request.erased'), request: id, basis: z.enum(['request', 'retention']) }),
  /** It was taken away as a file; `hasNotes`: by the desk, with what it notes for itself. */
  z.strictObject({ ...head('request.exported'), request: id, hasNotes: z.boolean() }),
  /** While it is on, nothing of this request is erased. */
  z.strictObject({ ...head('request.hold'), request: id, isOn: z.boolean() }),

  /** The operator said which company the desk is, at this address, or took it back. The name stands in the detail. */
  z.strictObject({ ...head('desk.identified'), domain: text(253, 1), isConfirmed: z.boolean() }),

  /** A kept conversation went because its days were over. */
  z.strictObject({ ...head('transcript.erased'), sid: id }),
  /** Its customer saved it; `by` is that customer. */
  z.strictObject({ ...head('transcript.exported'), sid: id }),

  /** A customer reported a session; `by` is that customer. Their words stand sealed elsewhere, and go with the session's. */
  z.strictObject({
    ...head('complaint.filed'),
    complaint: id,
    sid: id,
    person: id,
    reasons: z.array(complaintReason),
    isRisky: z.boolean(),
  }),
  /** Its reports stop an account, until somebody decides. */
  z.strictObject({ ...head('account.frozen'), person: id, complaints: count }),
  z.strictObject({ ...head('complaint.decided'), person: id, decision: complaintDecision, count }),
  /** Not over after all: by its customer, or by a technician who goes on with it. */
  z.strictObject({ ...head('request.reopened'), request: id }),
  z.strictObject({ ...head('request.rated'), request: id, rating: count }),

  /** A program may come in from now on, with these scopes and until then; and may no more. `by` is a token where such a program acts. */
  z.strictObject({ ...head('token.made'), token: id, scopes: z.array(tokenScope), until: instant }),
  z.strictObject({ ...head('token.revoked'), token: id }),
  /** Where news of the desk goes. The address stands in the desk's settings alone. */
  z.strictObject({ ...head('webhook.changed'), webhook: id, what: z.enum(['made', 'on', 'off', 'removed']) }),

  /** Details were destroyed: of one event, or of a whole session (`eventSeq` null). Why in words stands in the detail. */
  z.strictObject({
    ...head('detail.erased'),
    sid: z.nullable(id),
    eventSeq: z.nullable(seq),
    count,
    basis: z.enum(['request', 'retention']),
  }),
  /** While it is on, nothing of this session is erased. */
  z.strictObject({ ...head('detail.hold'), sid: id, isOn: z.boolean() }),

  /** The first leaf of a log. A successor names the log it follows and the last head of it that anybody has seen. */
  z.strictObject({
    ...head('log.opened'),
    predecessor: z.nullable(id),
    size: z.nullable(size),
    root: z.nullable(hash),
  }),
  z.strictObject({ ...head('log.closed'), log: id, size, root: hash, successor: id }),
  /** In the system log: how far another log had come. */
  z.strictObject({ ...head('log.head'), log: id, size, root: hash }),
  /** A key of the broker was replaced: for attestations and receipts, or for signing logs. */
  z.strictObject({
    ...head('key.rotated'),
    use: z.enum(['attest', 'log']),
    from: hash,
    to: hash,
  }),
  /** A text that customers are asked with, word for word. Public, and kept for good. */
  z.strictObject({
    ...head('notice.published'),
    id: text(40, 1),
    version: text(20, 1),
    language,
    sha256: hash,
    text: text(2_000, 1),
  }),
  z.strictObject({ ...head('release.deployed'), version: text(20, 1) }),
]);
export type DeskEvent = z.infer<typeof deskEvent>;

type Distribute<E> = E extends DeskEvent ? Omit<E, 'v' | 'n' | 'at' | 'by'> : never;
export type DeskDraft = Distribute<DeskEvent>;
export type DeskEventOf<T extends DeskEvent['type']> = Extract<DeskEvent, { type: T }>;
