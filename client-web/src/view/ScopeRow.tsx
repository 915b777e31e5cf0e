// One line of the permission board: what may be done, its state in words, the time left and its own Stop.
import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';
import { Button } from './Button.tsx';
import { Icon } from './Icon.tsx';
import { stop } from './icons.ts';
import { words } from './parts.text.ts';
import { Timer } from './Timer.tsx';

interface ScopeRowProps {
  /** A drawing from icons.ts. */
  draw: string;
  /** What may be done: "See your screen". */
  name: string;
  /** The state in words: "off", "on: the window Printers", "asked each time". */
  state: ComponentChildren;
  /** How the row looks: nothing allowed, allowed now, somebody asks for it, allowed but not happening, a recording. */
  tone?: 'off' | 'on' | 'ask' | 'paused' | 'rec' | undefined;
  /** Only while it is allowed for a time. */
  endsAt?: number | undefined;
  onEnd?: (() => void) | undefined;
  /** Only while there is something to stop. Acts at once and asks nothing. */
  onStop?: (() => void) | undefined;
}

export function ScopeRow(props: ScopeRowProps) {
  const { draw, name, state, tone = 'off', endsAt, onEnd, onStop } = props;
  return (
    <li class={`scope scope-${tone}`}>
      <Icon draw={draw} />
      <span class="scope-name">{name}</span>
      <span class="scope-state">
        {state}
        {endsAt !== undefined && <Timer endsAt={endsAt} what={name} onEnd={onEnd} />}
      </span>
      {onStop !== undefined && (
        <Button kind="danger" draw={stop} aria-label={words().stopWhat(name)} onClick={onStop}>
          {words().stop}
        </Button>
      )}
    </li>
  );
}

interface ScopeBoardProps {
  /** "What Maria can do now". */
  title: string;
  /** ScopeRow elements. */
  children: ComponentChildren;
}

export function ScopeBoard({ title, children }: ScopeBoardProps) {
  const id = useId();
  return (
    <section class="board" aria-labelledby={id}>
      <h2 class="board-title" id={id}>
        {title}
      </h2>
      {/* biome-ignore lint/a11y/noRedundantRoles: a list without bullets is no list to VoiceOver unless it says so */}
      <ul role="list">{children}</ul>
    </section>
  );
}
