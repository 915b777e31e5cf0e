// What is said over HTTP: bodies in, bodies out. The socket has its own files beside this one.
import * as z from 'zod/mini';
import { hash, publicKey } from '../consent/keys.ts';
import { MOST_JWS } from '../consent/limits.ts';
import { count, id, instant, language, slug, text } from '../field.ts';
import { displayName } from '../people/names.ts';
import { role } from '../people/roles.ts';
import { device, sessionEvent } from '../session/events.ts';
import { ending } from '../session/outcome.ts';
import { scope } from '../session/scopes.ts';

const secret = z.string().check(z.regex(/^[\w-]{43}$/));
const ticket = text(2_000, 1);
const email = z.string().check(z.trim(), z.toLowerCase(), z.maxLength(254), z.email());
const password = text(256, 1);

/** Every error body, of any status. */
export const problem = z.strictObject({
  error: text(40, 1),
  message: text(300),
  retryAfter: z.optional(count),
});
export type Problem = z.infer<typeof problem>;

export const person = z.strictObject({
  id,
  name: text(60),
  email: text(254),
  role,
  /** `frozen`: open, and resting until an admin has decided about reports. */
  state: z.enum(['invited', 'active', 'frozen', 'disabled']),
});
export type Person = z.infer<typeof person>;
export const desk = z.strictObject({ id, name: text(60), slug });
export type Desk = z.infer<typeof desk>;

/** POST /api/enrol/look: whom the link is for. `isFirst` asks for name, e-mail and desk too. */
export const enrolLook = z.strictObject({ token: secret });
export const enrolCard = z.strictObject({
  isFirst: z.boolean(),
  name: text(60),
  email: text(254),
  role,
  desk: text(60),
});
export type EnrolCard = z.infer<typeof enrolCard>;
/** POST /api/enrol: uses the link once and signs in. */
export const enrol = z.strictObject({
  token: secret,
  password,
  first: z.optional(z.strictObject({ name: displayName, email, desk: displayName })),
});
/** POST /api/sign-in, and /api/sign-in/link with a one-time link (demo and CLI). */
export const signIn = z.strictObject({ email, password });
export const signInLink = z.strictObject({ token: secret });
/** GET /api/me */
export const me = z.strictObject({
  person,
  /** Where this login works now, and all that its person belongs to. */
  desk,
  desks: z.array(desk).check(z.minLength(1)),
});
export type Me = z.infer<typeof me>;

/** The link is sent by e-mail too, in this language; only where the broker has a mail server. */
const byMail = { mail: z.optional(language) };
/** POST /api/people/:id/link, with or without a body */
export const relink = z.nullish(z.strictObject(byMail));
/** POST /api/people */
export const invite = z.strictObject({ name: displayName, email, role, ...byMail });
/** The link is shown once and never stored in the clear. */
export const invited = z.strictObject({ person, link: text(300), expiresAt: instant });
export type Invited = z.infer<typeof invited>;
/** POST /api/people/:id/state */
export const setState = z.strictObject({ state: z.enum(['active', 'disabled']) });

/** POST /api/keys: this browser's signing key becomes the technician's. `password` where the sign-in is not fresh. */
export const enrolKey = z.strictObject({ key: publicKey, password: z.optional(password) });
export const enrolledKey = z.strictObject({ thumbprint: hash, expiresAt: instant });

const address = z.string().check(z.regex(/^[1-9]\d{4}$/));
const brokersCode = z.string().check(z.regex(/^0\d{9}$/));
/**
 * POST /api/sessions. `page`: the page adds the secret digits, which the broker never learns. `broker`: the broker makes
 * the whole code, for a letter or another system; such a session begins unauthenticated.
 */
export const newSession = z.strictObject({ code: z.enum(['page', 'broker']) });
export const created = z.strictObject({
  sid: id,
  /** Where the page makes the code: its first five digits. */
  address: z.nullable(address),
  /** Where the broker made it. */
  code: z.nullable(brokersCode),
  expiresAt: instant,
  /** The address people open. The code follows in the fragment, which browsers do not send. */
  door: text(300),
});
export type Created = z.infer<typeof created>;
/** GET /api/sessions: the technician's own, newest first. */
export const sessionRow = z.strictObject({
  sid: id,
  technician: id,
  technicianName: text(60),
  phase: z.enum(['waiting', 'meeting', 'open', 'ended']),
  ending: z.nullable(ending),
  createdAt: instant,
  endedAt: z.nullable(instant),
  /** Scopes that were ever granted. */
  scopes: z.array(scope),
  asked: count,
  granted: count,
  denied: count,
  files: count,
  /** Begun before the two ends signed what they say (`v: 1`). */
  isUnsigned: z.boolean(),
});
export type SessionRow = z.infer<typeof sessionRow>;
export const sessionRows = z.strictObject({ rows: z.array(sessionRow), next: z.nullable(text(100)) });
export type SessionRows = z.infer<typeof sessionRows>;

/** Where the next page begins, as an answer named it: time and number of the last session before it. */
export const cursor = z.string().check(z.regex(/^\d{1,16}\.[\w-]{22}$/));
/** GET /api/log/sessions: the auditor's list, by keyset pages. */
export const logQuery = z.strictObject({
  after: z.optional(cursor),
  q: z.optional(text(100)),
  /** Only narrows: what is read is never more than the reader's own desk. */
  desk: z.optional(id),
  technician: z.optional(id),
  scope: z.optional(scope),
  ending: z.optional(z.union([ending, z.literal('live')])),
  from: z.optional(z.coerce.number()),
  to: z.optional(z.coerce.number()),
});
/** GET /api/log/export: the whole list as it is narrowed. */
export const exportQuery = z.extend(z.omit(logQuery, { after: true }), { format: z.enum(['csv', 'jsonl']) });
/** GET /api/log/sessions/:sid/export */
export const sessionExportQuery = z.strictObject({ format: z.enum(['csv', 'jsonl', 'html']) });
/** GET /api/log/sessions/:sid */
export const sessionLog = z.strictObject({ row: sessionRow, events: z.array(sessionEvent) });
export type SessionLog = z.infer<typeof sessionLog>;

/** POST /api/join with what the broker may know of the code: its address, or all of a code that it made itself. */
export const join = z.strictObject({ code: z.union([address, brokersCode]), device });
/** What the customer's page gets for a good code. `resume` is 256 bits and stays in this browser tab. */
export const joined = z.strictObject({
  sid: id,
  customer: id,
  resume: secret,
  ticket,
  technician: z.strictObject({ name: text(60), since: instant }),
  desk: z.strictObject({ id, name: text(60) }),
});
export type Joined = z.infer<typeof joined>;
/** POST /api/sessions/:sid/return: digits with which the customer's own browser finds the session again, as after a restart. */
export const returnOffered = z.strictObject({ code: brokersCode, until: instant });
export type ReturnOffered = z.infer<typeof returnOffered>;
/** What POST /api/join says to such digits: which session it is, and something fresh to sign with the key from then. */
export const back = z.strictObject({
  back: z.strictObject({ sid: id, customer: id, challenge: text(600, 1) }),
});
export type Back = z.infer<typeof back>;
/** POST /api/return: a `resume` statement by the customer's key; answered as the first code was. */
export const comeBack = z.strictObject({ sid: id, proof: text(MOST_JWS, 1) });
/** POST /api/challenge: something fresh for the customer's page to sign. */
export const challenged = z.strictObject({ challenge: text(600, 1) });
/**
 * POST /api/resume: a new socket ticket for the customer. Once the broker knows the customer's key, the value alone is
 * not enough: `proof` is a `resume` statement over a fresh challenge.
 */
export const resume = z.strictObject({ sid: id, resume: secret, proof: z.optional(text(MOST_JWS, 1)) });
export const ticketed = z.strictObject({ ticket });

/** GET /download/…: the host packed for customers. */
export const HOST_PROGRAM = 'permesso-host-linux-x64.tar.gz';
/** POST /api/host/invite, with the body of `resume`: an address for the host; the page adds the secret digits. */
export const hostInvited = z.strictObject({ address, until: instant });
export type HostInvited = z.infer<typeof hostInvited>;
/** POST /api/host/join: the program on the customer's computer comes with the address. */
export const hostJoin = z.strictObject({ address, system: text(60) });
export const hostJoined = z.strictObject({ sid: id, host: id, customer: id, ticket });
export type HostJoined = z.infer<typeof hostJoined>;
/** POST /api/host/challenge, and /api/host/resume with a `resume` statement by the host's key over it. */
export const hostChallenge = z.strictObject({ sid: id });
export const hostResume = z.strictObject({ sid: id, proof: text(MOST_JWS, 1) });
/** POST /api/sessions/:sid/ticket for the technician, who names the key of this browser. */
export const technicianTicket = z.strictObject({ key: hash });
export const technicianTicketed = z.strictObject({ ticket, attestation: text(MOST_JWS, 1) });
/** POST /api/receipt, and whoever else comes with what the code earned; the answer is in receipt.ts. */
export const receiptOf = z.strictObject({ sid: id, resume: secret });

export const health = z.strictObject({ status: z.enum(['ok', 'unwell']), version: text(20) });
export const pageLanguage = language;
