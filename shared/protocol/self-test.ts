// What the broker finds out about itself when an admin asks: named findings with a few numbers, never words of a library, a secret or a
// customer's address. The page has the words, and what to do.
import * as z from 'zod/mini';
import { text } from '../field.ts';

export const SELF_TESTS = ['store', 'bus', 'turn', 'clock', 'tls', 'mail', 'disk', 'settings'] as const;
export const selfTestName = z.enum(SELF_TESTS);
export type SelfTestName = z.infer<typeof selfTestName>;

/** `absent`: not set up, and nothing is wrong with that. In the order in which the worse one counts. */
export const SELF_TEST_STATES = ['absent', 'ok', 'warn', 'bad'] as const;
export const selfTestState = z.enum(SELF_TEST_STATES);
export type SelfTestState = z.infer<typeof selfTestState>;

export const selfTestFact = z.enum([
  /** Any of them: it did not come to an end in its time, or failed in a way nobody foresaw. */
  'no-answer',
  'failed',
  /** `value`: milliseconds a write took. */
  'store-writes',
  'store-unavailable',
  'store-other-value',
  /** `what`: its name. */
  'store-engine',
  /** `value`: bytes. */
  'store-size',
  'bus-one',
  /** `value`: milliseconds. */
  'bus-nodes',
  'bus-alone',
  'turn-none',
  /** `what` in all that follow: the address as the operator wrote it; `value`: milliseconds. */
  'stun-answers',
  'stun-silent',
  'relay-lends',
  'relay-refuses',
  'relay-full',
  'relay-silent',
  'relay-certificate',
  /** Its password never expires; it is not tried. */
  'relay-untried',
  /** `value`: milliseconds the other clock is ahead. */
  'clock-browser',
  'clock-store',
  'tls-here-only',
  /** `value`: whole days the certificate still holds. */
  'tls-own',
  'tls-soon',
  'tls-over',
  /** `what`: the host that people open. */
  'tls-other-name',
  'tls-proxied',
  'tls-proxy-unknown',
  'tls-proxy-plain',
  'tls-other-host',
  'mail-none',
  'mail-ready',
  'mail-unreachable',
  'mail-no-answer',
  'mail-sign-in',
  'mail-refuses',
  'disk-data',
  'disk-data-closed',
  'disk-heads',
  'disk-heads-closed',
  'disk-heads-beside',
  /** `value`: bytes that are free. */
  'disk-free',
  'disk-little',
  'disk-full',
  'settings-fine',
  'settings-proxy',
  'settings-lasting-password',
  /** `value`: how many. */
  'settings-webhooks',
  'settings-talkative',
]);
export type SelfTestFact = z.infer<typeof selfTestFact>;

const found = z.strictObject({
  fact: selfTestFact,
  state: selfTestState,
  value: z.nullable(z.number()),
  what: text(300),
});
export type SelfTestFound = z.infer<typeof found>;

/** GET /api/self-test. */
export const selfTest = z.strictObject({
  tests: z.array(
    z.strictObject({
      name: selfTestName,
      state: selfTestState,
      found: z.array(found).check(z.maxLength(40)),
    }),
  ),
});
export type SelfTest = z.infer<typeof selfTest>;

/** `now`: the asking browser's clock, to compare. */
export const selfTestQuery = z.strictObject({
  now: z.coerce.number().check(z.int(), z.minimum(0), z.maximum(8.64e15)),
});
