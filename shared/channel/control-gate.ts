// Whether one message on the control lane may act on the customer's computer now. Pure: state in, state out. It has no
// clock, and takes the caller's word for the grant, the question and the customer's own hand.
import type { Control, DropReason } from './control.ts';

/** Acts a second, and the most that may come at once: consent-protocol.md 2.8. */
export const ACTS_PER_SECOND = 250;
/** How long the remote hand rests after the customer's own. */
export const HAND_REST_MS = 500;
/** How long it rests after a question was answered, so that nothing aimed at the question lands on what comes after. */
export const QUESTION_REST_MS = 1_000;
/** Messages that are malformed, out of order or too many, within the window below, that end the lane. */
export const OFFENCE_LIMIT = 500;
export const OFFENCE_WINDOW_MS = 10_000;
/** Malformed messages one after another that end the lane: an honest page sends none. */
export const MALFORMED_IN_A_ROW = 5;
/** Code points of a text that cost as much as one act. */
const TEXT_PER_ACT = 10;

export interface GateState {
  /** The number of the last message that had its place in the order. */
  readonly n: number;
  /** What is left in the bucket, and when it was last looked at. */
  readonly acts: number;
  readonly at: number;
  readonly malformedInARow: number;
  /** Offences of the last seconds, as second and count, the oldest first. */
  readonly offences: readonly (readonly [second: number, count: number])[];
  readonly dropped: Readonly<Record<DropReason, number>>;
  /** False once something was pressed that nobody has let go of for the remote hand. */
  readonly isLifted: boolean;
  readonly hasEnded: boolean;
}

/** In pixels of the whole screen. */
export interface Surface {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** What is true when the message arrives. All times are milliseconds on one clock that never goes back. */
export interface Moment {
  readonly now: number;
  readonly grant: { readonly gid: string; readonly expiresAt: number } | null;
  /** What the grant covers, as it lies on the screen now; null when it is not there. */
  readonly surface: Surface | null;
  /** The last question at the customer's end; `answeredAt` is null while it is open. */
  readonly question: { readonly answeredAt: number | null } | null;
  /** When the customer last touched mouse or keyboard. */
  readonly handAt: number | null;
}

export type Verdict =
  /** Do it. `point` is where, in pixels, for what happens at a place. */
  | { readonly is: 'act'; readonly control: Control; readonly point: Point | null }
  /** Do not. With `lift`, something pressed earlier may still be down: let go of everything. */
  | { readonly is: 'drop'; readonly why: DropReason; readonly lift: boolean }
  /** Let go of everything and close the lane: this is no honest page. */
  | { readonly is: 'end' };
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** The gate of a lane on which nothing was said yet. @param now milliseconds, on the clock of every later moment */
export function openGate(now: number): GateState {
  const dropped = { malformed: 0, order: 0, rate: 0, grant: 0, question: 0, hand: 0, surface: 0 };
  const fresh = { n: 0, acts: ACTS_PER_SECOND, at: now, malformedInARow: 0, offences: [] };
  return { ...fresh, dropped, isLifted: true, hasEnded: false };
}

/**
 * Decides one message. Opening a question, losing the grant, and the customer's hand all call for letting go at once;
 * the caller does that when they happen, and `lift` repeats it for whoever did not.
 * @param control as `readControl` decoded it, null for what was malformed
 */
export function admit(
  state: GateState,
  control: Control | null,
  moment: Moment,
): { readonly state: GateState; readonly verdict: Verdict } {
  if (state.hasEnded) return { state, verdict: { is: 'end' } };
  const known = { ...refilled(state, moment.now), malformedInARow: 0 };
  if (!control)
    return offended({ ...known, malformedInARow: state.malformedInARow + 1 }, 'malformed', moment);
  // A number that was there before is an old message said again; the lane itself never repeats or reorders.
  if (control.n <= known.n) return offended(known, 'order', moment);
  const counted = { ...known, n: control.n };
  const cost = costOf(control);
  if (cost > counted.acts) return offended(counted, 'rate', moment);
  const paid = { ...counted, acts: counted.acts - cost };
  // Letting go narrows, and a key must not stay down because nothing may be pressed.
  if (control.k === 'release') return acted({ ...paid, isLifted: true }, control, null);
  const why = restsBecause(moment);
  if (why) return dropped(paid, why);
  if (!('x' in control)) return acted(pressed(paid, control), control, null);
  const point = pointOn(moment.surface, control);
  return point ? acted(pressed(paid, control), control, point) : dropped(paid, 'surface');
}

function restsBecause({ now, grant, question, handAt }: Moment): DropReason | null {
  if (!grant || now >= grant.expiresAt) return 'grant';
  if (question && (question.answeredAt === null || now < question.answeredAt + QUESTION_REST_MS))
    return 'question';
  if (handAt !== null && now < handAt + HAND_REST_MS) return 'hand';
  return null;
}

function pointOn(surface: Surface | null, at: Point): Point | null {
  if (!surface || surface.width < 1 || surface.height < 1) return null;
  const { left, top, width, height } = surface;
  // The last pixel is one less than the width: 1 must not point at the neighbour.
  return { x: left + Math.round(at.x * (width - 1)), y: top + Math.round(at.y * (height - 1)) };
}

function costOf(control: Control): number {
  return control.k === 'text' ? Math.ceil([...control.s].length / TEXT_PER_ACT) : 1;
}

function refilled(state: GateState, now: number): GateState {
  const earned = (Math.max(0, now - state.at) * ACTS_PER_SECOND) / 1_000;
  return { ...state, acts: Math.min(ACTS_PER_SECOND, state.acts + earned), at: Math.max(state.at, now) };
}

function pressed(state: GateState, control: Control): GateState {
  return 'down' in control && control.down ? { ...state, isLifted: false } : state;
}

function acted(state: GateState, control: Control, point: Point | null) {
  return { state, verdict: { is: 'act', control, point } as const };
}

function dropped(state: GateState, why: DropReason) {
  const counts = { ...state.dropped, [why]: state.dropped[why] + 1 };
  const verdict = { is: 'drop', why, lift: !state.isLifted } as const;
  return { state: { ...state, dropped: counts, isLifted: true }, verdict };
}

function offended(state: GateState, why: 'malformed' | 'order' | 'rate', { now }: Moment) {
  const second = Math.floor(now / 1_000);
  const recent = state.offences.filter(([then]) => then > second - OFFENCE_WINDOW_MS / 1_000);
  const last = recent.at(-1);
  const offences: GateState['offences'] =
    last?.[0] === second ? [...recent.slice(0, -1), [second, last[1] + 1]] : [...recent, [second, 1]];
  const next = dropped({ ...state, offences }, why);
  const total = offences.reduce((sum, [, count]) => sum + count, 0);
  if (total < OFFENCE_LIMIT && state.malformedInARow < MALFORMED_IN_A_ROW) return next;
  return { state: { ...next.state, hasEnded: true }, verdict: { is: 'end' } as const };
}
