// The part of the package `x11` that this room calls, as its version 4 behaves. It ships no types of its own.
declare module 'x11' {
  /** Answers true when it has dealt with the error; otherwise the client emits it too. */
  type Reply<T> = (error: Error | null, value: T) => boolean;

  interface XEvent {
    readonly type: number;
    readonly name: string;
    readonly wid?: number;
  }
  interface XInputEvent extends XEvent {
    readonly evtype: number;
    readonly deviceId: number;
    readonly sourceId?: number;
    /** Milliseconds of the X server's clock. */
    readonly time: number;
    /** Keycode or number of the button. */
    readonly detail?: number;
  }

  interface Client {
    /** The number of the last request, and where requests are written that the package does not know. */
    seq_num: number;
    readonly pack_stream: { put(request: Uint8Array): void; submit(): void };
    on(name: 'event', listener: (event: XEvent) => void): void;
    on(name: 'error', listener: (error: Error) => void): void;
    on(name: 'end', listener: () => void): void;
    off(name: 'event', listener: (event: XEvent) => void): void;
    require(name: 'xtest', done: Reply<XTest>): void;
    require(name: 'xkb', done: Reply<Xkb>): void;
    require(name: 'xinput', done: Reply<XInput>): void;
    QueryExtension(name: string, done: Reply<{ readonly present: number }>): void;
    AllocID(): number;
    CreateWindow(
      id: number,
      parent: number,
      x: number,
      y: number,
      width: number,
      height: number,
      border: number,
      depth: number,
      kind: number,
      visual: number,
      values: Readonly<Record<string, number>>,
    ): void;
    ChangeWindowAttributes(window: number, values: Readonly<Record<string, number>>): void;
    GetKeyboardMapping(first: number, count: number, done: Reply<number[][]>): void;
    ChangeKeyboardMapping(first: number, width: number, keysyms: readonly number[]): void;
    GetModifierMapping(done: Reply<number[][]>): void;
    QueryKeymap(done: Reply<Uint8Array>): void;
    QueryPointer(window: number, done: Reply<PointerState>): void;
    GrabKeyboard(
      window: number,
      ownerEvents: number,
      time: number,
      pointerMode: number,
      keyboardMode: number,
      done: Reply<number>,
    ): void;
    UngrabKeyboard(time: number): void;
    GetInputFocus(done: Reply<unknown>): void;
    close(done: () => void): void;
  }
  interface PointerState {
    readonly rootX: number;
    readonly rootY: number;
    readonly keyMask: number;
  }
  interface XTest {
    readonly majorOpcode: number;
    FakeInput(type: number, detail: number, delay: number, root: number, x: number, y: number): void;
  }
  interface Xkb {
    UseExtension(major: number, minor: number, done: Reply<{ readonly supported: number }>): void;
    GetState(
      device: number,
      done: Reply<{ readonly lockedMods: number; readonly lockedGroup: number }>,
    ): void;
    LatchLockState(
      device: number,
      affectLocks: number,
      locks: number,
      lockGroup: number,
      group: number,
      affectLatches: number,
      latches: number,
      latchGroup: number,
      groupLatch: number,
    ): void;
  }
  interface XInput {
    readonly firstEvent: number;
    readonly xi2: { readonly majorVersion: number; readonly minorVersion: number } | null;
    XIQueryDevice(device: number, done: Reply<readonly XDevice[]>): void;
    XISelectEvents(
      window: number,
      mask: { readonly deviceId: number; readonly mask: readonly string[] },
    ): void;
  }
  interface XDevice {
    readonly deviceId: number;
    /** 1 and 2 are masters, 3 to 5 slaves. */
    readonly use: number;
    readonly name: string;
  }

  interface Screen {
    readonly root: number;
  }
  interface Connected {
    readonly client: Client;
    readonly screen: readonly Screen[];
    readonly min_keycode: number;
    readonly max_keycode: number;
  }
  const x11: {
    createClient(
      options: { readonly display: string; readonly shm: false },
      done: (error: Error | undefined, connected: Connected) => void,
    ): Client;
  };
  export default x11;
  export type { Client, Reply, XDevice, XEvent, XInput, XInputEvent, Xkb, XTest };
}
