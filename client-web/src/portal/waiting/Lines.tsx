// What customer and desk write to each other before anybody can talk. It goes over the broker, and says so. Shown as text and
// nothing else.
import { useSignal } from '@preact/signals';
import { useEffect, useId, useRef } from 'preact/hooks';
import { isRefusal } from '../../../../shared/errors.ts';
import type { Line, Waiting } from '../../../../shared/protocol/requests.ts';
import { words as chat } from '../../features/chat/chat.text.ts';
import { holderOf, type KeptRequest } from '../../features/request/kept.ts';
import type { RequestWatch } from '../../features/request/watch.ts';
import { nothing, post } from '../../link/api.ts';
import { Button } from '../../view/Button.tsx';
import { timeOfDay } from '../../view/format.ts';
import { send as sendIcon } from '../../view/icons.ts';
import { TextArea } from '../../view/inputs.tsx';
import { announce } from '../../view/LiveRegion.tsx';
import '../../features/chat/chat.css';
import { words } from './waiting.text.ts';

interface LinesProps {
  request: KeptRequest;
  watch: RequestWatch;
  seen: Waiting;
}

export function Lines({ request, watch, seen }: LinesProps) {
  const id = useId();
  const isOver = seen.state === 'completed';
  if (isOver && seen.lines.length === 0) return null;
  return (
    <section class="chat" aria-labelledby={id}>
      <h2 id={id} class="chat-title">
        {words().lines}
      </h2>
      <Written lines={seen.lines} />
      {!isOver && <Writing request={request} watch={watch} />}
    </section>
  );
}

function Written({ lines }: { lines: readonly Line[] }) {
  const list = useRef<HTMLOListElement>(null);
  const last = lines.at(-1);
  const heard = useRef(last?.id);
  useEffect(() => {
    list.current?.scrollTo({ top: list.current.scrollHeight });
    if (last?.by === 'technician' && last.id !== heard.current)
      announce(words().saidBy(last.name, last.text), 'polite');
    heard.current = last?.id;
  }, [last?.id]);
  if (lines.length === 0) return null;
  return (
    // A scrolling region must be reachable by keyboard.
    // biome-ignore lint/a11y/noNoninteractiveTabindex: so that arrow keys scroll it
    <ol ref={list} class="chat-lines" tabIndex={0} aria-label={words().lines}>
      {lines.map((line) => (
        <li key={line.id} class={`chat-line ${line.by === 'customer' ? 'chat-mine' : 'chat-theirs'}`}>
          <p class="chat-text" dir="auto">
            {line.text}
          </p>
          <p class="chat-mark">
            <bdi>{line.by === 'customer' ? chat().me : line.name}</bdi>, {timeOfDay(line.at)}
          </p>
        </li>
      ))}
    </ol>
  );
}

const LONGEST = 2_000;

function Writing({ request, watch }: { request: KeptRequest; watch: RequestWatch }) {
  const text = useSignal('');
  const trouble = useSignal<'notSaid' | 'isFull' | null>(null);
  const isBusy = useSignal(false);
  const isTooLong = text.value.trim().length > LONGEST;
  const say = async () => {
    const line = text.value.trim();
    if (line === '' || isTooLong || isBusy.value) return;
    isBusy.value = true;
    const said = await post('/api/request/say', { ...holderOf(request), text: line }, nothing);
    trouble.value = isRefusal(said) ? (said.refused === 'TOO_FAST' ? 'isFull' : 'notSaid') : null;
    // Only what was sent leaves the field: more may have been typed meanwhile.
    if (!isRefusal(said) && text.value.trim() === line) text.value = '';
    isBusy.value = false;
    await watch.look();
  };
  return (
    <form
      class="chat-composer"
      onSubmit={(event) => {
        event.preventDefault();
        void say();
      }}
    >
      <TextArea
        label={chat().write}
        hidesLabel
        placeholder={chat().write}
        hint={words().linesReach}
        rows={2}
        value={text.value}
        error={isTooLong ? words().isTooLong : trouble.value ? words()[trouble.value] : undefined}
        onInput={(value) => {
          text.value = value;
          trouble.value = null;
        }}
        onKeyDown={(event) => {
          // Enter while an input method composes a character belongs to the input method.
          if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
          event.preventDefault();
          void say();
        }}
      />
      <div class="chat-buttons">
        <Button type="submit" draw={sendIcon}>
          {chat().send}
        </Button>
      </div>
    </form>
  );
}
