// How the desk's work went in the last days: in figures that say of what they are one, in charts with their tables, to take along.
import { useEffect, useRef, useState } from 'preact/hooks';
import { isRefusal } from '../../../../shared/errors.ts';
import type { Me } from '../../../../shared/protocol/http.ts';
import { type Report, report, type Spread } from '../../../../shared/protocol/reports.ts';
import { inWords } from '../../features/account/refusals.ts';
import { get } from '../../features/account/session.ts';
import type { Refused } from '../../link/api.ts';
import { words as request } from '../../technician/queue/request.text.ts';
import { Button } from '../../view/Button.tsx';
import { Choices } from '../../view/Choices.tsx';
import { useTitle } from '../../view/document-title.ts';
import { count, dateOf, took } from '../../view/format.ts';
import { Notice } from '../../view/Notice.tsx';
import { Bars } from './Bars.tsx';
import { DayChart } from './DayChart.tsx';
import { words } from './reports.text.ts';
import { SPANS, type SpanDays, spanQuery } from './span.ts';
import { TechnicianTable } from './TechnicianTable.tsx';
import './reports.css';

export function ReportsPage({ me }: { me: Me }) {
  const t = words();
  useTitle(t.title);
  const [days, setDays] = useState<SpanDays>(30);
  const [made, setMade] = useState<MadeProps | null>(null);
  const [problem, setProblem] = useState<Refused | null>(null);
  const asked = useRef('');
  const read = async (): Promise<void> => {
    const query = spanQuery(days, new Date());
    asked.current = query;
    const answer = await get(`/api/reports?${query}`, report);
    // Another span was chosen meanwhile.
    if (asked.current !== query) return;
    setProblem(isRefusal(answer) ? answer : null);
    if (!isRefusal(answer)) setMade({ made: answer, query });
  };
  useEffect(() => void read(), [days, me]);
  return (
    <div class="page">
      <header class="page-head">
        <h1>{t.title}</h1>
        <p class="soft">{t.lead(me.desk.name)}</p>
      </header>
      <Choices
        legend={t.span}
        shape="row"
        value={String(days)}
        options={SPANS.map((n) => ({ value: String(n), label: t.days(n) }))}
        onChange={(value) => setDays(Number(value) as SpanDays)}
      />
      {problem !== null && (
        <Notice kind="danger" title={t.failed} role="alert">
          <p>{inWords(problem)}</p>
          <Button onClick={() => void read()}>{t.again}</Button>
        </Notice>
      )}
      {made === null && problem === null && <p role="status">{t.loading}…</p>}
      {made !== null && <Made {...made} />}
    </div>
  );
}

interface MadeProps {
  made: Report;
  /** What it was made of; what is taken along is of the same span, to the hour. */
  query: string;
}

function Made({ made, query }: MadeProps) {
  const t = words();
  const { requests, technicians, feedback } = made;
  return (
    <>
      <dl class="report-figures">
        <Figure name={t.opened} value={count(requests.opened)} />
        <Figure name={t.closed} value={count(requests.closed)} />
        <Figure name={t.waitingNow} value={count(requests.waiting)} />
        <Figure name={t.sessions} value={count(made.sessions)} />
        <Figure name={t.wait} value={lengthOf(requests.wait)} hint={rest(requests.wait)} />
        <Figure name={t.handling} value={lengthOf(requests.handling)} hint={rest(requests.handling)} />
      </dl>
      <DayChart days={requests.days} />
      <div class="report-pair">
        <Bars
          title={t.outcomes}
          unit={t.closed}
          bars={Object.entries(requests.outcomes).map(([key, value]) => ({
            key,
            value,
            label: request().outcomes[key as keyof typeof requests.outcomes],
          }))}
        />
        <Bars
          title={t.ratings}
          unit={t.customers}
          bars={requests.ratings
            .map((value, i) => ({ key: String(i), value, label: t.stars(i + 1) }))
            .reverse()}
        />
      </div>
      <TechnicianTable rows={technicians} />
      <Feedback rows={feedback} />
      <section class="report-part">
        <h2>{t.take}</h2>
        <p class="soft small">{t.takeLead}</p>
        <p class="report-take">
          <a href={`/api/reports/export?${query}&format=csv`} download="">
            CSV
          </a>
          <a href={`/api/reports/export?${query}&format=json`} download="">
            JSON
          </a>
        </p>
      </section>
    </>
  );
}

function Figure({ name, value, hint }: { name: string; value: string; hint?: string | undefined }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        <strong>{value}</strong>
        {hint && <span class="soft small">{hint}</span>}
      </dd>
    </div>
  );
}

const lengthOf = ({ median }: Spread): string => (median === null ? '–' : took(median));
const rest = ({ cases, p90 }: Spread): string | undefined =>
  p90 === null ? undefined : words().nineTenths(took(p90), cases);

function Feedback({ rows }: { rows: Report['feedback'] }) {
  const t = words();
  const said = rows.filter(({ words: text }) => text !== '');
  if (said.length === 0) return null;
  return (
    <section class="report-part">
      <h2>{t.feedback}</h2>
      <ol class="report-feedback">
        {said.map(({ request: id, number, rating, words: text, technician, at }) => (
          <li key={id}>
            <p class="quote" dir="auto">
              {text}
            </p>
            <p class="soft small">
              {t.said(number, rating)} <bdi>{technician ?? ''}</bdi>, {dateOf(at)}
            </p>
          </li>
        ))}
      </ol>
    </section>
  );
}
