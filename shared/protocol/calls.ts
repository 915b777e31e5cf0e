// What is said over HTTP when a technician calls a colleague: to take over, or to help beside them. The desk's side proves itself with
// its login and hears of its own desk's calls alone; the customer's side with what it comes back to its session with.
import * as z from 'zod/mini';
import { MOST_JWS } from '../consent/limits.ts';
import { count, id, instant, text } from '../field.ts';
import { device } from '../session/events.ts';
import { callKind } from '../session/outcome.ts';
import { receiptOf } from './http.ts';
import { availability } from './requests.ts';

const person = z.strictObject({ id, name: text(60) });
// Lines may be long, controls never help.
const written = (max: number) => text(max).check(z.refine((words) => !/(?![\n\t])\p{Cc}/u.test(words)));

/** GET /api/sessions/:sid/colleagues: who else of the session's desk is there now. */
export const colleagues = z.strictObject({
  people: z.array(z.extend(person, { availability })),
});
export type Colleagues = z.infer<typeof colleagues>;
export type ColleagueThere = Colleagues['people'][number];

/** POST /api/sessions/:sid/calls. `to` null: whoever of the desk is first. The note is for the desk alone. */
export const newCall = z.strictObject({ how: callKind, to: z.nullable(id), note: written(2_000) });
export type NewCall = z.infer<typeof newCall>;
export const callMade = z.strictObject({ call: id });

/**
 * `waiting`: it rings. `accepted`: somebody has a session for it, into which the customer is asked. `over`: that came to its end.
 * `lapsed`: nobody answered in time.
 */
export const callState = z.enum(['waiting', 'accepted', 'declined', 'withdrawn', 'lapsed', 'over']);
export type CallState = z.infer<typeof callState>;

export const call = z.strictObject({
  id,
  how: callKind,
  state: callState,
  from: person,
  /** Null where anybody may answer. */
  to: z.nullable(person),
  /** Who answered it. */
  by: z.nullable(person),
  /** What whoever declined said to it; may be empty. */
  word: text(200),
  note: text(2_000),
  /** The session in which somebody is called for, and the one that whoever accepted has. */
  session: id,
  follower: z.nullable(id),
  /** What it is about, where there is a request. */
  request: z.nullable(z.strictObject({ id, number: count, name: text(60), title: text(120) })),
  madeAt: instant,
  expiresAt: instant,
});
export type Call = z.infer<typeof call>;
/** GET /api/calls: those one may answer, and one's own that are not done with. */
export const calls = z.strictObject({ calls: z.array(call), now: instant });
export type Calls = z.infer<typeof calls>;

/** POST /api/calls/:id/decline */
export const declined = z.strictObject({ word: written(200) });

/** In the queue's stream of news: something about this call changed. */
export const callNews = z.strictObject({ call: id, by: z.nullable(id) });
export type CallNews = z.infer<typeof callNews>;

/** POST /api/calls/enter: the customer of `sid` goes to meet whoever has `follower`; answered as a code is. */
export const enterCall = z.extend(receiptOf, {
  proof: text(MOST_JWS, 1),
  follower: id,
  device,
});
