// Bars that people can read: each with its number beside it, and the same as a table for whoever hears or copies it.
import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';
import { count } from '../../view/format.ts';

export interface Bar {
  readonly key: string;
  readonly label: string;
  readonly value: number;
}

interface BarsProps {
  title: string;
  /** What a bar is a number of. */
  unit: string;
  bars: readonly Bar[];
  children?: ComponentChildren;
}

/** Lying bars: a table in which one column is also drawn. */
export function Bars({ title, unit, bars, children }: BarsProps) {
  const id = useId();
  const most = Math.max(1, ...bars.map(({ value }) => value));
  return (
    <section class="report-part" aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      {children}
      <table class="bars">
        <thead class="unseen">
          <tr>
            <th scope="col">{title}</th>
            <th scope="col">{unit}</th>
          </tr>
        </thead>
        <tbody>
          {bars.map(({ key, label, value }) => (
            <tr key={key}>
              <th scope="row">{label}</th>
              <td>
                <svg class="bar" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
                  <rect width={(value / most) * 100} height="10" />
                </svg>
                <span class="bar-value">{count(value)}</span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
