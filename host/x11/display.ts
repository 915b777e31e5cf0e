// A connection to the X server that the customer looks at, or why there is none: how to ask it, what it tells, and that it is
// gone. It knows no window, no monitor, and no key; whoever needs one opens a connection of its own.
import type { Client, Reply, Setup, XEvent } from 'x11';
import { isProblem, type Problem, problem } from '../problems.ts';
import { connect, maskOf } from './connection.ts';

/** Undoes what was set up. Harmless when called twice. */
export type Cancel = () => void;

export interface Display {
  /** As in DISPLAY, for programs that are started for this screen. */
  readonly name: string;
  readonly client: Client;
  readonly root: number;
  readonly depth: number;
  /** Pixels of the whole screen, all monitors together. */
  readonly width: number;
  readonly height: number;
  /** The first and last keycode of this server. */
  readonly keycodes: readonly [min: number, max: number];
  /** One request with an answer. Rejects with the server's error, or with `DisplayLost` when the connection is over. */
  ask<T>(request: (done: Reply<T>) => void): Promise<T>;
  atom(name: string): Promise<number>;
  /** Resolves once the server has done everything that was sent before. */
  sync(): Promise<void>;
  /** From now on `onEvent` also tells what becomes of the root window and of those on it. */
  followWindows(): void;
  /** Every event of this connection. */
  onEvent(listener: (event: XEvent) => void): Cancel;
  /** Told once when the server went away or the connection broke, never after `close`. */
  onLost(listener: () => void): Cancel;
  close(): Promise<void>;
}

/** The part of the environment that says where the screen is. The package reads XAUTHORITY from the process itself. */
export type DisplayEnv = Readonly<Record<string, string | undefined>>;

/**
 * What an error means that no request waited for. Windows may be gone before they are spoken to: `forgiven`. A hand that errs
 * must stop, whatever it was: `ends` the connection.
 */
export type StrayErrors = 'forgiven' | 'ends';

export class DisplayLost extends Error {
  override readonly name = 'DisplayLost';
}

/** Connects to the screen of this environment. @returns the display, or `no-display`, `display-refused`, `wayland-only` */
export async function openDisplay(
  env: DisplayEnv,
  strayErrors: StrayErrors = 'ends',
): Promise<Display | Problem> {
  const name = nameOf(env);
  if (isProblem(name)) return name;
  const setup = await connect(name).catch((error: unknown) => whyNot(env, error));
  if (isProblem(setup)) return setup;
  const display = wrap(name, setup, strayErrors);
  if (display.root === 0) return problem('no-display', 'the server has no screen');
  // Xwayland answers like any X server, but shows and reaches old programs only: half a desktop is worse than none.
  const xwayland = await display.ask<{ present: number }>((done) =>
    display.client.QueryExtension('XWAYLAND', done),
  );
  if (xwayland.present === 0) return display;
  await display.close();
  return problem('wayland-only', 'Xwayland');
}

function nameOf(env: DisplayEnv): string | Problem {
  // Older Xwayland does not say that it is one.
  if (env['XDG_SESSION_TYPE'] === 'wayland' || (env['WAYLAND_DISPLAY'] && !env['DISPLAY']))
    return problem('wayland-only');
  return env['DISPLAY'] || problem('no-display', 'DISPLAY is not set');
}

function whyNot(env: DisplayEnv, error: unknown): Problem {
  const detail = error instanceof Error ? error.message : String(error);
  // Under Wayland the X server is there for old programs only, and often not at all.
  if (env['WAYLAND_DISPLAY']) return problem('wayland-only', detail);
  const isAbsent = /ENOENT|ECONNREFUSED|ENOTFOUND|Cannot parse display/.test(`${codeOf(error)} ${detail}`);
  return problem(isAbsent ? 'no-display' : 'display-refused', detail);
}

const codeOf = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';

function wrap(name: string, setup: Setup, strayErrors: StrayErrors): Display {
  const { client, screen } = setup;
  const [first] = screen;
  const pending = new Set<() => void>();
  const lost = new Set<() => void>();
  let isOver = false;
  const end = () => {
    isOver = true;
    for (const fail of pending) fail();
    pending.clear();
  };
  const lose = () => {
    if (isOver) return;
    end();
    for (const listener of lost) listener();
  };
  client.on('end', lose);
  client.on('error', (error) => {
    // Errors of the protocol carry a number; anything else is the connection.
    if (strayErrors === 'ends' || !('error' in error)) lose();
  });
  const ask: Display['ask'] = (request) =>
    new Promise((resolve, reject) => {
      const fail = () => reject(new DisplayLost('the connection to the X server is over'));
      if (isOver) return fail();
      pending.add(fail);
      request((error, value) => {
        pending.delete(fail);
        if (error) reject(error);
        else resolve(value);
        return true;
      });
    });
  return {
    name,
    client,
    root: first?.root ?? 0,
    depth: first?.root_depth ?? 0,
    width: first?.pixel_width ?? 0,
    height: first?.pixel_height ?? 0,
    keycodes: [setup.min_keycode, setup.max_keycode],
    ask,
    atom: (atom) => ask((done) => client.InternAtom(false, atom, done)),
    sync: async () => {
      await ask((done) => client.GetInputFocus(done));
    },
    followWindows() {
      const eventMask = maskOf('StructureNotify', 'SubstructureNotify');
      client.ChangeWindowAttributes(first?.root ?? 0, { eventMask });
    },
    onEvent(listener) {
      client.on('event', listener);
      return () => client.off('event', listener);
    },
    onLost(listener) {
      lost.add(listener);
      return () => lost.delete(listener);
    },
    close: () =>
      new Promise((resolve) => {
        if (isOver) return resolve();
        end();
        client.close(() => resolve());
      }),
  };
}
