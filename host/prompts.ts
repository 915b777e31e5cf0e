// Whether something stands on the screen that only the customer's own hand may answer. The remote hand rests while it does, and
// for a moment after (consent-protocol.md 2.8): what was aimed at one thing must not land on the next.

export interface Prompts {
  /** One more stands there. @returns what to call when it is gone; harmless to call twice */
  open(): () => void;
  /** For the gate: null where there never was one; `answeredAt` on the clock of `performance.now()`, null while one stands. */
  last(): { readonly answeredAt: number | null } | null;
}

/** @param rests everything the remote hand holds is let go of: at the beginning of each, and at its end */
export function openPrompts(rests: () => void): Prompts {
  let standing = 0;
  let last: { readonly answeredAt: number | null } | null = null;
  return {
    open() {
      standing += 1;
      last = { answeredAt: null };
      rests();
      let isGone = false;
      return () => {
        if (isGone) return;
        isGone = true;
        standing -= 1;
        if (standing === 0) last = { answeredAt: performance.now() };
        rests();
      };
    },
    last: () => last,
  };
}
