// What came and what was closed, day by day: bars up for what came, down for what was closed, and the table beneath.
import { useId } from 'preact/hooks';
import type { Report } from '../../../../shared/protocol/reports.ts';
import { count, dateOf } from '../../view/format.ts';
import { words } from './reports.text.ts';

type Day = Report['requests']['days'][number];

const WIDTH = 720;
const HALF = 70;
const LINE = 4;

export function DayChart({ days }: { days: readonly Day[] }) {
  const id = useId();
  const t = words();
  const most = Math.max(1, ...days.flatMap(({ opened, closed }) => [opened, closed]));
  const step = WIDTH / Math.max(1, days.length);
  const bar = Math.max(1, step * 0.7);
  const high = (n: number) => (n / most) * HALF;
  const [first, last] = [days[0], days.at(-1)];
  return (
    <section class="report-part" aria-labelledby={id}>
      <h2 id={id}>{t.byDay}</h2>
      <p class="small report-key">
        <span class="key-opened">{t.opened}</span> <span class="key-closed">{t.closed}</span>{' '}
        <span class="soft">{t.tallest(count(most))}</span>
      </p>
      <svg class="day-chart" viewBox={`0 0 ${WIDTH} ${2 * HALF + LINE}`} aria-hidden="true">
        {days.map(({ at, opened, closed }, i) => (
          <g key={at}>
            <title>{t.onDay(dateOf(at), count(opened), count(closed))}</title>
            <rect class="bar-opened" x={i * step} y={HALF - high(opened)} width={bar} height={high(opened)} />
            <rect class="bar-closed" x={i * step} y={HALF + LINE} width={bar} height={high(closed)} />
            <rect class="bar-hover" x={i * step} y="0" width={step} height={2 * HALF + LINE} />
          </g>
        ))}
        <line x1="0" x2={WIDTH} y1={HALF} y2={HALF} />
        <line x1="0" x2={WIDTH} y1={HALF + LINE} y2={HALF + LINE} />
      </svg>
      <p class="day-ends soft small">
        <span>{first && dateOf(first.at)}</span>
        <span>{last && dateOf(last.at)}</span>
      </p>
      <details>
        <summary>{t.asTable}</summary>
        {/* biome-ignore lint/a11y: what scrolls must be reachable by keys, yet is no landmark and no fieldset */}
        <div class="report-table" role="group" aria-labelledby={id} tabIndex={0}>
          <table class="table">
            <caption class="unseen">{t.byDay}</caption>
            <thead>
              <tr>
                <th scope="col">{t.day}</th>
                <th scope="col">{t.opened}</th>
                <th scope="col">{t.closed}</th>
              </tr>
            </thead>
            <tbody>
              {days.map(({ at, opened, closed }) => (
                <tr key={at}>
                  <th scope="row">{dateOf(at)}</th>
                  <td>{count(opened)}</td>
                  <td>{count(closed)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </details>
    </section>
  );
}
