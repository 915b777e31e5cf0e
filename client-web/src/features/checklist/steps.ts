// The steps of a checklist and who ticked what, as both ends hold them; pure. Of two ticks of one step the later one counts,
// and of two at the same time the customer's, who stands before the thing.
import { type Side, STEP_LIMIT, STEPS_LIMIT, type Step } from '../../../../shared/channel/talk.ts';

export interface Tick {
  readonly isOn: boolean;
  /** Counts the ticks of this step, whoever made them, from 1. */
  readonly n: number;
}
export interface Steps {
  readonly steps: readonly Step[];
  readonly ticks: Readonly<Record<string, Tick>>;
}

export const NO_STEPS: Steps = { steps: [], ticks: {} };

export type StepsProblem = 'too-many' | 'too-long';

/**
 * One step a line. A line that stood there before keeps its step, and with it its tick.
 * @param before what stands there now
 */
export function stepsIn(
  written: string,
  before: readonly Step[],
  newUuid: () => string,
): readonly Step[] | { readonly problem: StepsProblem } {
  // What cannot be seen would only make the message longer than the other end reads.
  const lines = written
    .split('\n')
    .map((line) => line.replace(/[\p{Cc}\p{Cs}]/gu, ' ').trim())
    .filter((line) => line !== '');
  if (lines.length > STEPS_LIMIT) return { problem: 'too-many' };
  if (lines.some((line) => line.length > STEP_LIMIT)) return { problem: 'too-long' };
  const left = [...before];
  return lines.map((text) => {
    const at = left.findIndex((step) => step.text === text);
    const [kept] = at < 0 ? [] : left.splice(at, 1);
    return kept ?? { id: newUuid(), text };
  });
}

/** Another list; ticks of steps that are gone go too. */
export function withList({ ticks }: Steps, steps: readonly Step[]): Steps {
  const known = new Set(steps.map(({ id }) => id));
  const kept = Object.entries(ticks).filter(([id]) => known.has(id));
  return { steps, ticks: Object.fromEntries(kept) };
}

/** @param by who made this tick. @returns null where it changes nothing */
export function withTick(
  now: Steps,
  { id, isOn, n }: Tick & { readonly id: string },
  by: Side,
): Steps | null {
  if (!now.steps.some((step) => step.id === id)) return null;
  const before = now.ticks[id] ?? { isOn: false, n: 0 };
  const isLater = n > before.n || (n === before.n && by === 'customer' && isOn !== before.isOn);
  return isLater ? { ...now, ticks: { ...now.ticks, [id]: { isOn, n } } } : null;
}

/** Every step once, as the other end must be able to tell them apart. */
export const isList = (steps: readonly Step[]): boolean =>
  new Set(steps.map(({ id }) => id)).size === steps.length;
