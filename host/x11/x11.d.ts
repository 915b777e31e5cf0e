// The part of the package `x11` that the host and its tests call, as its version 4 behaves. It ships no types of its own.
declare module 'x11' {
  /** Answers true when it has dealt with the error; otherwise the client emits it too. */
  type Reply<T> = (error: Error | null | undefined, value: T) => boolean;

  /** An event as the package decodes it. `rawData` is the 32 bytes of the wire. */
  interface XEvent {
    readonly name: string;
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
    /** Of properties and selections: X11 protocol, PropertyNotify, SelectionRequest and SelectionNotify. */
    readonly atom?: number;
    readonly owner?: number;
    readonly requestor?: number;
    readonly selection?: number;
    readonly target?: number;
    readonly property?: number;
    readonly rawData: Buffer;
  }
  /** As XInput 2 tells it; `detail` is the keycode or the number of the button. */
  interface XInputEvent extends XEvent {
    readonly deviceId: number;
    readonly sourceId?: number;
    /** Milliseconds of the X server's clock. */
    readonly time: number;
  }

  type Values = Readonly<Record<string, number>>;

  interface Client {
    AllocID(): number;
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
      values: Values,
    ): void;
    ChangeWindowAttributes(id: number, values: Values): void;
    ConfigureWindow(id: number, values: Values): void;
    MapWindow(id: number): void;
    DestroyWindow(id: number): void;
    RaiseWindow(id: number): void;
    CreateGC(id: number, drawable: number, values: Values): void;
    FreeGC(id: number): void;
    ChangeGC(id: number, values: Values): void;
    CreatePixmap(id: number, drawable: number, depth: number, width: number, height: number): void;
    CopyArea(
      from: number,
      to: number,
      gc: number,
      fromX: number,
      fromY: number,
      toX: number,
      toY: number,
      width: number,
      height: number,
    ): void;
    /** @param coords x, y, width and height of each, one after another */
    PolyFillRectangle(drawable: number, gc: number, coords: readonly number[]): void;
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
      done: Reply<{ readonly data: Buffer }>,
    ): void;
    InternAtom(onlyIfExists: boolean, name: string, done: Reply<number>): void;
    GetAtomName(atom: number, done: Reply<string>): void;
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
      done: Reply<XProperty>,
    ): void;
    DeleteProperty(window: number, property: number): void;
    /** @param window the new owner, 0 for none */
    SetSelectionOwner(window: number, selection: number, time: number): void;
    GetSelectionOwner(selection: number, done: Reply<number>): void;
    ConvertSelection(
      requestor: number,
      selection: number,
      target: number,
      property: number,
      time: number,
    ): void;
    QueryTree(window: number, done: Reply<{ readonly children: number[] }>): void;
    TranslateCoordinates(
      from: number,
      to: number,
      x: number,
      y: number,
      done: Reply<{ readonly destX: number; readonly destY: number }>,
    ): void;
    GetGeometry(window: number, done: Reply<{ readonly width: number; readonly height: number }>): void;
    SendEvent(window: number, propagate: number, mask: number, event: object): void;
    SetInputFocus(window: number, revertTo: number): void;
    GetInputFocus(done: Reply<unknown>): void;
    GrabKeyboard(
      window: number,
      ownerEvents: number,
      time: number,
      pointerMode: number,
      keyboardMode: number,
      done: Reply<number>,
    ): void;
    UngrabKeyboard(time: number): void;
    GetKeyboardMapping(first: number, count: number, done: Reply<number[][]>): void;
    ChangeKeyboardMapping(first: number, width: number, keysyms: readonly number[]): void;
    QueryKeymap(done: Reply<Uint8Array>): void;
    QueryPointer(window: number, done: Reply<PointerState>): void;
    QueryExtension(name: string, done: Reply<{ readonly present: number }>): void;
    require<K extends keyof Extensions>(name: K, done: Reply<Extensions[K]>): void;
    close(done?: (error?: Error) => void): void;
    on(name: 'event', listener: (event: XEvent) => void): void;
    on(name: 'error', listener: (error: Error) => void): void;
    on(name: 'end', listener: () => void): void;
    off(name: 'event', listener: (event: XEvent) => void): void;
    setMaxListeners(most: number): void;
    /** Names of atoms and back, as far as they are known already. */
    atoms: Record<string, number>;
    atom_names: Record<number, string>;
    /** For requests that the package does not know: counted, sent, and answered by number. */
    seq_num: number;
    readonly replies: Record<number, [(reply: Buffer, extra: number) => unknown, Reply<never>]>;
    readonly pack_stream: { put(request: Uint8Array): void; submit(expectsReply?: boolean): void };
  }

  interface XProperty {
    readonly type: number;
    /** Bits of one element. */
    readonly format: number;
    /** What the property holds beyond the part that was asked for. */
    readonly bytesAfter: number;
    readonly data: Buffer;
  }
  interface PointerState {
    readonly rootX: number;
    readonly rootY: number;
    readonly keyMask: number;
  }

  interface Extensions {
    readonly xtest: XTest;
    readonly xkb: Xkb;
    readonly xinput: XInput;
    readonly randr: Randr;
    readonly shape: Shape;
  }
  interface XTest {
    readonly majorOpcode: number;
    FakeInput(type: number, detail: number, delay: number, root: number, x: number, y: number): void;
  }
  interface Xkb {
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
  interface Randr {
    readonly majorOpcode: number;
    readonly firstEvent: number;
    QueryVersion(major: number, minor: number, done: Reply<[number, number]>): void;
    SelectInput(window: number, mask: number): void;
  }
  interface Shape {
    Rectangles(
      op: number,
      kind: number,
      window: number,
      x: number,
      y: number,
      rectangles: readonly (readonly number[])[],
    ): void;
  }

  interface Screen {
    readonly root: number;
    readonly root_depth: number;
    readonly root_visual: number;
    readonly pixel_width: number;
    readonly pixel_height: number;
  }
  interface Setup {
    readonly client: Client;
    readonly screen: readonly Screen[];
    readonly min_keycode: number;
    readonly max_keycode: number;
  }
  const x11: {
    createClient(
      options: { readonly display: string; readonly shm: false },
      done: (error: Error | undefined, setup: Setup) => void,
    ): Client;
    readonly eventMask: Readonly<Record<string, number>>;
  };
  export default x11;
  export type {
    Client,
    Randr,
    Reply,
    Setup,
    Shape,
    XDevice,
    XEvent,
    XInput,
    XInputEvent,
    Xkb,
    XProperty,
    XTest,
  };
}
