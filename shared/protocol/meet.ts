// How two pages that have just met come to know each other's keys, through a broker that may lie: consent-protocol.md 2.2,
// messages 3 to 5 and their short-string variant. The broker carries these as they are and records none of them.
import * as z from 'zod/mini';
import { hash, publicKey } from '../consent/keys.ts';
import { MOST_JWS } from '../consent/limits.ts';
import { id, instant, text } from '../field.ts';

/** 65 bytes: an uncompressed point of P-256. */
const share = z.string().check(z.regex(/^[\w-]{87}$/));
/** 32 bytes: a confirmation or a nonce. */
const bytes32 = hash;

export const meetData = z.discriminatedUnion('k', [
  /** Customer, or host, first: I listen. Also after every lost connection, until the keys are known. */
  z.strictObject({ k: z.literal('ready') }),
  /** Technician: my key, who the desk says I am, and my share where the code has secret digits. */
  z.strictObject({
    k: z.literal('hello-technician'),
    key: publicKey,
    attestation: text(MOST_JWS, 1),
    share: z.nullable(share),
  }),
  /** Customer: my key, my share, and the proof that I know the digits. `clock` is this computer's, right or wrong. */
  z.strictObject({
    k: z.literal('hello-customer'),
    key: publicKey,
    share: z.nullable(share),
    confirmation: z.nullable(bytes32),
    clock: instant,
  }),
  /** Technician: the proof that I know them too. */
  z.strictObject({ k: z.literal('confirm'), confirmation: z.nullable(bytes32) }),

  /**
   * Customer's page to the host that came with the address: my key, my share, and whether the host too is to hide the address of
   * this computer. The host answers like a customer.
   */
  z.strictObject({ k: z.literal('hello-page'), key: publicKey, share, hides: z.boolean() }),
  z.strictObject({ k: z.literal('hello-host'), key: publicKey, share, confirmation: bytes32 }),

  /** Technician: let us compare by voice. Binds this page to a nonce that it shows later. */
  z.strictObject({ k: z.literal('voice-commit'), commitment: hash }),
  z.strictObject({ k: z.literal('voice-nonce'), nonce: bytes32 }),
  z.strictObject({ k: z.literal('voice-reveal'), nonce: bytes32 }),
  /** Either: it is over. `differs` is what a person pressed. */
  z.strictObject({ k: z.literal('voice-end'), how: z.enum(['same', 'differs', 'stopped']) }),
]);
export type MeetData = z.infer<typeof meetData>;

export const meet = z.strictObject({ t: z.literal('meet'), from: id, to: id, data: meetData });
export type Meet = z.infer<typeof meet>;
