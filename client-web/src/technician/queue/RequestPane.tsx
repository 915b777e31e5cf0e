// One request, whole, at the technician's page: what the customer wrote, what the desk knows, and what can be done now.
import { useEffect, useMemo, useRef } from 'preact/hooks';
import type { RequestDetails } from '../../../../shared/protocol/requests.ts';
import { inWords } from '../../features/account/refusals.ts';
import { Button } from '../../view/Button.tsx';
import { Notice } from '../../view/Notice.tsx';
import { Conversations } from './Conversations.tsx';
import { DeedBar } from './DeedBar.tsx';
import { Keeping } from './Keeping.tsx';
import { words as keeping } from './keeping.text.ts';
import { type OpenRequest, openRequest } from './open-request.ts';
import { Age, stateWords } from './QueueRow.tsx';
import type { QueueDesk } from './queue-desk.ts';
import { Customer, Result, Story } from './RequestFacts.tsx';
import { RequestFiles } from './RequestFiles.tsx';
import { Lines, Notes } from './RequestTalk.tsx';
import { words } from './request.text.ts';
import './request.css';

interface RequestPaneProps {
  id: string;
  desk: QueueDesk;
  /** Sessions that go on, by their ids. */
  live: ReadonlySet<string>;
  /** The session is there: shows it. */
  onJoined: (sid: string) => void;
}

export function RequestPane({ id, desk, live, onJoined }: RequestPaneProps) {
  const request = useMemo(() => openRequest(id, desk), [id, desk]);
  useEffect(() => request.close, [request]);
  const { value: details } = request.details;
  const { value: problem } = request.problem;
  return (
    <article class="request">
      <a class="session-back" href="#requests">
        {words().back}
      </a>
      {problem !== null && <Problem request={request} />}
      {details === null && problem === null && <p class="soft">{words().loading}…</p>}
      {details !== null && (
        <>
          <Head details={details} me={desk.me.person.id} />
          <DeedBar
            request={request}
            details={details}
            me={desk.me.person.id}
            live={live}
            onJoined={onJoined}
          />
          <div class="request-parts">
            <div class="request-part">
              <Result details={details} />
              <Wrote title={words().problem} text={details.problem} />
              <Wrote title={words().steps} text={details.steps} />
              <Wrote title={words().messages} text={details.messages} />
              <RequestFiles request={id} files={details.files} />
              {!details.isErased && <Conversations id={id} />}
              <Lines request={request} details={details} me={desk.me} />
            </div>
            <div class="request-part">
              <Notes request={request} notes={details.notes} />
              <Customer details={details} />
              <Story steps={details.timeline} />
              <Keeping request={request} details={details} me={desk.me} />
            </div>
          </div>
        </>
      )}
    </article>
  );
}

function Problem({ request }: { request: OpenRequest }) {
  const { value: problem } = request.problem;
  const isShown = request.details.value !== null;
  if (problem === null) return null;
  return (
    <Notice kind={isShown ? 'quiet' : 'danger'} title={isShown ? undefined : words().failed} role="alert">
      <p>{isShown && problem.refused === 'CLOSED' ? words().old : inWords(problem)}</p>
      {!isShown && <Button onClick={() => void request.load()}>{words().again}</Button>}
    </Notice>
  );
}

function Head({ details, me }: { details: RequestDetails; me: string }) {
  const { row } = details;
  const title = useRef<HTMLHeadingElement>(null);
  // The button that did it is gone then; whoever uses keys goes on from the head.
  useEffect(() => {
    if (document.activeElement === document.body) title.current?.focus({ preventScroll: true });
  }, [row.state, row.assignee?.id]);
  return (
    <header class="request-head">
      <h2 ref={title} tabIndex={-1} dir="auto">
        {row.title || keeping().noTitle}
      </h2>
      <p class="request-line">
        <span>{words().number(row.number)}</span>
        <bdi>{row.name}</bdi>
        <bdi>{row.desk.name}</bdi>
        <span>{stateWords(row, me)}</span>
        <Age at={row.openedAt} />
      </p>
    </header>
  );
}

/** As text and nothing else: addresses in it are no links. */
function Wrote({ title, text }: { title: string; text: string }) {
  if (text === '') return null;
  return (
    <section class="stack-tight stack">
      <h3>{title}</h3>
      <p class="quote request-wrote" dir="auto">
        {text}
      </p>
    </section>
  );
}
