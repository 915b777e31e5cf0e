// Escape twice stops, whatever program has the focus. Only listens: each Escape goes where it always went, so that one alone
// still works, and no program that holds the keyboard for itself can keep the stop from being heard.
//
// A remote double Escape stops as well. Programs that write for people who cannot use a keyboard (on-screen keyboards, voice)
// are told from a remote hand by nothing, and they must be able to stop; a stop too many only costs a new question.
import type { InputWatch } from './physical.ts';

/** The longest time from one press to the next. */
export const DOUBLE_PRESS_MS = 500;

/**
 * @param onStop told at the second press, while the key is still down
 * @returns how to stop listening
 */
export function watchStopKeys(watch: InputWatch, onStop: () => void): () => void {
  // By device: a remote hand that keeps its Escape down must not make the customer's presses look like repeats.
  const down = new Set<number>();
  let pressedAt: number | null = null;
  return watch.onInput(({ isEscape, edge, device, at }) => {
    if (!isEscape) return;
    if (edge === 'up') {
      down.delete(device);
      return;
    }
    if (down.has(device)) return;
    down.add(device);
    // Unsigned, since the clock of the window system starts anew at 2^32.
    const isSecond = pressedAt !== null && (at - pressedAt) >>> 0 <= DOUBLE_PRESS_MS;
    pressedAt = isSecond ? null : at;
    if (isSecond) onStop();
  });
}
