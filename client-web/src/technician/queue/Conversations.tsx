// What was said in the sessions about a request, where its desk keeps it. Read when somebody asks for it, and not before.
import { useSignal } from '@preact/signals';
import { useId } from 'preact/hooks';
import { isRefusal } from '../../../../shared/errors.ts';
import { type Transcript, transcripts } from '../../../../shared/protocol/transcript.ts';
import { inWords } from '../../features/account/refusals.ts';
import { get } from '../../features/account/session.ts';
import { words } from '../../features/transcript/transcript.text.ts';
import { Button } from '../../view/Button.tsx';
import { dateAndMinute, timeOfDay } from '../../view/format.ts';
import { Notice } from '../../view/Notice.tsx';

export function Conversations({ id }: { id: string }) {
  const heading = useId();
  const read = useSignal<readonly Transcript[] | null>(null);
  const problem = useSignal<string | null>(null);
  const isBusy = useSignal(false);
  const load = async () => {
    isBusy.value = true;
    const found = await get(`/api/requests/${id}/transcripts`, transcripts);
    isBusy.value = false;
    problem.value = isRefusal(found) ? inWords(found) : null;
    if (!isRefusal(found)) read.value = found;
  };
  const t = words();
  return (
    <section
      class={`stack stack-tight ${read.value === null ? 'request-unshown' : ''}`}
      aria-labelledby={heading}
    >
      <h3 id={heading}>{t.earlier}</h3>
      {read.value === null && (
        <p>
          <Button busy={isBusy.value ? t.loading : undefined} onClick={() => void load()}>
            {t.show}
          </Button>
        </p>
      )}
      {problem.value && (
        <Notice kind="danger" role="alert">
          {problem.value}
        </Notice>
      )}
      {read.value?.length === 0 && <p class="soft">{t.none}</p>}
      {read.value?.map((one) => (
        <Conversation key={one.sid} one={one} />
      ))}
    </section>
  );
}

function Conversation({ one }: { one: Transcript }) {
  const t = words();
  const name = t.session(one.technician, dateAndMinute(one.startedAt));
  return (
    <>
      <h4>{name}</h4>
      {/* A scrolling region must be reachable by keyboard. */}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: so that arrow keys scroll it */}
      <ol class="chat-lines request-lines" tabIndex={0} aria-label={name}>
        {one.lines.map((line) => (
          <li
            key={`${line.by}${line.n}`}
            class={`chat-line chat-${line.by === 'technician' ? 'mine' : 'theirs'}`}
          >
            <p class="chat-text" dir="auto">
              {line.text}
            </p>
            <p class="chat-mark">
              {t[line.by]}, {timeOfDay(line.at)}
            </p>
          </li>
        ))}
      </ol>
    </>
  );
}
