// What a technician's page and the host say to each other on the screen lane, beside the picture itself, as JSON text. It is bound
// to the grant that opened the lane: nothing said here widens it, another monitor is another question.
import * as z from 'zod/mini';
import { text } from '../field.ts';
import { screenNumber } from '../session/scopes.ts';
import { POINTING } from './pointing.ts';

/** Monitors that a host tells of at most, and characters of a label. */
export const SCREENS_LIMIT = 16;
export const LABEL_LIMIT = 60;
/** A stroke of 64 points with all their digits, and what stands around it. */
const ASKED_LIMIT = 64 * 60 + 200;
/** Sixteen monitors with labels whose every character is escaped. */
const TOLD_LIMIT = SCREENS_LIMIT * (LABEL_LIMIT * 12 + 120) + 200;

/** Counts this page's pings on this lane from 1. */
const n = z.int().check(z.minimum(1), z.maximum(1_000_000));
const pixels = z.int().check(z.minimum(1), z.maximum(65_535));

/** What a technician would rather have where not all can be had: size, pictures a second, or little of both. */
export const QUALITY_WISHES = ['auto', 'sharp', 'smooth', 'light'] as const;
export type QualityWish = (typeof QUALITY_WISHES)[number];

/** A monitor of the customer's computer. Its number is what a question names. */
export const screenInfo = z.strictObject({
  screen: screenNumber,
  /** What the system calls it, such as the socket it is plugged into. */
  label: text(LABEL_LIMIT),
  width: pixels,
  height: pixels,
  isPrimary: z.boolean(),
});
export type ScreenInfo = z.infer<typeof screenInfo>;

/** By the host. */
export const screenTold = z.discriminatedUnion('k', [
  /** All monitors and the one that is shown: first on each new lane, and when they change. */
  z.strictObject({
    k: z.literal('screens'),
    screens: z.array(screenInfo).check(z.minLength(1), z.maxLength(SCREENS_LIMIT)),
    shown: screenNumber,
  }),
  /** How large and how often the picture is taken now. */
  z.strictObject({
    k: z.literal('rung'),
    width: pixels,
    height: pixels,
    fps: z.int().check(z.minimum(1), z.maximum(60)),
  }),
  z.strictObject({ k: z.literal('pong'), n }),
]);
export type ScreenTold = z.infer<typeof screenTold>;

/** By the technician's page. */
export const screenAsked = z.discriminatedUnion('k', [
  z.strictObject({ k: z.literal('quality'), wish: z.enum(QUALITY_WISHES) }),
  z.strictObject({ k: z.literal('ping'), n }),
  ...POINTING,
]);
export type ScreenAsked = z.infer<typeof screenAsked>;

/** Decodes one message of the technician's page. @returns null for anything that is not one, which the caller counts */
export const readScreenAsked = (raw: string): ScreenAsked | null =>
  raw.length > ASKED_LIMIT ? null : read(screenAsked, raw);

/** Decodes one message of the host. @returns null for anything that is not one, which the caller counts */
export const readScreenTold = (raw: string): ScreenTold | null =>
  raw.length > TOLD_LIMIT ? null : read(screenTold, raw);

function read<T>(schema: z.ZodMiniType<T>, raw: string): T | null {
  try {
    const result = schema.safeParse(JSON.parse(raw));
    return result.success ? result.data : null;
  } catch {
    return null;
  }
}
