// Everything of this computer that the host needs, behind one door: its monitors, windows, hands, and the customer's own input.
// X11 for now; another system is another function that answers the same.
import type { Facts } from '../shared/channel/facts.ts';
import type { Language } from '../shared/field.ts';
import type { Clipboard } from './clipboard/clipboard.ts';
import { x11Clipboard } from './clipboard/x11.ts';
import { linuxFacts } from './facts/linux.ts';
import type { Injector } from './input/injector.ts';
import type { InputWatch } from './input/physical.ts';
import { x11Hands } from './input/x11/hands.ts';
import { x11Watch } from './input/x11/watch.ts';
import { clock } from './place.ts';
import { inWords, isProblem, problem } from './problems.ts';
import { RESTART_PROBLEMS } from './restart/restart.ts';
import { systemdRestart } from './restart/systemd.ts';
import { type Monitor, openMonitors } from './screen/monitors.ts';
import { openWindowDesk, type WindowDesk } from './window/desk.ts';
import { openDisplay } from './x11/display.ts';

export interface Desktop {
  /** As in DISPLAY. */
  readonly display: string;
  readonly windows: WindowDesk;
  readonly hands: Injector;
  readonly watch: InputWatch;
  readonly clipboard: Clipboard;
  /** The facts of this moment. */
  facts(): Promise<Facts>;
  /** Asks the system to restart. @returns null when it goes down, else why not, for the customer */
  restart(): Promise<string | null>;
  /** The monitors of this moment, the primary one first. */
  monitors(): readonly [Monitor, ...Monitor[]];
  close(): Promise<void>;
}

/** Why there is nothing to work with, as a sentence for the customer. */
export interface NoDesktop {
  readonly sentence: string;
}

export type Env = Readonly<Record<string, string | undefined>>;

/**
 * @param lost the screen went away, or the guard that lets go of all keys did
 * @param changed monitors came, went, or moved
 */
export async function x11Desktop(
  env: Env,
  language: Language,
  { lost, changed }: { lost(): void; changed(): void },
): Promise<Desktop | NoDesktop> {
  const display = await openDisplay(env, 'forgiven');
  if (isProblem(display)) return { sentence: inWords(display, language) };
  const windows = await openWindowDesk(display, { now: () => performance.now(), after: clock.after });
  if (isProblem(windows)) return { sentence: inWords(windows, language) };
  const watch = await x11Watch(env, lost);
  if (isProblem(watch)) return { sentence: inWords(watch, language) };
  const hands = await x11Hands(env, lost);
  if (isProblem(hands)) return { sentence: inWords(hands, language) };
  display.onLost(lost);
  const monitors = await openMonitors(display);
  const first = await monitors.list();
  let [primary, ...others] = first;
  if (!primary) return { sentence: inWords(problem('no-display'), language) };
  let present: readonly [Monitor, ...Monitor[]] = [primary, ...others];
  const unwatch = monitors.watch((list) => {
    [primary, ...others] = list;
    // A screen without any monitor for a moment keeps the last ones; what was shown ends anyway.
    if (primary) present = [primary, ...others];
    changed();
  });
  const clipboard = await x11Clipboard(display, clock.after);
  return {
    clipboard,
    facts: () => linuxFacts({ monitors: present, env }),
    restart: async () => {
      const refused = await systemdRestart(env);
      return refused && RESTART_PROBLEMS[refused.restart][language];
    },
    display: display.name,
    windows,
    hands,
    watch,
    monitors: () => present,
    close: async () => {
      unwatch();
      clipboard.close();
      await hands.close();
      await watch.close();
      await display.close();
    },
  };
}
