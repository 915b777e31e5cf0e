// How much time is left, in words. Nothing blinks or hurries: minutes until the last one, then seconds. Ends nothing by itself.
import { useEffect, useRef } from 'preact/hooks';
import { momentPassed, useNow } from './clock.ts';
import { duration } from './format.ts';
import { Icon } from './Icon.tsx';
import { clock } from './icons.ts';
import { announce } from './LiveRegion.tsx';
import { words } from './parts.text.ts';

interface TimerProps {
  /** Milliseconds since 1970, by this computer's clock. */
  endsAt: number;
  /** What ends: said with the time at five minutes, one minute and ten seconds. Without it nothing is said aloud. */
  what?: string | undefined;
  /** Called once, when no time is left. */
  onEnd?: (() => void) | undefined;
}

export function Timer({ endsAt, what, onEnd }: TimerProps) {
  const left = Math.max(0, endsAt - useNow().value);
  const before = useRef({ endsAt, left });

  useEffect(() => {
    // A countdown that was moved starts anew; only its own passing time is said.
    const last = before.current.endsAt === endsAt ? before.current.left : left;
    before.current = { endsAt, left };
    const moment = momentPassed(last, left);
    if (moment !== undefined && what) announce(words().timeLeftOf(what, duration(moment)), 'polite');
    if (left === 0 && last > 0) onEnd?.();
  });

  return (
    <span class="timer">
      <Icon draw={clock} />
      {left > 0 ? words().timeLeft(duration(left)) : words().ended}
    </span>
  );
}
