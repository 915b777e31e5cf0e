// A connection to the X server that the customer looks at, or why there is none. It knows no window and no monitor.
import { isProblem, type Problem, problem } from './problems.ts';
import { ask, connect, maskOf, type XClient, type XEvent } from './x-client.ts';

/** Undoes what was set up. Harmless when called twice. */
export type Cancel = () => void;

export interface Display {
  /** As in DISPLAY, for programs that are started for this screen. */
  readonly name: string;
  readonly client: XClient;
  readonly root: number;
  readonly depth: number;
  readonly visual: number;
  /** Pixels of the whole screen, all monitors together. */
  readonly width: number;
  readonly height: number;
  atom(name: string): Promise<number>;
  /** Every event of this connection; those of the root window's own structure and of its children come unasked. */
  onEvent(listener: (event: XEvent) => void): Cancel;
  /** Told once when the server went away or the connection broke, never after `close`. */
  onLost(listener: () => void): Cancel;
  close(): Promise<void>;
}

/** The part of the environment that says where the screen is. */
export type DisplayEnv = Readonly<Record<string, string | undefined>>;

/** Connects to the screen of this environment. @returns the display, or `no-display`, `display-refused`, `wayland-only` */
export async function openDisplay(env: DisplayEnv): Promise<Display | Problem> {
  const name = nameOf(env);
  if (isProblem(name)) return name;
  try {
    const { client, screen } = await connect(name);
    const [first] = screen;
    if (!first) return problem('no-display', 'the server has no screen');
    // One mask a connection: what the monitors and the order of windows are followed by.
    client.ChangeWindowAttributes(first.root, { eventMask: maskOf('StructureNotify', 'SubstructureNotify') });
    return wrap(name, client, first);
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    // Under Wayland the X server is there for old programs only, and often not at all.
    if (env['WAYLAND_DISPLAY']) return problem('wayland-only', detail);
    const isAbsent = /ENOENT|ECONNREFUSED|ENOTFOUND|Cannot parse display/.test(`${codeOf(error)} ${detail}`);
    return problem(isAbsent ? 'no-display' : 'display-refused', detail);
  }
}

function nameOf(env: DisplayEnv): string | Problem {
  // XWayland would show old programs alone: a picture of half the desktop is worse than none.
  if (env['XDG_SESSION_TYPE'] === 'wayland' || (env['WAYLAND_DISPLAY'] && !env['DISPLAY']))
    return problem('wayland-only');
  return env['DISPLAY'] || problem('no-display', 'DISPLAY is not set');
}

const codeOf = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';

interface ScreenFacts {
  readonly root: number;
  readonly root_depth: number;
  readonly root_visual: number;
  readonly pixel_width: number;
  readonly pixel_height: number;
}

function wrap(name: string, client: XClient, facts: ScreenFacts): Display {
  const lost = new Set<() => void>();
  let isClosed = false;
  const lose = () => {
    if (isClosed) return;
    isClosed = true;
    for (const listener of lost) listener();
  };
  client.on('end', lose);
  client.on('error', (error) => {
    // Errors of the protocol carry a number: a window that is gone already, say. Anything else is the connection.
    if (!('error' in error)) lose();
  });
  return {
    name,
    client,
    root: facts.root,
    depth: facts.root_depth,
    visual: facts.root_visual,
    width: facts.pixel_width,
    height: facts.pixel_height,
    atom: (atom) => ask((reply) => client.InternAtom(false, atom, reply)),
    onEvent(listener) {
      client.on('event', listener);
      return () => client.off('event', listener);
    },
    onLost(listener) {
      lost.add(listener);
      return () => lost.delete(listener);
    },
    close() {
      if (isClosed) return Promise.resolve();
      isClosed = true;
      return new Promise((resolve) => {
        client.close(() => resolve());
      });
    },
  };
}
