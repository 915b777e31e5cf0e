// A program on the screen: a page of small marks that scrolls thirty times a second with the moment of each step written on it,
// or rests; and a lamp that any key turns on or off. Told by a line on its input: "scroll" or "rest".
import { createInterface } from 'node:readline';
import { isProblem } from '../../host/problems.ts';
import { maskOf } from '../../host/x11/connection.ts';
import { openDisplay } from '../../host/x11/display.ts';
import { ground, LAMP, moment, SCREEN, squaresOf } from './code.ts';

const EVERY_MS = 1000 / 30;
const STEP = 24;
/** X11 protocol, appendix B. */
const ATOM = 4;
const { width, height } = SCREEN;

const display = await openDisplay(process.env, 'forgiven');
if (isProblem(display)) throw new Error(display.problem);
const { client, root, depth } = display;
const [window, page, gc] = [client.AllocID(), client.AllocID(), client.AllocID()];
client.CreateWindow(window, root, 0, 0, width, height, 0, 0, 0, 0, {
  eventMask: maskOf('KeyPress'),
});
// At the bottom and without a frame, so that the host's question lies above it: EWMH, _NET_WM_WINDOW_TYPE.
const [type, desktop] = await Promise.all([
  display.atom('_NET_WM_WINDOW_TYPE'),
  display.atom('_NET_WM_WINDOW_TYPE_DESKTOP'),
]);
client.ChangeProperty(0, window, type, ATOM, 32, [desktop]);
client.CreatePixmap(page, root, depth, width, height * 2);
client.CreateGC(gc, window, {});
const fill = (drawable: number, colour: number, coords: readonly number[]) => {
  client.ChangeGC(gc, { foreground: colour });
  client.PolyFillRectangle(drawable, gc, coords);
};

/** Lines of marks about as large as letters. */
function drawPage(): void {
  fill(page, 0xffffff, [0, 0, width, height * 2]);
  for (let y = 8; y < height * 2; y += 20) {
    const marks: number[] = [];
    // The same on every run: widths that do not repeat soon.
    for (let x = 40 + ((y * 7) % 50); x < width - 200; x += 6 + ((x * y) % 11)) marks.push(x, y, 3, 10);
    fill(page, 0x202020, marks);
  }
}

let offset = 0;
let isLit = false;
function paint(): void {
  offset = (offset + STEP) % height;
  client.CopyArea(page, window, gc, 0, offset, 0, 0, width, height);
  fill(window, 0x000000, ground);
  fill(window, 0xffffff, squaresOf(moment()));
  fill(window, isLit ? 0xffffff : 0x000000, [LAMP.x, LAMP.y, LAMP.side, LAMP.side]);
}

drawPage();
client.MapWindow(window);
paint();
await display.sync();
display.onEvent(({ name }) => {
  if (name !== 'KeyPress') return;
  isLit = !isLit;
  fill(window, isLit ? 0xffffff : 0x000000, [LAMP.x, LAMP.y, LAMP.side, LAMP.side]);
});
let timer: NodeJS.Timeout | undefined;
createInterface({ input: process.stdin }).on('line', (line) => {
  clearInterval(timer);
  client.SetInputFocus(window, 1);
  if (line === 'scroll') timer = setInterval(paint, EVERY_MS);
});
process.stdout.write('ready\n');
