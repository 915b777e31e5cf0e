// What is said over HTTP about requests: cases that a customer opened from a desk's portal. The customer's side proves itself with
// the value that opening it earned; the desk's side with its login, and sees the requests of its own desks alone.
import * as z from 'zod/mini';
import { count, id, instant, language, slug, text } from '../field.ts';
import { device } from '../session/events.ts';
import { requestFile } from './request-files.ts';

const secret = z.string().check(z.regex(/^[\w-]{43}$/));

/** How long whoever takes a request has to answer it. */
export const ANSWER_MS = 5 * 60_000;

/** `new`: in the queue. `active`: somebody has taken it. `completed`: closed, by whichever side. */
export const requestState = z.enum(['new', 'active', 'completed']);
export type RequestState = z.infer<typeof requestState>;

/** What came of it, in the technician's words; `withdrawn` is the customer's. */
export const outcome = z.enum(['resolved', 'unresolved', 'on-site', 'bring-in', 'supplier', 'withdrawn']);
export type Outcome = z.infer<typeof outcome>;

/** Whether it works now: asked by a technician, answered by the customer. */
export const works = z.enum(['asked', 'yes', 'no']);
export type Works = z.infer<typeof works>;

/** GET /api/portal/:slug */
export const portal = z.strictObject({
  desk: z.strictObject({
    name: text(60),
    slug,
    hue: z.nullable(z.int().check(z.minimum(0), z.maximum(359))),
    languages: z.array(language),
    hasLogo: z.boolean(),
    phone: text(30),
  }),
  /** Until when it is open, or from when; null where nothing will change, as at a desk without hours. */
  opening: z.discriminatedUnion('isOpen', [
    z.strictObject({ isOpen: z.literal(true), until: z.nullable(instant) }),
    z.strictObject({ isOpen: z.literal(false), from: z.nullable(instant) }),
  ]),
  /** Technicians who could take a request now. */
  available: count,
  waiting: count,
});
export type Portal = z.infer<typeof portal>;

// Lines may be long, controls never help.
const written = (max: number, min = 0) =>
  text(max, min).check(z.refine((words) => !/(?![\n\t])\p{Cc}/u.test(words)));

/** The page somebody came from, as far as it may be known: origin and path, nothing of query or fragment. */
export const pageAddress = text(500).check(z.regex(/^https?:\/\/[^\s?#@\\/]+(?:\/[^\s?#\\]*)?$/));

/** POST /api/portal/:slug/requests */
export const newRequest = z.strictObject({
  name: written(60, 2),
  /** Empty where the customer gave none. */
  email: z.union([z.literal(''), z.string().check(z.trim(), z.maxLength(254), z.email())]),
  problem: written(4_000, 3),
  steps: written(2_000),
  messages: written(2_000),
  language,
  device,
  /** Pixels of the customer's screen, as the browser tells. */
  screen: z.nullable(z.strictObject({ width: count, height: count })),
  /** Where a button on the desk's own site brought the customer here, and they left it in. */
  page: z.optional(pageAddress),
});
export type NewRequest = z.infer<typeof newRequest>;
export const requestOpened = z.strictObject({ request: id, number: count, secret });
export type RequestOpened = z.infer<typeof requestOpened>;

/** What the customer's page proves itself with. */
export const holder = z.strictObject({ request: id, secret });

/** One line that reached the broker before anybody could talk: both sides are told so. */
export const line = z.strictObject({
  id: count,
  by: z.enum(['customer', 'technician']),
  name: text(60),
  at: instant,
  text: text(2_000),
});
export type Line = z.infer<typeof line>;

/** POST /api/request/look: what the waiting customer sees. */
export const waiting = z.strictObject({
  number: count,
  desk: z.strictObject({ name: text(60), slug }),
  state: requestState,
  /** 1 for the next one; null once somebody has taken it. */
  position: z.nullable(count),
  /** From how long the last ones waited; null where there is nothing to go by. */
  estimateMin: z.nullable(count),
  assignee: z.nullable(text(60)),
  /** A technician is there and waits for the customer to come in. */
  isInvited: z.boolean(),
  outcome: z.nullable(outcome),
  works: z.nullable(works),
  rating: z.nullable(count),
  lines: z.array(line),
  files: z.array(requestFile),
  /** What the desk takes: shared/desk/policy.ts. */
  takes: z.strictObject({ types: z.nullable(z.array(text(12))), mostBytes: count }),
  /** What was written in its sessions is kept, and can be sent to the address that the customer gave. */
  canBeMailed: z.boolean(),
});
export type Waiting = z.infer<typeof waiting>;
/** POST /api/request/say */
export const say = z.extend(holder, { text: written(2_000, 1) });
/** POST /api/request/enter: into the session to which a technician invited; answered as a code is. */
export const enter = z.extend(holder, { device });
/** POST /api/request/works */
export const sayWorks = z.extend(holder, { works: z.enum(['yes', 'no']) });
/** POST /api/request/rate */
export const rate = z.extend(holder, {
  rating: z.int().check(z.minimum(1), z.maximum(5)),
  words: written(2_000),
});

export const view = z.enum(['all', 'new', 'mine', 'active', 'completed']);
export type View = z.infer<typeof view>;
/** Where the next page begins, as an answer named it: shared/desk/request-order.ts. */
export const requestCursor = z.string().check(z.regex(/^[\w-]{22}\.[^\p{Cc}]{0,60}$/u));
export const requestOrder = z.enum(['newest', 'oldest', 'recent', 'customer', 'technician']);
/** GET /api/requests */
export const requestQuery = z.strictObject({
  view,
  after: z.optional(requestCursor),
  q: z.optional(text(100)),
  order: z.optional(requestOrder),
  /** One of the desks of whoever asks; all of them where left out. */
  desk: z.optional(slug),
  /** Whose they are. */
  assignee: z.optional(id),
  /** Opened since then. */
  since: z.optional(z.coerce.number().check(z.int(), z.minimum(0), z.maximum(8.64e15))),
});
export type RequestQuery = z.infer<typeof requestQuery>;

export const requestRow = z.strictObject({
  id,
  number: count,
  state: requestState,
  name: text(60),
  /** The first line of the problem. */
  title: text(120),
  desk: z.strictObject({ name: text(60), slug }),
  assignee: z.nullable(z.strictObject({ id, name: text(60) })),
  openedAt: instant,
  changedAt: instant,
  outcome: z.nullable(outcome),
  /** Lines of the customer that nobody has looked at. */
  unread: count,
  /** Until then whoever has it writes to the customer or begins a session, or it goes back; null once they have. */
  answerBy: z.nullable(instant),
});

export type RequestRow = z.infer<typeof requestRow>;
export const requestRows = z.strictObject({
  rows: z.array(requestRow),
  next: z.nullable(text(100)),
  counts: z.strictObject({ new: count, mine: count, active: count, completed: count }),
});
export type RequestRows = z.infer<typeof requestRows>;

export const note = z.strictObject({ id: count, by: text(60), at: instant, text: text(2_000) });
export type Note = z.infer<typeof note>;
/** What happened to it, in order. */
export const step = z.strictObject({
  at: instant,
  what: z.enum([
    'opened',
    'assigned',
    'released',
    'lost',
    'invited',
    'entered',
    'called',
    'joined',
    'handed-over',
    'closed',
    'rated',
    'checked',
    'works',
    'fails',
    'reopened',
    'attached',
    'unanswered',
  ]),
  by: text(60),
});
export type RequestStep = z.infer<typeof step>;

/** GET /api/requests/:id */
export const requestDetails = z.strictObject({
  row: requestRow,
  email: text(254),
  problem: text(4_000),
  steps: text(2_000),
  messages: text(2_000),
  language,
  origin: z.strictObject({
    address: text(60),
    browser: text(60),
    system: text(60),
    device: z.enum(['computer', 'phone', 'tablet']),
    screen: z.nullable(z.strictObject({ width: count, height: count })),
  }),
  lines: z.array(line),
  /** The page the customer came from, as their browser told; empty where there is none. Nobody checked it. */
  page: text(500),
  files: z.array(requestFile),
  /** For the desk alone: they never reach the customer's side. */
  notes: z.array(note),
  timeline: z.array(step),
  /** The session that is going on, or was last. */
  session: z.nullable(id),
  /** What was written in it has gone. */
  isErased: z.boolean(),
  /** Nothing of it may be erased. */
  isHeld: z.boolean(),
  closing: text(2_000),
  works: z.nullable(works),
  feedback: z.nullable(z.strictObject({ rating: count, words: text(2_000) })),
});
export type RequestDetails = z.infer<typeof requestDetails>;

/** POST /api/requests/:id/close */
export const close = z.strictObject({ outcome, note: written(2_000) });
/** POST /api/requests/:id/erase, by an admin */
export const erase = z.strictObject({ reason: written(200, 3) });
/** POST /api/requests/:id/hold, by an admin */
export const hold = z.strictObject({ isOn: z.boolean() });
/** POST /api/requests/:id/notes and /say */
export const words = z.strictObject({ text: written(2_000, 1) });
/** POST /api/requests/:id/join: a session that the customer is invited into. */
export const joinedRequest = z.strictObject({ sid: id });

/** GET /api/queue/events (Server-Sent Events, HTML section 9.2): something about these requests changed; ask anew. */
export const queueNews = z.strictObject({
  request: id,
  what: z.enum(['opened', 'changed', 'line']),
  /** Who did it, so that a page does not ring for its own deeds; null for the customer. */
  by: z.nullable(id),
});
export type QueueNews = z.infer<typeof queueNews>;
/** Of the same stream: news may have been missed, so whoever wants to be sure reads everything again. */
export const missedNews = z.strictObject({ what: z.literal('missed') });
export type MissedNews = z.infer<typeof missedNews>;
/** GET /api/technicians: who helps at the desks of whoever asks. */
export const technician = z.strictObject({ id, name: text(60) });
export type Technician = z.infer<typeof technician>;
/** PUT /api/me/availability */
export const availability = z.enum(['available', 'busy', 'away']);
export type Availability = z.infer<typeof availability>;
