// When a desk is open: local times of a zone, so that they hold on both sides of a change of clocks.
import * as z from 'zod/mini';

const minute = z.int().check(z.minimum(0), z.maximum(24 * 60));
/** From and to, in minutes since midnight; `to` is not part of it. */
const span = z.tuple([minute, minute]).check(z.refine(([from, to]) => from < to));
const day = z.array(span).check(
  z.maxLength(4),
  z.refine((spans) => spans.every(([from], i) => i === 0 || from >= (spans[i - 1]?.[1] ?? 0))),
);

export const hours = z.strictObject({
  /** A name of the IANA data base, `Europe/Rome`. */
  zone: z.string().check(z.maxLength(60), z.refine(isZone)),
  /** Monday first, seven of them. */
  week: z.array(day).check(z.length(7)),
});
export type Hours = z.infer<typeof hours>;

function isZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone.length > 0;
  } catch {
    return false;
  }
}

export type Opening =
  | { readonly isOpen: true; readonly until: number | null }
  /** `from` null where it never opens. */
  | { readonly isOpen: false; readonly from: number | null };

const MINUTE_MS = 60_000;
const DAY = 24 * 60;

/**
 * Whether a desk is open at this moment, and until or from when.
 * @param hours null for a desk that is always open  @param now milliseconds since 1970; so are the answers
 */
export function openingAt(hours: Hours | null, now: number): Opening {
  if (hours === null) return { isOpen: true, until: null };
  const local = localIn(hours.zone);
  const isOpenAt = (time: number) => {
    const { day, minute } = local(time);
    return (hours.week[day] ?? []).some(([from, to]) => minute >= from && minute < to);
  };
  const isOpen = isOpenAt(now);
  const changes = edgesAfter(hours, local, now).filter((edge) => isOpenAt(edge) !== isOpen);
  const change = changes.length > 0 ? Math.min(...changes) : null;
  return isOpen ? { isOpen, until: change } : { isOpen, from: change };
}

type Local = (time: number) => { readonly day: number; readonly minute: number };

/** Every moment of the next week at which a span begins or ends. */
function edgesAfter({ week }: Hours, local: Local, now: number): number[] {
  const start = Math.floor(now / MINUTE_MS) * MINUTE_MS;
  const { day, minute } = local(start);
  const ahead = [0, 1, 2, 3, 4, 5, 6, 7].flatMap((days) =>
    (week[(day + days) % 7] ?? []).flat().map((edge) => ({ days, edge })),
  );
  return ahead
    .map(({ days, edge }) => {
      const guess = start + (days * DAY + edge - minute) * MINUTE_MS;
      // A clock that was changed in between puts the guess off by as much.
      const off = (edge - local(guess).minute + 3.5 * DAY) % DAY;
      return guess + (off - DAY / 2) * MINUTE_MS;
    })
    .filter((edge) => edge > now);
}

const DAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

function localIn(zone: string): (time: number) => { day: number; minute: number } {
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  return (time) => {
    const parts = Object.fromEntries(format.formatToParts(time).map(({ type, value }) => [type, value]));
    const minute = Number(parts['hour']) * 60 + Number(parts['minute']);
    return { day: DAYS.indexOf(parts['weekday'] ?? ''), minute };
  };
}
