// How long personal details are kept where nobody asks for less: consent-log.md 3.6. Times only; erasure.ts does it.
import type { DeskEvent } from '../../shared/desk/events.ts';
import type { SessionEvent } from '../../shared/session/events.ts';

const DAY_MS = 24 * 3_600_000;

/**
 * Details that go before the rest of their session, counted from the event. `session.joined` holds the shortened address;
 * a detail is never rewritten, since its commitment would not open any more, so browser and system go with it.
 */
const OWN_LIFE_MS: Partial<Record<SessionEvent['type'] | DeskEvent['type'], number>> = {
  'chat.closed': 30 * DAY_MS,
  'session.joined': 90 * DAY_MS,
};

/** 24 months: what proves a consent, from the end of its session; and why something was erased. */
export const EVIDENCE_MS = 730 * DAY_MS;

/** @returns when the detail of such an event is due by itself, in ms since 1970, or null: with its session */
export function eraseAfter(type: SessionEvent['type'] | DeskEvent['type'], at: number): number | null {
  const life = OWN_LIFE_MS[type];
  return life === undefined ? null : at + life;
}
