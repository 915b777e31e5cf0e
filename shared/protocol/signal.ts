// A WebRTC description or candidate on its way to the other member: "this is how you reach my end of that lane".
// The broker judges it (sdp.ts, ice.ts) and forwards the same bytes; it never keeps or logs one.
import * as z from 'zod/mini';
import { MOST_JWS } from '../consent/limits.ts';
import { id, text, uuid } from '../field.ts';
import { laneKind } from './lane-kind.ts';

/** The `lane` statement of the sender: this fingerprint is mine (consent-protocol.md 2.2, message 7). */
const statement = text(MOST_JWS, 1);

const offer = { type: z.literal('offer'), sdp: text(32_768, 1) };
const answer = { type: z.literal('answer'), sdp: text(32_768, 1) };
const others = [
  z.strictObject({
    type: z.literal('candidate'),
    candidate: z.strictObject({
      candidate: text(1_000),
      sdpMid: z.nullable(text(16)),
      sdpMLineIndex: z.nullable(z.int().check(z.minimum(0), z.maximum(8))),
    }),
  }),
  /** The lane is gone at this end; do not wait for it. */
  z.strictObject({ type: z.literal('close') }),
] as const;

/** What a connection says of itself, before anybody vouches for it. */
export const laneData = z.discriminatedUnion('type', [
  z.strictObject(offer),
  z.strictObject(answer),
  ...others,
]);
export type LaneData = z.infer<typeof laneData>;

export const signalData = z.discriminatedUnion('type', [
  z.strictObject({ ...offer, statement }),
  z.strictObject({ ...answer, statement }),
  ...others,
]);
export type SignalData = z.infer<typeof signalData>;

export const signal = z.strictObject({
  t: z.literal('signal'),
  from: id,
  to: id,
  lane: id,
  kind: laneKind,
  /** What allows this lane: a grant for `screen` and `control`, a file for `files`, nothing for `talk`. */
  ref: z.nullable(uuid),
  data: signalData,
});
export type Signal = z.infer<typeof signal>;
