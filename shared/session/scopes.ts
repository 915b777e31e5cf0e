// What may be allowed, and how far. Security-rules.md 6, 7 and consent-protocol.md 2.8, 2.13 in one table.
import * as z from 'zod/mini';

export const scope = z.enum([
  'view',
  'control',
  /** The technician's text onto the customer's clipboard. */
  'clipboard-in',
  /** The text of the customer's clipboard to the technician. */
  'clipboard-out',
  'record',
  'sysinfo',
  'reboot',
]);
export type Scope = z.infer<typeof scope>;

/** What is shown, narrowest first. `tab` is what the capture API calls `browser`. */
export const surface = z.enum(['tab', 'window', 'monitor']);
export type Surface = z.infer<typeof surface>;

/** How the two ends know each other: consent-protocol.md 2.13. `none` is a property of a session, never a setting. */
export const authLevel = z.enum(['none', 'sas', 'pake']);
export type AuthLevel = z.infer<typeof authLevel>;

/** A monitor of the customer's computer, as its host numbers them: the primary one is 1. */
export const screenNumber = z.int().check(z.minimum(1), z.maximum(16));
/** Statements and events from before monitors had numbers, and all that a page shows, name none. */
export const namedScreen = z.optional(screenNumber);

interface Screened {
  readonly screen?: number | undefined;
}

/** Which monitor is meant. */
export const screenOf = ({ screen = 1 }: Screened): number => screen;

/** The member as it stands where one is named, and nothing where none is. */
export const naming = ({ screen }: Screened): { screen?: number } => (screen === undefined ? {} : { screen });

interface ScopeRule {
  /** Longest grant in minutes. */
  readonly maxMinutes: number;
  /** Needs the native host on the customer's computer; a browser page cannot do it. */
  readonly needsHost: boolean;
  /** Needs peers that authenticated each other. */
  readonly needsAuth: boolean;
}

export const SCOPES: Readonly<Record<Scope, ScopeRule>> = {
  view: { maxMinutes: 60, needsHost: false, needsAuth: false },
  control: { maxMinutes: 30, needsHost: true, needsAuth: true },
  'clipboard-in': { maxMinutes: 60, needsHost: true, needsAuth: true },
  'clipboard-out': { maxMinutes: 60, needsHost: true, needsAuth: true },
  record: { maxMinutes: 60, needsHost: true, needsAuth: true },
  sysinfo: { maxMinutes: 5, needsHost: true, needsAuth: false },
  reboot: { maxMinutes: 5, needsHost: true, needsAuth: false },
};

/** Who carries a grant out, and so knows that it runs and what came of it: the one who holds the pen, for a recording. */
export const carrierOf = (scope: Scope, method: 'web' | 'host'): 'technician' | 'customer' | 'host' => {
  if (scope === 'record') return 'technician';
  return method === 'host' ? 'host' : 'customer';
};

/** Minutes a technician's form proposes for `view`. */
export const DEFAULT_VIEW_MINUTES = 15;

const WIDTH: Readonly<Record<Surface, number>> = { tab: 0, window: 1, monitor: 2 };

/** True when showing `picked` shows no more than `asked` allows. */
export const isWithin = (picked: Surface, asked: Surface): boolean => WIDTH[picked] <= WIDTH[asked];

/** Limits in milliseconds and counts: consent-protocol.md 2.2 message 8, 2.11. */
export const LIMITS = {
  answerMs: 120_000,
  askAgainMs: 10_000,
  refusalsPerScope: 3,
  /** Questions in one session, and how often one may be given more time: an end to pestering and to endless logs. */
  asksPerSession: 60,
  extensionsPerAsk: 10,
  /** How long the two ends have to authenticate each other after a code was typed, and how often that may fail. */
  meetMs: 15_000,
  meetings: 3,
  /** What one end may report of refused lanes and statements, and statements of one end that came to nothing. */
  reports: 40,
  /** What each end may tell of things that passed under its grants: nobody uses up what another has to tell. */
  uses: 500,
  /** Under one grant, by a technician: a recording has few parts. */
  recordings: 20,
  /** How often a hand may be shut out for what no honest page sends, until the session ends. */
  misuses: 3,
  idleStatements: 200,
  /** The customer's own clock ends a grant; the broker writes it down this much later if nobody did. */
  expiryGraceMs: 5_000,
  disconnectMs: 60_000,
  lostMs: 30 * 60_000,
  hardEndMs: 12 * 3_600_000,
  codeLifeMs: 10 * 60_000,
  /** How long digits to come back with are good for: a restart takes minutes. */
  returnMs: 15 * 60_000,
  /** How long a call for a colleague rings; how long who accepted waits for the customer; and calls in one session. */
  callMs: 120_000,
  callMeetMs: 10 * 60_000,
  calls: 20,
  openFiles: 20,
  filesPerSession: 500,
  fileBytes: 8 * 1024 ** 3,
} as const;
