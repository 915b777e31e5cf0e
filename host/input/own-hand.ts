// Tells for a press on one of the host's windows whether the customer's own hand made it. The window hears what was pressed and
// when; which device it was, only the raw events of the same moment say, and those may come a little later.
import type { InputWatch, SeenInput } from './physical.ts';

/** A press as a window hears it; `time` is the window system's clock. */
export interface Pressed {
  readonly kind: 'pointer' | 'key';
  readonly isDown: boolean;
  readonly time: number;
}

/** How long a raw event may be late; one that never comes was not made by a device. */
const LATE_MS = 300;
const MOST_KEPT = 256;

export type OwnHand = (pressed: Pressed) => Promise<boolean>;

/** @param after runs `act` once, `ms` from now */
export function ownHand(watch: InputWatch, after: (ms: number, act: () => void) => void): OwnHand {
  const seen: SeenInput[] = [];
  const waiting = new Set<() => void>();
  watch.onInput((input) => {
    if (input.edge === 'none') return;
    seen.push(input);
    if (seen.length > MOST_KEPT) seen.shift();
    for (const look of [...waiting]) look();
  });
  /** Null while nothing of that moment was heard. Where a device and a program pressed at once, nobody did it by hand. */
  const judge = ({ kind, isDown, time }: Pressed): boolean | null => {
    const edge = isDown ? 'down' : 'up';
    const its = seen.filter(
      (input) => input.at === time && input.edge === edge && (input.what === 'key') === (kind === 'key'),
    );
    return its.length === 0 ? null : its.every(({ isPhysical }) => isPhysical);
  };
  return (pressed) =>
    new Promise((resolve) => {
      const settle = (answer: boolean) => {
        waiting.delete(look);
        resolve(answer);
      };
      const look = () => {
        const answer = judge(pressed);
        if (answer !== null) settle(answer);
      };
      waiting.add(look);
      after(LATE_MS, () => settle(judge(pressed) ?? false));
      look();
    });
}
