// /docs: what the interface takes and gives, from the broker's own document. What programs may use comes first.
import type { Me } from '../../../../shared/protocol/http.ts';
import { useTitle } from '../../view/document-title.ts';
import { Pending } from '../connections/Part.tsx';
import { useRead } from '../connections/use-read.ts';
import { words } from './api.text.ts';
import { apiDocument, rooms, schemaOf, schemaText, type Way } from './document.ts';
import './api.css';

export function ApiPage({ me }: { me: Me }) {
  const t = words();
  useTitle(t.title);
  const reading = useRead('/api/openapi.json', apiDocument, me);
  return (
    <div class="page">
      <header class="page-head">
        <h1>{t.title}</h1>
        <p class="soft">{t.lead}</p>
        <p>
          <a href="/api/openapi.json" download="permesso-openapi.json">
            {t.save}
          </a>
        </p>
      </header>
      <Pending of={reading} />
      {reading.value !== null &&
        [...rooms(reading.value)].map(([name, ways]) => (
          <section key={name} class="api-room" aria-labelledby={`room-${name}`}>
            <h2 id={`room-${name}`}>{name === 'programs' ? t.programs : name}</h2>
            {ways.map((way) => (
              <WayDetails key={`${way.method} ${way.path}`} way={way} />
            ))}
          </section>
        ))}
    </div>
  );
}

/** The sentences are the document's own, in English, as whoever writes programs for it meets them elsewhere. */
function WayDetails({ way }: { way: Way }) {
  const t = words();
  const takes = schemaOf(way.requestBody);
  const gives = Object.entries(way.responses ?? {}).flatMap(([status, of]) => {
    const schema = schemaOf(of);
    return schema === undefined ? [] : [[status, schema] as const];
  });
  return (
    <details class="api-way">
      <summary>
        <span class="api-method">{way.method}</span> <code class="api-path">{way.path}</code>{' '}
        <span lang="en">{way.summary}</span>
      </summary>
      <div class="stack stack-tight api-more">
        <p lang="en">{way.description}</p>
        {way.parameters && (
          <>
            <h3>{t.parameters}</h3>
            <ul>
              {way.parameters.map(({ name, in: where, required, schema }) => (
                <li key={`${where}${name}`}>
                  <code>{name}</code> ({where}
                  {required ? '' : `, ${t.optional}`}): <code>{schemaText(schema)}</code>
                </li>
              ))}
            </ul>
          </>
        )}
        {takes !== undefined && <Shape title={t.takes} text={schemaText(takes)} />}
        {gives.map(([status, schema]) => (
          <Shape key={status} title={t.gives(status)} text={schemaText(schema)} />
        ))}
      </div>
    </details>
  );
}

function Shape({ title, text }: { title: string; text: string }) {
  return (
    <>
      <h3>{title}</h3>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways must be reachable by keys */}
      <pre class="api-shape" tabIndex={0}>
        {text}
      </pre>
    </>
  );
}
