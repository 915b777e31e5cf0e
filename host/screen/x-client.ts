// The few requests of the X11 protocol that the host and its tests use, with types, over the `x11` package, which has none. It knows
// no window and no monitor.
import { createRequire } from 'node:module';

/** An event as the package decodes it. `rawData` is the 32 bytes of the wire. */
export interface XEvent {
  readonly name?: string;
  readonly type: number;
  readonly wid?: number;
  /** Of what happened to a window in another one's eyes: that window. */
  readonly wid1?: number;
  readonly time?: number;
  readonly keycode?: number;
  /** Modifier and button state before the event, a KEYBUTMASK. */
  readonly buttons?: number;
  readonly x?: number;
  readonly y?: number;
  readonly width?: number;
  readonly height?: number;
  readonly state?: number;
  readonly mode?: number;
  readonly detail?: number;
  readonly data?: readonly number[];
  readonly rawData: Buffer;
}

export type Reply<T> = (error: Error | null | undefined, value: T) => void;

export interface XExtension {
  readonly majorOpcode: number;
  readonly firstEvent: number;
}

export interface RandrExtension extends XExtension {
  QueryVersion(major: number, minor: number, reply: Reply<[number, number]>): void;
  SelectInput(window: number, mask: number): void;
}

export interface ShapeExtension extends XExtension {
  Rectangles(
    op: number,
    kind: number,
    window: number,
    x: number,
    y: number,
    rectangles: readonly (readonly number[])[],
  ): void;
}

interface Extensions {
  randr: RandrExtension;
  shape: ShapeExtension;
}

export interface XProperty {
  readonly type: number;
  readonly data: Buffer;
}

export interface XClient {
  AllocID(): number;
  ReleaseID(id: number): void;
  CreateWindow(
    id: number,
    parent: number,
    x: number,
    y: number,
    width: number,
    height: number,
    borderWidth: number,
    depth: number,
    kind: number,
    visual: number,
    values: Readonly<Record<string, number>>,
  ): void;
  ChangeWindowAttributes(id: number, values: Readonly<Record<string, number>>): void;
  ConfigureWindow(id: number, values: Readonly<Record<string, number>>): void;
  MapWindow(id: number): void;
  UnmapWindow(id: number): void;
  DestroyWindow(id: number): void;
  RaiseWindow(id: number): void;
  CreateGC(id: number, drawable: number, values: Readonly<Record<string, number>>): void;
  FreeGC(id: number): void;
  PutImage(
    format: number,
    drawable: number,
    gc: number,
    width: number,
    height: number,
    x: number,
    y: number,
    leftPad: number,
    depth: number,
    data: Buffer,
  ): void;
  GetImage(
    format: number,
    drawable: number,
    x: number,
    y: number,
    width: number,
    height: number,
    planes: number,
    reply: Reply<{ data: Buffer }>,
  ): void;
  InternAtom(onlyIfExists: boolean, name: string, reply: Reply<number>): void;
  GetAtomName(atom: number, reply: Reply<string>): void;
  ChangeProperty(
    mode: number,
    window: number,
    property: number,
    type: number,
    format: 8 | 16 | 32,
    data: Buffer | readonly number[],
  ): void;
  GetProperty(
    shouldDelete: number,
    window: number,
    property: number,
    type: number,
    offset: number,
    length: number,
    reply: Reply<XProperty>,
  ): void;
  QueryTree(window: number, reply: Reply<{ children: number[] }>): void;
  TranslateCoordinates(
    from: number,
    to: number,
    x: number,
    y: number,
    reply: Reply<{ destX: number; destY: number }>,
  ): void;
  GetGeometry(window: number, reply: Reply<{ width: number; height: number }>): void;
  SendEvent(window: number, propagate: number, mask: number, event: object): void;
  SetInputFocus(window: number, revertTo: number): void;
  GetKeyboardMapping(first: number, count: number, reply: Reply<number[][]>): void;
  require<K extends keyof Extensions>(name: K, reply: Reply<Extensions[K]>): void;
  sync(): Promise<void>;
  close(done?: (error?: Error) => void): void;
  on(event: 'event', listener: (event: XEvent) => void): void;
  on(event: 'error', listener: (error: Error) => void): void;
  on(event: 'end', listener: () => void): void;
  setMaxListeners(most: number): void;
  off(event: 'event', listener: (event: XEvent) => void): void;
  /** Names of atoms and back, as far as they are known already. */
  atoms: Record<string, number>;
  atom_names: Record<number, string>;
  /** For requests that the package does not know: counted, sent, and answered by number. */
  seq_num: number;
  readonly replies: Record<number, [(reply: Buffer, extra: number) => unknown, Reply<never>]>;
  readonly pack_stream: { put(packet: Buffer): void; submit(expectsReply?: boolean): void };
}

export interface XSetup {
  readonly client: XClient;
  readonly screen: readonly {
    readonly root: number;
    readonly root_depth: number;
    readonly root_visual: number;
    readonly pixel_width: number;
    readonly pixel_height: number;
  }[];
}

interface X11 {
  createClient(
    options: { display: string; shm: boolean },
    done: (error: Error | undefined, setup: XSetup) => void,
  ): XClient;
  readonly eventMask: Readonly<Record<string, number>>;
}

// Read by `require`, since the package has no types and another room may declare those it needs.
const x11: X11 = createRequire(import.meta.url)('x11');

/** Connects to an X server. @param display as in DISPLAY. @throws the error of the connection or of the set-up */
export function connect(display: string): Promise<XSetup> {
  return new Promise((resolve, reject) => {
    let isUp = false;
    try {
      const client = x11.createClient({ display, shm: false }, (error, setup) => {
        if (error) return reject(error);
        isUp = true;
        forgetAtoms(setup.client);
        // Every window listens for itself.
        setup.client.setMaxListeners(0);
        resolve(setup);
      });
      client.on('error', (error) => {
        if (!isUp) reject(error);
      });
    } catch (error) {
      // A display that cannot even be read.
      reject(error);
    }
  });
}

/** Atoms up to this one mean the same on every server: X11 protocol, appendix B. */
const LAST_PREDEFINED = 68;

/** The package keeps one table of atoms for all connections, but each server numbers its own. */
function forgetAtoms(client: XClient): void {
  const predefined = Object.entries(client.atoms).filter(([, atom]) => atom <= LAST_PREDEFINED);
  client.atoms = Object.fromEntries(predefined);
  client.atom_names = Object.fromEntries(predefined.map(([name, atom]) => [atom, name]));
}

/** The event mask made of these names: X11 protocol, section 8, SETofEVENT. */
export const maskOf = (...names: string[]): number =>
  names.reduce((mask, name) => mask | (x11.eventMask[name] ?? 0), 0);

/** One request with one reply, as a promise. */
export const ask = <T>(send: (reply: Reply<T>) => void): Promise<T> =>
  new Promise((resolve, reject) => {
    send((error, value) => {
      if (error) reject(error);
      else resolve(value);
      return true;
    });
  });

/** True for what a program made with SendEvent: no hand did it (X11 protocol, section 10.9). */
export const isSent = ({ rawData }: XEvent): boolean => ((rawData[0] ?? 0) & 0x80) !== 0;
