// A WebRTC description or candidate on its way to the other member: "this is how you reach my end of that lane".
// The broker judges it (sdp.ts, ice.ts) and forwards the same bytes; it never keeps or logs one.
import * as z from 'zod/mini';
import { id, text, uuid } from '../field.ts';

export const laneKind = z.enum(['talk', 'files', 'screen', 'control']);
export type LaneKind = z.infer<typeof laneKind>;

export const signalData = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('offer'), sdp: text(32_768, 1) }),
  z.strictObject({ type: z.literal('answer'), sdp: text(32_768, 1) }),
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
