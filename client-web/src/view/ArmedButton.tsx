// The Allow button. Works only after it was armed (see arming.ts); says why while it is not. Knows nothing of what is allowed.
import type { ComponentChildren, TargetedPointerEvent } from 'preact';
import { useEffect, useId, useRef, useState } from 'preact/hooks';
import { words } from './armed.text.ts';
import { type Act, follow, noPress } from './arming.ts';
import { Check } from './Choices.tsx';
import { duration } from './format.ts';
import { announce } from './LiveRegion.tsx';
import { useArming } from './use-arming.ts';

interface ArmedButtonProps {
  children: ComponentChildren;
  /** Called inside the gesture itself, so that the page may open the browser's own picker. `kbd`: not by a pointer. */
  onAllow: (by: 'click' | 'kbd') => void;
  /** How long it must be visible, in the window in use and unmoved. One second; ten for control and after a risky answer. */
  armMs?: number | undefined;
  /** Above zero: a press must be held so long (1500 for control). Who cannot hold ticks a box and presses once. */
  holdMs?: number | undefined;
}

export function ArmedButton({ children, onAllow, armMs = 1000, holdMs = 0 }: ArmedButtonProps) {
  const id = useId();
  const button = useRef<HTMLButtonElement>(null);
  const press = useRef(noPress);
  const [prefersPress, setPrefersPress] = useState(false);
  const [isHeld, setHeld] = useState(false);
  // Ticking the box arms anew: the press that follows is another, deliberate act.
  const { phase, since, left, lookNow } = useArming(button, armMs, prefersPress);
  const isArmed = phase === 'armed';
  const hold = prefersPress ? 0 : holdMs;
  const isLong = armMs >= 3000;

  const act = (what: Act) => {
    const answer = follow(press.current, what, lookNow(), hold);
    press.current = answer.press;
    setHeld(answer.press.kind === 'pointer' && !answer.press.isDone);
    if (answer.allows) onAllow(what.kind === 'pointer-up' ? 'click' : 'kbd');
  };

  useKeysAnywhere(act);
  useEffect(() => {
    if (isArmed && isLong) announce(words().ready, 'polite');
  }, [isArmed, isLong]);

  const isFull = useElapsed(isHeld && hold > 0, hold);

  const why = explain(phase, { isLong, hold, left, isFull });
  return (
    <div class="armed">
      <button
        ref={button}
        type="button"
        class={`button button-primary button-wide armed-button ${hold > 0 ? 'armed-hold' : ''}`}
        aria-disabled={!isArmed}
        aria-describedby={`${id}-why`}
        onPointerDown={(event) => {
          if (event.button === 0) act({ kind: 'pointer-down', ...pressOf(event) });
        }}
        onPointerUp={(event) => {
          // A finger keeps its element wherever it slides; off the button it means no.
          if (!isOver(event)) act({ kind: 'pointer-lost' });
          else if (event.button === 0) act({ kind: 'pointer-up', ...pressOf(event) });
        }}
        onPointerLeave={() => act({ kind: 'pointer-lost' })}
        onPointerCancel={() => act({ kind: 'pointer-lost' })}
        onContextMenu={(event) => event.preventDefault()}
        onClick={(event) => act({ kind: 'click', isTrusted: event.isTrusted, detail: event.detail })}
      >
        <span>{children}</span>
        <Ring key={since} phase={phase} armMs={armMs} holdMs={isHeld ? hold : 0} />
      </button>
      <p class="armed-why" id={`${id}-why`}>
        {why}
      </p>
      {holdMs > 0 && <Check label={words().noHold} checked={prefersPress} onChange={setPrefersPress} />}
    </div>
  );
}

interface RingProps {
  phase: string;
  armMs: number;
  holdMs: number;
}

/** Fills while the button arms, and again while it is held. With reduced motion the words count instead. */
function Ring({ phase, armMs, holdMs }: RingProps) {
  const fill = holdMs > 0 ? 'hold' : phase;
  const lasts = holdMs > 0 ? holdMs : armMs;
  return (
    <svg
      key={fill}
      class={`ring ring-${fill}`}
      viewBox="0 0 24 24"
      aria-hidden="true"
      style={{ '--lasts': `${lasts}ms` }}
    >
      <circle class="ring-track" cx="12" cy="12" r="9" />
      <circle class="ring-fill" cx="12" cy="12" r="9" pathLength="1" />
    </svg>
  );
}

interface How {
  isLong: boolean;
  hold: number;
  left: number;
  isFull: boolean;
}

function explain(phase: string, how: How): string {
  if (phase === 'away') return words().away;
  if (phase === 'covered') return words().covered;
  if (phase === 'arming') return how.isLong ? words().count(duration(how.left * 1000)) : words().wait;
  if (how.isFull) return words().release;
  return how.hold > 0 ? words().hold : words().ready;
}

function pressOf(event: PointerEvent) {
  return { isTrusted: event.isTrusted, pointer: event.pointerId, now: performance.now() };
}

function isOver(event: TargetedPointerEvent<HTMLElement>): boolean {
  const { left, right, top, bottom } = event.currentTarget.getBoundingClientRect();
  const { clientX: x, clientY: y } = event;
  return x >= left && x <= right && y >= top && y <= bottom;
}

/** True once `isRunning` held for so long without a break. For people who do not see the ring fill. */
function useElapsed(isRunning: boolean, lengthMs: number): boolean {
  const [isOver, setOver] = useState(false);
  useEffect(() => {
    if (!isRunning) return setOver(false);
    const timer = setTimeout(() => {
      setOver(true);
      announce(words().release, 'polite');
    }, lengthMs);
    return () => clearTimeout(timer);
  }, [isRunning, lengthMs]);
  return isOver;
}

/** A key that went down anywhere before the button was armed must not count when it repeats or comes up here. */
function useKeysAnywhere(act: (what: Act) => void): void {
  const latest = useRef(act);
  latest.current = act;
  useEffect(() => {
    const isPress = (event: KeyboardEvent) => event.key === 'Enter' || event.key === ' ';
    const down = (event: KeyboardEvent) => {
      if (isPress(event))
        latest.current({ kind: 'key-down', isTrusted: event.isTrusted, isRepeat: event.repeat });
    };
    // The click that a space makes comes right after its key-up.
    const up = (event: KeyboardEvent) => {
      if (isPress(event)) setTimeout(() => latest.current({ kind: 'key-up' }), 0);
    };
    document.addEventListener('keydown', down, true);
    document.addEventListener('keyup', up, true);
    return () => {
      document.removeEventListener('keydown', down, true);
      document.removeEventListener('keyup', up, true);
    };
  }, []);
}
