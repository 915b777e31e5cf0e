// What a technician can choose of a picture that a host shows: another monitor, which asks the customer again, and what to give up
// where not all of it gets through. One menu, so that the toolbar stays short on a narrow screen.
import { useSignal } from '@preact/signals';
import { useRef } from 'preact/hooks';
import { QUALITY_WISHES, type ScreenInfo } from '../../../../shared/channel/screen.ts';
import type { SessionEvent } from '../../../../shared/session/events.ts';
import type { Grant } from '../../../../shared/session/state.ts';
import { Button } from '../../view/Button.tsx';
import { Choices } from '../../view/Choices.tsx';
import { announce } from '../../view/LiveRegion.tsx';
import { Notice } from '../../view/Notice.tsx';
import type { Help } from '../help.ts';
import { words } from './menu.text.ts';
import { putQuestion } from './put-question.ts';
import { latencyWord, type ScreenLine } from './screen-line.ts';

interface ScreenMenuProps {
  help: Help;
  line: ScreenLine;
  /** The permission under which it is seen. */
  grant: Grant;
}

export function ScreenMenu({ help, line, grant }: ScreenMenuProps) {
  const menu = useRef<HTMLDetailsElement>(null);
  const close = () => {
    if (!menu.current?.open) return;
    menu.current.open = false;
    menu.current.querySelector('summary')?.focus();
  };
  if (!line.isUp.value) return null;
  return (
    <details
      class="screen-menu"
      ref={menu}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.stopPropagation();
        close();
      }}
    >
      <summary>{words().menu}</summary>
      <div class="screen-menu-inside stack stack-tight">
        <Screens help={help} line={line} grant={grant} onAsked={close} />
        <Choices
          legend={words().quality}
          shape="row"
          value={line.wish.value}
          options={QUALITY_WISHES.map((value) => ({ value, label: words().wishes[value] }))}
          onChange={line.prefer}
        />
        <p class="soft small" role="status">
          {words().hints[line.wish.value]}
        </p>
        <Size line={line} />
      </div>
    </details>
  );
}

function Screens({ help, line, grant, onAsked }: ScreenMenuProps & { onAsked: () => void }) {
  const refusal = useSignal<(() => string) | null>(null);
  const { value: told } = line.screens;
  const { session, speech } = help;
  const state = session.state.value;
  if (!told) return null;
  const isAsking = state.phase === 'open' && state.ask !== null;
  const others = told.screens.filter(({ screen }) => screen !== told.shown);
  const now = told.screens.find(({ screen }) => screen === told.shown);
  const askFor = async ({ screen }: ScreenInfo) => {
    const reason = reasonOf(grant, session.events.peek());
    const question = { scope: 'view', surface: 'monitor', screen, minutes: grant.minutes, reason } as const;
    refusal.value = await putQuestion(session, speech, question);
    if (refusal.value) return;
    announce(words().asked(screen), 'polite');
    onAsked();
  };
  return (
    <fieldset class="choices">
      <legend class="field-label">{words().screens}</legend>
      {now && <p>{words().seen(nameOf(now))}</p>}
      {others.length === 0 ? (
        <p class="soft small">{words().onlyOne}</p>
      ) : (
        <>
          {others.map((one) => (
            <Button
              key={one.screen}
              kind="quiet"
              busy={isAsking ? words().waiting(nameOf(one)) : undefined}
              onClick={() => void askFor(one)}
            >
              {words().askFor(nameOf(one))}
            </Button>
          ))}
          <p class="soft small">{words().again}</p>
        </>
      )}
      {refusal.value && (
        <Notice kind="info" role="alert">
          {refusal.value()}
        </Notice>
      )}
    </fieldset>
  );
}

const nameOf = ({ screen, label, width, height }: ScreenInfo): string =>
  words().name(screen, label, `${width} × ${height}`);

/** What was said when this one was asked for holds for the other one. */
function reasonOf({ gid }: Grant, events: readonly SessionEvent[]): string {
  const granted = events.find((event) => event.type === 'consent.granted' && event.gid === gid);
  const askId = granted?.type === 'consent.granted' ? granted.askId : null;
  const asked = events.find((event) => event.type === 'consent.asked' && event.askId === askId);
  return asked?.type === 'consent.asked' ? (asked.detail?.reason ?? '') : '';
}

function Size({ line }: { line: ScreenLine }) {
  const { value: size } = line.size;
  return size && <p class="soft small">{words().size(size.width, size.height, size.fps)}</p>;
}

/** How long the customer's computer takes to answer, in a word; the figure is in its title. */
export function Latency({ line }: { line: ScreenLine }) {
  const { value: ms } = line.latencyMs;
  return ms === null ? null : (
    <span title={words().figure(Math.round(ms))}>{words().latency[latencyWord(ms)]}</span>
  );
}
