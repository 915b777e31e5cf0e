// One connection to the X server of this desktop. Knows how to ask and how to notice that the server is gone; what is asked
// stands in the files beside it.
import x11, { type Client, type Reply } from 'x11';
import type { Unusable } from '../unusable.ts';

/** The variables that name a desktop, as a process has them. The package reads XAUTHORITY from the process itself. */
export interface DesktopEnv {
  readonly DISPLAY?: string | undefined;
  readonly WAYLAND_DISPLAY?: string | undefined;
  readonly XDG_SESSION_TYPE?: string | undefined;
}

export interface Display {
  /** As in DISPLAY. */
  readonly name: string;
  readonly client: Client;
  readonly root: number;
  /** The first and last keycode of this server. */
  readonly keycodes: readonly [min: number, max: number];
  /** One request with an answer. Rejects with `DisplayLost` when the connection ends first. */
  ask<T>(request: (done: Reply<T>) => void): Promise<T>;
  /** Resolves once the server has done everything that was sent before. */
  sync(): Promise<void>;
  /** Tells once, when the connection ended without `close`. */
  onLost(listener: () => void): void;
  close(): Promise<void>;
}

export class DisplayLost extends Error {
  override readonly name = 'DisplayLost';
}

/** Connects to the desktop that the variables name, or says why that cannot be. */
export async function openDisplay(env: DesktopEnv): Promise<Display | Unusable> {
  const isWayland = Boolean(env.WAYLAND_DISPLAY) || env.XDG_SESSION_TYPE === 'wayland';
  const name = env.DISPLAY;
  if (!name) return { unusable: isWayland ? 'WAYLAND_ONLY' : 'NO_DISPLAY' };
  const display = await connect(name).catch(() => null);
  if (!display) return { unusable: isWayland ? 'WAYLAND_ONLY' : 'DISPLAY_REFUSED' };
  // Xwayland answers like any X server, but reaches the X programs only: a hand that stops at every other window.
  const xwayland = await display.ask<{ present: number }>((done) =>
    display.client.QueryExtension('XWAYLAND', done),
  );
  if (xwayland.present === 0 && env.XDG_SESSION_TYPE !== 'wayland') return display;
  await display.close();
  return { unusable: 'WAYLAND_ONLY' };
}

function connect(name: string): Promise<Display> {
  return new Promise((resolve, reject) => {
    const pending = new Set<() => void>();
    const listeners: (() => void)[] = [];
    let isOver = false;
    const end = () => {
      isOver = true;
      for (const fail of pending) fail();
      pending.clear();
    };
    const lose = () => {
      if (isOver) return;
      end();
      for (const listener of listeners) listener();
    };
    const client = x11.createClient({ display: name, shm: false }, (error, connected) => {
      if (error) return reject(error);
      const ask = <T>(request: (done: Reply<T>) => void): Promise<T> =>
        new Promise<T>((answer, refuse) => {
          const fail = () => refuse(new DisplayLost('the connection to the X server is over'));
          if (isOver) return fail();
          pending.add(fail);
          request((problem, value) => {
            pending.delete(fail);
            if (problem) refuse(problem);
            else answer(value);
            // Tells the package that the error has found its reader.
            return true;
          });
        });
      const sync = async () => {
        await ask((done) => client.GetInputFocus(done));
      };
      const close = () =>
        new Promise<void>((done) => {
          if (isOver) return done();
          end();
          client.on('end', done);
          client.close(done);
        });
      const root = connected.screen[0]?.root ?? 0;
      const keycodes = [connected.min_keycode, connected.max_keycode] as const;
      const onLost = (listener: () => void) => void listeners.push(listener);
      resolve({ name, client, root, keycodes, ask, sync, onLost, close });
    });
    // An error that no request asked for is a bug of ours or the end of the connection; a hand that stops is right for both.
    client.on('error', lose);
    client.on('end', lose);
  });
}
