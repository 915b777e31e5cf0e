// What an admin says of a desk: how its portal looks, when it is open, what it keeps and for how long, and what it forbids itself.
import * as z from 'zod/mini';
import { language, text } from '../field.ts';
import { hours } from './hours.ts';
import { deskPolicy, NO_POLICY } from './policy.ts';

const days = z.int().check(z.minimum(1), z.maximum(3_650));

export const keep = z.strictObject({
  /** How long what customers wrote stays, from the end of the request. */
  requestDays: days,
  /** Whether lines of a session are kept; both sides are told before the first one. */
  transcript: z.boolean(),
  transcriptDays: days,
});

export const deskSettings = z.strictObject({
  /** The name in contracts, for the card of who is asking; empty where it is the desk's own. */
  legalName: text(120),
  /** Where people who distrust a call can ask; each may be empty. */
  phone: z.string().check(z.regex(/^$|^\+?[0-9 ()/.-]{4,30}$/)),
  email: z.union([z.literal(''), z.string().check(z.trim(), z.toLowerCase(), z.maxLength(254), z.email())]),
  /** The hue of the portal in degrees; how light and how strong it is stays ours, so that it can be read. */
  hue: z.nullable(z.int().check(z.minimum(0), z.maximum(359))),
  /** The first one where the customer's own is not among them. */
  languages: z.array(language).check(
    z.minLength(1),
    z.refine((all) => new Set(all).size === all.length),
  ),
  /** Null for always. Outside them a request is a message that is read later. */
  hours: z.nullable(hours),
  keep,
  policy: deskPolicy,
});
export type DeskSettings = z.infer<typeof deskSettings>;

export const FIRST_SETTINGS: DeskSettings = {
  legalName: '',
  phone: '',
  email: '',
  hue: null,
  languages: ['it', 'en'],
  hours: null,
  keep: { requestDays: 730, transcript: false, transcriptDays: 90 },
  policy: NO_POLICY,
};
