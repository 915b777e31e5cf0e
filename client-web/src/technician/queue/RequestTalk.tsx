// What is written about a request: lines with the customer, who reads them while waiting, and notes that only the desk sees. The two
// look different and stand apart, so that nothing is written in the wrong place.
import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useEffect, useId, useRef } from 'preact/hooks';
import type { Me } from '../../../../shared/protocol/http.ts';
import type { Line, Note, RequestDetails } from '../../../../shared/protocol/requests.ts';
import { AnswersButton } from '../../features/answers/AnswersButton.tsx';
import { Button } from '../../view/Button.tsx';
import { dateAndMinute } from '../../view/format.ts';
import { Icon } from '../../view/Icon.tsx';
import { note as noteIcon, send } from '../../view/icons.ts';
import { TextArea } from '../../view/inputs.tsx';
import type { OpenRequest } from './open-request.ts';
import { words } from './request.text.ts';
import '../../features/chat/chat.css';

interface LinesProps {
  request: OpenRequest;
  details: RequestDetails;
  me: Me;
}

/** Characters of one line or note; as many as the broker takes. */
const LONGEST = 2_000;

export function Lines({ request, details, me }: LinesProps) {
  const id = useId();
  const { row, lines } = details;
  const isMine = row.state === 'active' && row.assignee?.id === me.person.id;
  return (
    <section class="stack stack-tight" aria-labelledby={id}>
      <h3 id={id}>{words().lines}</h3>
      {lines.length === 0 ? (
        <p class="soft">{words().noLines}</p>
      ) : (
        <LineList lines={lines} name={me.person.name} />
      )}
      {isMine && (
        <Composer
          label={words().write(row.name)}
          button={words().send}
          busy={request.doing.value === 'say' ? words().sending : undefined}
          draw={send}
          write={(text) => request.write('say', text)}
          aid={(put) => <AnswersButton request={row.id} language={details.language} onPick={put} />}
        >
          {words().linesKept}
        </Composer>
      )}
      {!isMine && row.state !== 'completed' && <p class="small soft">{words().onlyYours}</p>}
    </section>
  );
}

function LineList({ lines, name }: { lines: readonly Line[]; name: string }) {
  const list = useRef<HTMLOListElement>(null);
  useEffect(() => {
    list.current?.scrollTo({ top: list.current.scrollHeight });
  }, [lines.at(-1)?.id]);
  return (
    // A scrolling region must be reachable by keyboard.
    // biome-ignore lint/a11y/noNoninteractiveTabindex: so that arrow keys scroll it
    <ol ref={list} class="chat-lines request-lines" tabIndex={0} aria-label={words().lines}>
      {lines.map((line) => (
        <li key={line.id} class={`chat-line chat-${line.by === 'technician' ? 'mine' : 'theirs'}`}>
          <p class="chat-text" dir="auto">
            {line.text}
          </p>
          <p class="chat-mark">
            <bdi>{line.by === 'technician' && line.name === name ? words().me : line.name}</bdi>,{' '}
            {dateAndMinute(line.at)}
          </p>
        </li>
      ))}
    </ol>
  );
}

export function Notes({ request, notes }: { request: OpenRequest; notes: readonly Note[] }) {
  const id = useId();
  return (
    <section class="stack stack-tight request-notes" aria-labelledby={id}>
      <h3 id={id}>{words().notes}</h3>
      <p class="small row">
        <Icon draw={noteIcon} /> <strong>{words().notesHint}</strong>
      </p>
      {notes.length === 0 && <p class="soft">{words().noNotes}</p>}
      {notes.length > 0 && (
        <ol class="request-note-list">
          {notes.map((note) => (
            <li key={note.id}>
              <p class="request-wrote" dir="auto">
                {note.text}
              </p>
              <p class="chat-mark">
                <bdi>{note.by}</bdi>, {dateAndMinute(note.at)}
              </p>
            </li>
          ))}
        </ol>
      )}
      <Composer
        label={words().writeNote}
        button={words().addNote}
        busy={request.doing.value === 'note' ? words().addingNote : undefined}
        draw={noteIcon}
        write={(text) => request.write('note', text)}
      />
    </section>
  );
}

interface ComposerProps {
  label: string;
  button: string;
  busy: string | undefined;
  draw: string;
  /** @returns whether it was written; what was not stays in the field */
  write: (text: string) => Promise<boolean>;
  /** What helps with writing. */
  aid?: ((put: (text: string) => void) => ComponentChildren) | undefined;
  children?: ComponentChildren;
}

function Composer({ label, button, busy, draw, write, aid, children }: ComposerProps) {
  const text = useSignal('');
  const submit = async () => {
    const written = text.value;
    if (written.trim() === '' || !(await write(written))) return;
    if (text.value === written) text.value = '';
  };
  return (
    <form
      class="stack stack-tight"
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <TextArea
        label={label}
        hint={children}
        rows={2}
        maxLength={LONGEST}
        value={text.value}
        onInput={(value) => {
          text.value = value;
        }}
      />
      <div class="row">
        {aid?.((more) => {
          text.value = [text.value.trim(), more].filter(Boolean).join('\n');
        })}
        <Button type="submit" draw={draw} busy={busy}>
          {button}
        </Button>
      </div>
    </form>
  );
}
