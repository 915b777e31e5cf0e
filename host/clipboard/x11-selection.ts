// The window and the names with which the host takes part in the X11 clipboard, for both directions: ICCCM section 2. It neither asks
// nor offers.
import { maskOf } from '../x11/connection.ts';
import type { Display } from '../x11/display.ts';

/** What both directions work with. */
export interface Selection {
  readonly display: Display;
  /** Ours, never shown. */
  readonly window: number;
  readonly atoms: SelectionAtoms;
  /** The server's own time, which owning and asking are dated by: ICCCM section 2.1. */
  stamp(): Promise<number>;
}

const NAMES = {
  clipboard: 'CLIPBOARD',
  utf8: 'UTF8_STRING',
  mime: 'text/plain;charset=utf-8',
  targets: 'TARGETS',
  timestamp: 'TIMESTAMP',
  incr: 'INCR',
  stamp: 'PERMESSO_STAMP',
} as const;
export type SelectionAtoms = Readonly<Record<keyof typeof NAMES, number>>;

const INPUT_ONLY = 2;
const APPEND = 2;
/** Predefined: X11 protocol, appendix B. */
const STRING = 31;

/** Opens it on a display; the connection stays the caller's. */
export async function openSelection(display: Display): Promise<Selection> {
  const { client, root } = display;
  const window = client.AllocID();
  client.CreateWindow(window, root, 0, 0, 1, 1, 0, 0, INPUT_ONLY, 0, { eventMask: maskOf('PropertyChange') });
  const found = await Promise.all(
    Object.entries(NAMES).map(async ([key, name]) => [key, await display.atom(name)] as const),
  );
  const atoms = Object.fromEntries(found) as SelectionAtoms;
  const stamp = () =>
    new Promise<number>((resolve) => {
      const cancel = display.onEvent(({ name, wid, atom, time = 0 }) => {
        if (name !== 'PropertyNotify' || wid !== window || atom !== atoms.stamp) return;
        cancel();
        resolve(time);
      });
      // Nothing is appended, and the server tells when.
      client.ChangeProperty(APPEND, window, atoms.stamp, STRING, 8, Buffer.alloc(0));
    });
  return { display, window, atoms, stamp };
}

/** Who owns the clipboard now; 0 for nobody. */
export const ownerOf = ({ display: { client, ask }, atoms }: Selection): Promise<number> =>
  ask<number>((done) => client.GetSelectionOwner(atoms.clipboard, done));
