// What is known of a request beside what people wrote: who and where from, what happened, what came of it and what the customer said.
import { useId } from 'preact/hooks';
import type { RequestDetails, RequestStep } from '../../../../shared/protocol/requests.ts';
import { dateAndMinute } from '../../view/format.ts';
import { languages } from '../../view/i18n.ts';
import { words } from './request.text.ts';

export function Customer({ details }: { details: RequestDetails }) {
  const id = useId();
  const t = words();
  const { row, origin, email, language, page } = details;
  const { screen } = origin;
  const facts = [
    [t.email, email || t.noEmail],
    [t.spoken, languages.find(({ code }) => code === language)?.name ?? language],
    [t.device, t.devices[origin.device]],
    [t.system, origin.system || t.unknown],
    [t.browser, origin.browser || t.unknown],
    [t.screen, screen ? t.pixels(screen.width, screen.height) : t.unknown],
    [t.address, origin.address || t.unknown],
    // Text alone: whoever made the link wrote the address.
    ...(page === '' ? [] : [[t.page, page] as const]),
    [t.desk, row.desk.name],
    [t.assignee, row.assignee?.name ?? t.nobody],
  ] as const;
  return (
    <section class="stack stack-tight" aria-labelledby={id}>
      <h3 id={id}>{t.about}</h3>
      <dl class="request-facts">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>
              <bdi>{value}</bdi>
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

export function Story({ steps }: { steps: readonly RequestStep[] }) {
  const id = useId();
  return (
    <section class="stack stack-tight" aria-labelledby={id}>
      <h3 id={id}>{words().timeline}</h3>
      <ol class="request-story">
        {steps.map(({ at, what, by }) => (
          <li key={`${at}${what}`}>
            <time dateTime={new Date(at).toISOString()}>{dateAndMinute(at)}</time>
            <span>{words().happened[what](by)}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}

export function Result({ details }: { details: RequestDetails }) {
  const { row, closing, feedback } = details;
  if (row.state !== 'completed') return null;
  const t = words();
  return (
    <>
      <section class="stack stack-tight">
        <h3>{t.result}</h3>
        <p>
          <strong>{row.outcome === null ? t.unknown : t.outcomes[row.outcome]}</strong>
        </p>
        <p class={closing === '' ? 'soft' : 'request-wrote'}>{closing || t.noClosing}</p>
      </section>
      <section class="stack stack-tight">
        <h3>{t.feedback}</h3>
        {feedback === null ? (
          <p class="soft">{t.noFeedback}</p>
        ) : (
          <>
            <p>
              <strong>{t.stars(feedback.rating)}</strong>
            </p>
            {feedback.words !== '' && (
              <p class="quote request-wrote" dir="auto">
                {feedback.words}
              </p>
            )}
          </>
        )}
      </section>
    </>
  );
}
