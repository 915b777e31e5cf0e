// Times, lengths of time, sizes and counts, said as the present language says them. Knows nothing of what they measure.
import { locale } from './i18n.ts';

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

/** "14:05", or "2:05 PM" where people read it so. */
export function timeOfDay(at: number): string {
  return clock({ timeStyle: 'short' }).format(at);
}

/** "22 Nov 2026". */
export function dateOf(at: number): string {
  return clock({ dateStyle: 'medium' }).format(at);
}

/** "March 2026", where the day is nobody's business. */
export function monthOf(at: number): string {
  return clock({ month: 'long', year: 'numeric' }).format(at);
}

/** "22 Nov 2026, 14:05:09", for lists where the second matters. */
export function dateAndTime(at: number): string {
  return clock({ dateStyle: 'medium', timeStyle: 'medium' }).format(at);
}

/** "Thursday 14:05", within a week. */
export function weekdayAndTime(at: number): string {
  return clock({ weekday: 'long', hour: '2-digit', minute: '2-digit' }).format(at);
}

/** "14:05:09", where the day is known and the second matters. */
export function timeToSecond(at: number): string {
  return clock({ timeStyle: 'medium' }).format(at);
}

/** "22 Nov 2026, 14:05". */
export function dateAndMinute(at: number): string {
  return clock({ dateStyle: 'medium', timeStyle: 'short' }).format(at);
}

/** How long something took that is over, to the second: "4.2 sec", "2 min 53 sec", "1 hr 20 min". */
export function took(lengthMs: number): string {
  const lasted = Math.max(0, lengthMs);
  if (lasted < minute - 500) return unit(Math.round(lasted / 100) / 10, 'second');
  const seconds = Math.round(lasted / second);
  const [hours, minutes, rest] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  const parts = [
    hours > 0 && unit(hours, 'hour'),
    minutes > 0 && unit(minutes, 'minute'),
    hours === 0 && rest > 0 && unit(rest, 'second'),
  ];
  return parts.filter(Boolean).join(' ');
}

/** A length of time in words: "48 sec", "4 min", "1 hr 20 min". Rounded up, so that nothing shows 0 while it still runs. */
export function duration(lengthMs: number): string {
  const left = Math.max(0, lengthMs);
  if (left < minute) return unit(Math.ceil(left / second), 'second');
  const minutes = Math.ceil(left / minute);
  if (minutes < 60) return unit(minutes, 'minute');
  const hours = unit(Math.floor(minutes / 60), 'hour');
  return minutes % 60 === 0 ? hours : `${hours} ${unit(minutes % 60, 'minute')}`;
}

/** "now", "6 min. ago", "yesterday", and after a week the date. */
export function ago(at: number, now: number): string {
  const past = now - at;
  const words = new Intl.RelativeTimeFormat(locale(), { numeric: 'auto', style: 'short' });
  if (past < minute) return words.format(0, 'second');
  if (past < hour) return words.format(-Math.floor(past / minute), 'minute');
  if (past < day) return words.format(-Math.floor(past / hour), 'hour');
  if (past < 7 * day) return words.format(-Math.floor(past / day), 'day');
  return dateOf(at);
}

/** "640 byte", "1.2 MB", "256 MB": decimal units, as file managers show. */
export function bytes(size: number): string {
  const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const;
  const step = size < 1000 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(size) / 3));
  return unit(size / 1000 ** step, units[step] ?? 'gigabyte');
}

/** "1,204". */
export function count(number: number): string {
  return numbers({}).format(number);
}

/** "42%". */
export function percent(part: number, whole: number): string {
  const share = whole > 0 ? part / whole : 0;
  return numbers({ style: 'percent' }).format(share);
}

/** "a, b and c". */
export function list(items: readonly string[]): string {
  return lists({}).format(items);
}

function unit(value: number, name: string): string {
  const maximumFractionDigits = value < 10 ? 1 : 0;
  const options = { style: 'unit', unit: name, unitDisplay: 'short', maximumFractionDigits } as const;
  return numbers(options).format(value);
}

// Making a formatter takes a hundred times as long as using it, and a long list asks for thousands.
const clock = kept((tag, options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(tag, options));
const numbers = kept((tag, options: Intl.NumberFormatOptions) => new Intl.NumberFormat(tag, options));
const lists = kept((tag, options: Intl.ListFormatOptions) => new Intl.ListFormat(tag, options));

/** One formatter for each locale and each set of options. */
function kept<O extends object, F>(make: (tag: string, options: O) => F): (options: O) => F {
  const made = new Map<string, F>();
  return (options) => {
    const tag = locale();
    const key = `${tag} ${JSON.stringify(options)}`;
    const known = made.get(key) ?? make(tag, options);
    made.set(key, known);
    return known;
  };
}
