// One X11 window that shows a picture and tells what happens to it. It knows no drawing and no question. `pinned` windows
// are none of the window manager's business: it can neither close, move, hide nor cover them. `managed` ones have a title
// bar, take the focus, and can be closed.
import type { Shape, XEvent } from 'x11';
import type { Rect } from '../screen/monitors.ts';
import { isSent, maskOf } from '../x11/connection.ts';
import type { Cancel, Display } from '../x11/display.ts';

/** Part of a window in pixels: left, top, width, height. */
export type Span = readonly [x: number, y: number, width: number, height: number];

export interface WindowWish {
  readonly kind: 'pinned' | 'managed';
  readonly title: string;
  /** In pixels of the whole screen. */
  readonly place: Rect;
  /** Colour before anything is painted, 0xrrggbb. */
  readonly ground: number;
  /** A window that no press stops at; it goes to whatever lies below. */
  readonly input: 'taken' | 'passes-through';
  /** The only parts of it that are there, from its upper left corner; all of it where none are given. */
  readonly region?: readonly Span[];
}

/** A press or a key as the server tells it. */
export interface Input {
  readonly kind: 'pointer' | 'key';
  readonly isDown: boolean;
  /** The button, or the keycode. */
  readonly code: number;
  /** Milliseconds by the server's clock, as in raw events of XInput 2. */
  readonly time: number;
  readonly x: number;
  readonly y: number;
  readonly isShifted: boolean;
}

export interface WindowHandlers {
  input?(input: Input): void;
  focus?(isFocused: boolean): void;
  /** On the screen and covered by nothing. */
  visible?(isVisible: boolean): void;
  /** Moved or resized, by whomever. */
  moved?(): void;
  /** Somebody asked the window manager to close it. */
  close?(): void;
  /** Another program took it away, or the connection broke. */
  gone?(): void;
}

export interface XWindow {
  readonly id: number;
  /** Shows these pixels, four bytes each: blue, green, red, unused. */
  show(picture: { readonly width: number; readonly height: number; readonly data: Buffer }): void;
  /** Puts it elsewhere. */
  place(place: Rect): void;
  /** Asks for the keyboard. */
  focus(): void;
  close(): void;
}

/** Bytes of one PutImage, small enough for any server. */
const BAND_BYTES = 200_000;
/** Shape, section "Types": how a region changes, and which one. */
export const SHAPE = { set: 0, union: 1, bounding: 0, input: 2 } as const;
const Z_PIXMAP = 2;
const UNOBSCURED = 0;
const NOTIFY_POINTER = 5;

const EVENTS = maskOf(
  'KeyPress',
  'KeyRelease',
  'ButtonPress',
  'ButtonRelease',
  'Exposure',
  'VisibilityChange',
  'StructureNotify',
  'FocusChange',
);

/** Opens and shows a window. */
export async function openWindow(
  display: Display,
  wish: WindowWish,
  handlers: WindowHandlers,
): Promise<XWindow> {
  const { client, root, depth } = display;
  const id = client.AllocID();
  const { x, y, width, height } = wish.place;
  client.CreateWindow(id, root, x, y, width, height, 0, 0, 0, 0, {
    backgroundPixel: wish.ground,
    overrideRedirect: wish.kind === 'pinned' ? 1 : 0,
    eventMask: wish.input === 'taken' ? EVENTS : maskOf('StructureNotify', 'Exposure'),
  });
  const gc = client.AllocID();
  client.CreateGC(gc, id, {});
  await describe(display, id, wish);
  if (wish.input === 'passes-through' || wish.region) {
    const shape = await display.ask<Shape>((reply) => client.require('shape', reply));
    // Set to nothing: no point of it takes a press (shape, section "ShapeInput").
    if (wish.input === 'passes-through') shape.Rectangles(SHAPE.set, SHAPE.input, id, 0, 0, []);
    // Before it is shown, or all of it would be there for a moment.
    if (wish.region) shape.Rectangles(SHAPE.set, SHAPE.bounding, id, 0, 0, wish.region);
  }
  let shown: Parameters<XWindow['show']>[0] | null = null;
  let isClosed = false;
  const put = () => {
    if (!shown || isClosed) return;
    const rows = Math.max(1, Math.floor(BAND_BYTES / (shown.width * 4)));
    for (let top = 0; top < shown.height; top += rows) {
      const count = Math.min(rows, shown.height - top);
      const band = shown.data.subarray(top * shown.width * 4, (top + count) * shown.width * 4);
      client.PutImage(Z_PIXMAP, id, gc, shown.width, count, 0, top, 0, depth, band);
    }
  };

  const deleteAtom = await display.atom('WM_DELETE_WINDOW');
  const cancels: Cancel[] = [];
  const close = () => {
    if (isClosed) return;
    isClosed = true;
    for (const cancel of cancels) cancel();
    client.FreeGC(gc);
    client.DestroyWindow(id);
  };
  const lose = () => {
    if (isClosed) return;
    isClosed = true;
    for (const cancel of cancels) cancel();
    handlers.gone?.();
  };
  cancels.push(
    display.onLost(lose),
    display.onEvent((event) => {
      if (event.wid !== id && event.wid1 !== id) return;
      if (event.name === 'Expose') return put();
      if (event.name === 'DestroyNotify') return lose();
      tell(event, { handlers, deleteAtom });
    }),
  );
  client.MapWindow(id);
  await display.sync();
  return {
    id,
    show(picture) {
      shown = picture;
      put();
    },
    place: (place) => {
      if (!isClosed) client.ConfigureWindow(id, { ...place });
    },
    focus: () => {
      if (!isClosed) client.SetInputFocus(id, 2);
    },
    close,
  };
}

function tell(
  event: XEvent,
  { handlers, deleteAtom }: { handlers: WindowHandlers; deleteAtom: number },
): void {
  switch (event.name) {
    case 'ButtonPress':
    case 'ButtonRelease':
    case 'KeyPress':
    case 'KeyRelease':
      // What a program sent is no press at all.
      if (!isSent(event)) handlers.input?.(inputFrom(event));
      return;
    case 'FocusIn':
    case 'FocusOut':
      // A key that another program has reserved moves the focus for a moment (modes 1 and 2), the pointer never does.
      if (event.mode === 1 || event.mode === 2 || event.detail === NOTIFY_POINTER) return;
      handlers.focus?.(event.name === 'FocusIn');
      return;
    case 'VisibilityNotify':
      handlers.visible?.(event.state === UNOBSCURED);
      return;
    case 'UnmapNotify':
      handlers.visible?.(false);
      return;
    case 'ConfigureNotify':
      handlers.moved?.();
      return;
    case 'ClientMessage':
      if (event.data?.[0] === deleteAtom) handlers.close?.();
  }
}

const inputFrom = ({ name, keycode, time, x, y, buttons }: XEvent): Input => ({
  kind: name === 'ButtonPress' || name === 'ButtonRelease' ? 'pointer' : 'key',
  isDown: name === 'ButtonPress' || name === 'KeyPress',
  code: keycode ?? 0,
  time: time ?? 0,
  x: x ?? 0,
  y: y ?? 0,
  isShifted: ((buttons ?? 0) & 1) !== 0,
});

/** What window managers and screen readers are told: ICCCM section 4.1.2, EWMH "Application Window Properties". */
async function describe(display: Display, id: number, { kind, title, place }: WindowWish): Promise<void> {
  const { client } = display;
  const set = async (name: string, type: string, value: Buffer | readonly number[]) => {
    const [property, kindOf] = await Promise.all([display.atom(name), display.atom(type)]);
    client.ChangeProperty(0, id, property, kindOf, Buffer.isBuffer(value) ? 8 : 32, value);
  };
  const atoms = (...names: string[]) => Promise.all(names.map((name) => display.atom(name)));
  await set('_NET_WM_NAME', 'UTF8_STRING', Buffer.from(title));
  await set('WM_NAME', 'STRING', Buffer.from(title, 'latin1'));
  await set('WM_CLASS', 'STRING', Buffer.from('permesso\0Permesso\0', 'latin1'));
  const type = kind === 'pinned' ? '_NET_WM_WINDOW_TYPE_DOCK' : '_NET_WM_WINDOW_TYPE_DIALOG';
  await set('_NET_WM_WINDOW_TYPE', 'ATOM', await atoms(type));
  await set('_NET_WM_STATE', 'ATOM', await atoms('_NET_WM_STATE_ABOVE', '_NET_WM_STATE_STICKY'));
  if (kind === 'pinned') return;
  await set('WM_PROTOCOLS', 'ATOM', await atoms('WM_DELETE_WINDOW'));
  // USPosition, USSize, PMinSize, PMaxSize: where we say, and of one size.
  const { x, y, width, height } = place;
  const hints = [
    1 | 2 | 16 | 32,
    x,
    y,
    width,
    height,
    width,
    height,
    width,
    height,
    ...Array<number>(9).fill(0),
  ];
  await set('WM_NORMAL_HINTS', 'WM_SIZE_HINTS', hints);
  // InputHint: it wants the keyboard.
  await set('WM_HINTS', 'WM_HINTS', [1, 1, 0, 0, 0, 0, 0, 0, 0]);
}
