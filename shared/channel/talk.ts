// What the two pages say to each other on the talk lane, as JSON text. The broker never sees any of it.
import * as z from 'zod/mini';
import { instant, text, uuid } from '../field.ts';
import { POINTING } from './pointing.ts';

/** Who may say a thing; the two ends of a session. */
export type Side = 'technician' | 'customer';

const n = z.int().check(z.minimum(1), z.maximum(1_000_000));
export const CHAT_LIMIT = 4_000;

/** Steps of a checklist, and characters of one. */
export const STEPS_LIMIT = 30;
export const STEP_LIMIT = 200;
const step = z.strictObject({ id: uuid, text: text(STEP_LIMIT, 1) });
export type Step = Readonly<z.infer<typeof step>>;

export const talk = z.discriminatedUnion('k', [
  /** A line of chat. `n` counts this sender's lines from 1, so that order and gaps are plain. */
  z.strictObject({
    k: z.literal('chat'),
    id: uuid,
    n,
    text: text(CHAT_LIMIT, 1),
    at: instant,
    /** The customer's page passes on what somebody else wrote to it: their name. */
    by: z.optional(text(60, 1)),
  }),
  /** "I am writing." Forgotten by itself. */
  z.strictObject({ k: z.literal('typing') }),
  /** "I have all your lines up to n." */
  z.strictObject({ k: z.literal('got'), n }),
  /** "The person has seen all your lines up to n." */
  z.strictObject({ k: z.literal('read'), n }),
  /** First words on a new lane: how many of your lines I have; send the rest again. */
  z.strictObject({ k: z.literal('hello'), have: z.int().check(z.minimum(0), z.maximum(1_000_000)) }),
  /** How the picture looks at the technician's end, every few seconds while there is one. */
  z.strictObject({ k: z.literal('picture'), state: z.enum(['seen', 'frozen', 'none']) }),
  ...POINTING,
  /** The technician would like the captured tab one step larger or smaller. */
  z.strictObject({ k: z.literal('zoom'), way: z.enum(['in', 'out']) }),
  /** The captured tab stands at this many percent, and whether it can go further either way. */
  z.strictObject({
    k: z.literal('zoomed'),
    level: z.int().check(z.minimum(1), z.maximum(10_000)),
    canGrow: z.boolean(),
    canShrink: z.boolean(),
  }),
  /** Why a captured tab cannot be zoomed from afar: its person has not allowed it, the browser was told no, or has no such thing. */
  z.strictObject({ k: z.literal('zoom-off'), why: z.enum(['not-yet', 'refused', 'browser']) }),
  /** The whole checklist as it is now, at each change and first on each new lane. */
  z.strictObject({ k: z.literal('list'), items: z.array(step).check(z.maxLength(STEPS_LIMIT)) }),
  /** A step was ticked, or not any more. Of two ticks of a step the one with the higher `n` counts. */
  z.strictObject({ k: z.literal('tick'), id: uuid, isOn: z.boolean(), n }),
  z.strictObject({ k: z.literal('beat') }),
]);
export type Talk = z.infer<typeof talk>;

/** What only one of the two may say. */
const ONLY: Partial<Record<Talk['k'], Side>> = {
  picture: 'technician',
  point: 'technician',
  'point-off': 'technician',
  stroke: 'technician',
  'strokes-clear': 'technician',
  zoom: 'technician',
  zoomed: 'customer',
  'zoom-off': 'customer',
  list: 'technician',
};

/**
 * Decodes one message from the other end.
 * @param by whose message it is; what this side may not say is no message
 * @returns null for anything that is not one, which the caller counts
 */
export function readTalk(raw: string, by: Side): Talk | null {
  if (raw.length > 20_000) return null;
  try {
    const result = talk.safeParse(JSON.parse(raw));
    if (!result.success) return null;
    const isTheirs = (ONLY[result.data.k] ?? by) === by;
    // Nobody but the customer stands between two others.
    const isPassed = result.data.k === 'chat' && result.data.by !== undefined;
    return isTheirs && !(isPassed && by === 'technician') ? result.data : null;
  } catch {
    return null;
  }
}
