// Keeps pinned windows above all others: whenever another window is shown or raised, they are raised again. Two programs
// that both do so would race, hence the pause between two looks.
import type { Cancel, Display } from '../x11/display.ts';

export interface OnTop {
  /** From now on this window lies above all but those added later. */
  add(id: number): Cancel;
  /** The same, but below all that were added and above all other programs' windows. */
  addBelow(id: number): Cancel;
}

const PAUSE_MS = 50;
const RISES = ['MapNotify', 'ConfigureNotify', 'CirculateNotify', 'ReparentNotify'];

/** @param after runs `act` once, so many milliseconds from now */
export function keepOnTop(display: Display, after: (ms: number, act: () => void) => Cancel): OnTop {
  const { client, root, ask } = display;
  display.followWindows();
  let ours: readonly number[] = [];
  let isPausing = false;
  let isDue = false;
  let unlisten: Cancel | null = null;

  const look = async (): Promise<void> => {
    isPausing = true;
    isDue = false;
    // Bottom first. A display that was lost has nothing to be kept on top of.
    const tree = await ask<{ children: number[] }>((reply) => client.QueryTree(root, reply)).catch(
      () => null,
    );
    const top = tree?.children.slice(-ours.length) ?? ours;
    if (top.some((id, at) => id !== ours[at])) for (const id of ours) client.RaiseWindow(id);
    after(PAUSE_MS, () => {
      isPausing = false;
      if (isDue) void look();
    });
  };
  const wake = () => {
    if (isPausing) isDue = true;
    else if (ours.length > 0) void look();
  };
  const watched = (id: number): Cancel => {
    unlisten ??= display.onEvent(({ name = '', wid, wid1 }) => {
      if (RISES.includes(name) && !ours.includes(wid1 ?? wid ?? 0)) wake();
    });
    wake();
    return () => {
      ours = ours.filter((other) => other !== id);
      if (ours.length > 0) return;
      unlisten?.();
      unlisten = null;
    };
  };
  return {
    add(id) {
      ours = [...ours, id];
      return watched(id);
    },
    addBelow(id) {
      ours = [id, ...ours];
      return watched(id);
    },
  };
}
