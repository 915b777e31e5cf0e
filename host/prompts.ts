// Whether something stands on the screen that only the customer's own hand may answer: one thing at a time. The remote hand rests
// while it does, and for a moment after (consent-protocol.md 2.8): what was aimed at one thing must not land on the next.

export interface Prompts {
  /**
   * One more stands there.
   * @param yields takes it away, where anything that comes later is more important
   * @returns what to call when it is gone; harmless to call twice
   */
  open(yields?: () => void): () => void;
  isOpen(): boolean;
  /** For the gate: null where there never was one; `answeredAt` on the clock of `performance.now()`, null while one stands. */
  last(): { readonly answeredAt: number | null } | null;
}

/** @param rests everything the remote hand holds is let go of: at the beginning of each, and at its end */
export function openPrompts(rests: () => void): Prompts {
  const standing = new Set<{ yields(): void }>();
  let last: { readonly answeredAt: number | null } | null = null;
  return {
    open(yields = () => {}) {
      const before = [...standing];
      const prompt = { yields };
      standing.add(prompt);
      last = { answeredAt: null };
      rests();
      for (const each of before) each.yields();
      return () => {
        if (!standing.delete(prompt)) return;
        if (standing.size === 0) last = { answeredAt: performance.now() };
        rests();
      };
    },
    isOpen: () => standing.size > 0,
    last: () => last,
  };
}
