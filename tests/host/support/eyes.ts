// What the tests of the host's eyes share: an open display, running a program on it, the colours inside an I420 frame, and
// what the processes of this machine are.
import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { isProblem } from '../../../host/problems.ts';
import type { Frame } from '../../../host/screen/capture.ts';
import type { Rect } from '../../../host/screen/monitors.ts';
import { type Display, openDisplay } from '../../../host/x11/display.ts';
import { stopLater } from '../../support/children.ts';
import { isNear, type Rgb } from '../../support/pixels.ts';
import { waitFor } from '../../support/wait.ts';

const execute = promisify(execFile);

/** Opens a display for a story, and closes it after the last one. */
export async function displayOf(name: string): Promise<Display> {
  const display = await openDisplay({ DISPLAY: name }, 'forgiven');
  if (isProblem(display)) throw new Error(`${display.problem}: ${display.detail}`);
  stopLater(() => display.close());
  return display;
}

/** Runs a program on this display to its end. @returns what it printed */
export async function runOn(display: string, program: string, ...args: string[]): Promise<string> {
  const { stdout } = await execute(program, args, { env: { ...process.env, DISPLAY: display } });
  return stdout.trim();
}

/** The colour of one pixel, limited-range BT.601. */
export function colourAt({ width, height, data }: Frame, x: number, y: number): Rgb {
  const luma = width * height;
  const chroma = Math.floor(y / 2) * (width / 2) + Math.floor(x / 2);
  const c = ((data[y * width + x] ?? 0) - 16) * 1.164;
  const u = (data[luma + chroma] ?? 0) - 128;
  const v = (data[luma + luma / 4 + chroma] ?? 0) - 128;
  const clamp = (value: number) => Math.max(0, Math.min(255, Math.round(value)));
  return [clamp(c + 1.596 * v), clamp(c - 0.392 * u - 0.813 * v), clamp(c + 2.017 * u)];
}

/** The ids of running ffmpeg processes that grab this display. */
export function grabbersOf(display: string): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => {
      const [program = '', ...args] = commandOf(pid);
      return program.endsWith('ffmpeg') && args.some((arg) => arg.startsWith(`${display}+`));
    })
    .map(Number);
}

/** The ids of our own programs that take the picture of this display without ffmpeg. */
export function ownGrabbersOf(display: string): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => commandOf(pid).some((part) => part.endsWith('/x11-grab.ts')))
    .filter((pid) => partsOf(`/proc/${pid}/environ`).includes(`DISPLAY=${display}`))
    .map(Number);
}

const commandOf = (pid: string): string[] => partsOf(`/proc/${pid}/cmdline`);

function partsOf(file: string): string[] {
  try {
    return readFileSync(file, 'utf8').split('\0');
  } catch {
    // It ended while we looked.
    return [];
  }
}

/** The colour that a person sees at this point of the screen, whatever windows lie there. */
export async function pixelOn({ client, root, ask }: Display, x: number, y: number): Promise<Rgb> {
  const { data } = await ask<{ data: Buffer }>((reply) =>
    client.GetImage(2, root, x, y, 1, 1, 0xffffffff, reply),
  );
  return [data[2] ?? 0, data[1] ?? 0, data[0] ?? 0];
}

/** Waits until a person sees this colour at this point. */
export async function colourBecomes(display: Display, [x, y]: Point, colour: string): Promise<void> {
  await waitFor(async () => (isNear(await pixelOn(display, x, y), colour, 12) ? true : undefined), {
    what: `${colour} at ${x},${y}`,
  });
}
export type Point = readonly [x: number, y: number];

/** The window with this title, as programs on this screen find it, once it is there. */
export const windowNamed = (display: string, title: string): Promise<string> =>
  waitFor(
    () => runOn(display, 'xdotool', 'search', '--onlyvisible', '--name', title).catch(() => undefined),
    { what: title },
  );

/** Where the inside of a window lies on the whole screen, without what the window manager drew around it. */
export async function placeOf({ client, root, ask }: Display, id: number): Promise<Rect> {
  const at = await ask<{ destX: number; destY: number }>((reply) =>
    client.TranslateCoordinates(id, root, 0, 0, reply),
  );
  const { width, height } = await ask<{ width: number; height: number }>((reply) =>
    client.GetGeometry(id, reply),
  );
  return { x: at.destX, y: at.destY, width, height };
}
