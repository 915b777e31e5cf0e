// Whether somebody is there, in honest words, until or from when the desk is open, and how many wait. It asks for nothing: whoever
// shows it says what is known.
import type { Portal } from '../../../shared/protocol/requests.ts';
import { dateOf, timeOfDay, weekdayAndTime } from '../view/format.ts';
import { words } from './portal.text.ts';

type DeskNowProps = Pick<Portal, 'available' | 'waiting' | 'opening'> & { phone: string };

export function DeskNow({ available, waiting, opening, phone }: DeskNowProps) {
  const t = words();
  return (
    <div class="desk-now" role="status">
      <p>
        {opening.isOpen
          ? `${available > 0 ? t.there : t.nobody} ${t.waiting(waiting)}`
          : closed(opening.from)}
      </p>
      {opening.isOpen && opening.until !== null && <p class="small soft">{t.until(when(opening.until))}</p>}
      {phone !== '' && (
        <p class="small">
          {t.phone} <a href={`tel:${phone.replace(/[^+\d]/g, '')}`}>{phone}</a>
        </p>
      )}
    </div>
  );
}

const closed = (from: number | null): string =>
  from === null ? words().closed : words().closedUntil(when(from));

const DAY_MS = 24 * 3_600_000;

/** Today by the hour, this week by the day, later by the date. */
function when(at: number): string {
  const now = Date.now();
  if (dateOf(at) === dateOf(now)) return timeOfDay(at);
  return at - now < 6 * DAY_MS ? weekdayAndTime(at) : `${dateOf(at)}, ${timeOfDay(at)}`;
}
