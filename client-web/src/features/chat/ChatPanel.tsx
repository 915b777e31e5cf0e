// The conversation at either end: lines in order with their marks, and the field to write in. What people write is
// shown as text and nothing else; an address in it leads nowhere before it has said where.
import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useEffect, useId, useRef } from 'preact/hooks';
import { CHAT_LIMIT } from '../../../../shared/channel/talk.ts';
import { isRefusal } from '../../../../shared/errors.ts';
import { Button } from '../../view/Button.tsx';
import { list, timeOfDay } from '../../view/format.ts';
import { attach as attachIcon, send as sendIcon } from '../../view/icons.ts';
import { TextArea } from '../../view/inputs.tsx';
import { announce } from '../../view/LiveRegion.tsx';
import { Notice } from '../../view/Notice.tsx';
import { words as kept } from '../transcript/transcript.text.ts';
import { words } from './chat.text.ts';
import type { Chat, ChatLine } from './chat.ts';
import { LineText } from './LineText.tsx';
import type { Typing } from './typing.ts';
import './chat.css';

export interface Typist {
  readonly name: string;
  readonly typing: Typing;
}

interface ChatPanelProps {
  chat: Chat;
  /** The name at the other end. */
  other: string;
  /** Files the person picked, dropped or pasted. */
  attach: (files: File[]) => void;
  /** Everybody who may be writing, and is to know when somebody writes here. */
  typists: readonly Typist[];
  /** What helps with writing; it can put words into the field, and sends nothing. */
  aid?: ((put: (text: string) => void) => ComponentChildren) | undefined;
  /** The desk keeps what is written, and says so for as long as it can be written. */
  isKept: boolean;
  /** Shown between the lines and the field: files on their way. */
  children?: ComponentChildren;
}

export function ChatPanel({ chat, other, attach, typists, aid, isKept, children }: ChatPanelProps) {
  const id = useId();
  return (
    <section
      class="chat"
      aria-labelledby={id}
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => {
        event.preventDefault();
        attach([...(event.dataTransfer?.files ?? [])]);
      }}
    >
      <h2 id={id} class="chat-title">
        {words().title}
      </h2>
      {isKept && <Notice kind="info">{kept().kept}</Notice>}
      <Lines chat={chat} other={other} isKept={isKept} />
      {children}
      <Writing typists={typists} />
      <Composer chat={chat} attach={attach} typists={typists} aid={aid} />
    </section>
  );
}

function Lines({ chat, other, isKept }: Pick<ChatPanelProps, 'chat' | 'other' | 'isKept'>) {
  const lines = chat.lines.value;
  const box = useRef<HTMLOListElement>(null);
  const last = lines.at(-1);
  useEffect(() => {
    box.current?.scrollTo({ top: box.current.scrollHeight });
    const isTheirs = last && (!last.mine || last.by !== undefined);
    if (isTheirs && chat.unread.peek() > 0) announce(words().isNew(last.by ?? other, last.text), 'polite');
  }, [last?.id]);
  useReading(chat);
  if (lines.length === 0)
    return <p class="chat-empty">{isKept ? kept().empty(other) : words().empty(other)}</p>;
  return (
    // A scrolling region must be reachable by keyboard.
    // biome-ignore lint/a11y/noNoninteractiveTabindex: so that arrow keys scroll it
    <ol ref={box} class="chat-lines" tabIndex={0} aria-label={words().title}>
      {lines.map((line) => (
        <Line key={`${line.mine}${line.n}`} line={line} other={other} />
      ))}
    </ol>
  );
}

/** Seen, and not read out: whoever listens is told of the line itself. */
function Writing({ typists }: Pick<ChatPanelProps, 'typists'>) {
  const names = typists.filter(({ typing }) => typing.isOn.value).map(({ name }) => name);
  return (
    <p class="chat-writing" aria-hidden="true">
      {names.length > 0 && words().writes(list(names))}
    </p>
  );
}

function Line({ line, other }: { line: ChatLine; other: string }) {
  // At the customer's page: what was passed on is still somebody else's.
  const isMine = line.mine && line.by === undefined;
  return (
    <li class={`chat-line ${isMine ? 'chat-mine' : 'chat-theirs'}`}>
      <p class="chat-text" dir="auto">
        <LineText text={line.text} by={isMine ? words().me : (line.by ?? other)} />
      </p>
      <p class="chat-mark">
        <bdi>{isMine ? words().me : (line.by ?? other)}</bdi>, {timeOfDay(line.at)}
        {isMine && `, ${words().states[line.state]}`}
        {!line.mine && line.by !== undefined && `, ${words().passedOn}`}
      </p>
    </li>
  );
}

/** Lines count as read while this page is the one in use. */
function useReading(chat: Chat): void {
  const unread = chat.unread.value;
  useEffect(() => {
    const read = () => {
      if (document.visibilityState === 'visible' && document.hasFocus()) chat.markRead();
    };
    read();
    window.addEventListener('focus', read);
    return () => window.removeEventListener('focus', read);
  }, [chat, unread]);
}

function Composer({
  chat,
  attach,
  typists,
  aid,
}: Pick<ChatPanelProps, 'chat' | 'attach' | 'typists' | 'aid'>) {
  const text = useSignal('');
  const picker = useRef<HTMLInputElement>(null);
  const isTooLong = text.value.length > CHAT_LIMIT;
  const say = () => {
    const line = text.value.trim();
    if (line === '' || isTooLong) return;
    if (isRefusal(chat.say(line))) return;
    text.value = '';
    for (const { typing } of typists) typing.rest();
  };
  return (
    <form
      class="chat-composer"
      onSubmit={(event) => {
        event.preventDefault();
        say();
      }}
      onPaste={(event) => {
        const files = [...(event.clipboardData?.files ?? [])];
        if (files.length === 0) return;
        event.preventDefault();
        attach(files);
      }}
    >
      <TextArea
        label={words().write}
        hidesLabel
        placeholder={words().write}
        rows={2}
        value={text.value}
        error={isTooLong ? words().tooLong : undefined}
        onInput={(value) => {
          text.value = value;
          for (const { typing } of typists) typing.touch();
        }}
        onKeyDown={(event) => {
          // Enter while an input method composes a character belongs to the input method.
          if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
          event.preventDefault();
          say();
        }}
      />
      <input
        ref={picker}
        type="file"
        multiple
        hidden
        onChange={(event) => {
          attach([...(event.currentTarget.files ?? [])]);
          event.currentTarget.value = '';
        }}
      />
      <div class="chat-buttons">
        <Button kind="quiet" draw={attachIcon} onClick={() => picker.current?.click()}>
          {words().attach}
        </Button>
        {aid?.((more) => {
          text.value = [text.value.trim(), more].filter(Boolean).join('\n');
        })}
        <Button kind="primary" type="submit" draw={sendIcon}>
          {words().send}
        </Button>
      </div>
    </form>
  );
}
