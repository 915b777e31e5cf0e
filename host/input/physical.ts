// Whose hand moves: every key, button and motion of this computer as it happens, with the word whether a real device did it.
// Knows no window system, and decides nothing about what was meant.

export interface SeenInput {
  readonly what: 'key' | 'button' | 'motion' | 'touch';
  readonly edge: 'down' | 'up' | 'none';
  /** The device, by the number that the window system gave it. */
  readonly device: number;
  /** False for everything that a program made, ours or another, and for devices that are not known yet. */
  readonly isPhysical: boolean;
  /** True for the Escape key, also where the layout has put it elsewhere. */
  readonly isEscape: boolean;
  /** Milliseconds of the window system's clock, which starts anew at 2^32. */
  readonly at: number;
}

export interface InputWatch {
  /** @returns how to stop listening */
  onInput(listener: (input: SeenInput) => void): () => void;
  /** Whether a device is a real one. For a window that takes a press as an answer only from the customer's own hand. */
  isPhysical(device: number): boolean;
  close(): Promise<void>;
}

/**
 * Remembers when the customer last touched mouse or keyboard, for the gate's `handAt`.
 * @param now the clock of the gate
 */
export function watchHand(watch: InputWatch, now: () => number): () => number | null {
  let touchedAt: number | null = null;
  watch.onInput(({ isPhysical }) => {
    if (isPhysical) touchedAt = now();
  });
  return () => touchedAt;
}
