// An editor on the customer's desktop with one file in its folder, and where on the screen a hand finds things in it. It knows
// neither host nor technician.
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startChild, stopChild, stopLater } from './children.ts';
import type { Desktop } from './desktop.ts';
import { waitFor } from './wait.ts';

/** A point of the screen in pixels. */
export interface Spot {
  readonly x: number;
  readonly y: number;
}

export interface Editor {
  readonly file: { text(): string };
  /** The one file in the list of the dialog that opens files, once the dialog is there. */
  fileInDialog(): Promise<Spot>;
  /** True once the file stands in the editor. */
  hasOpened(): Promise<boolean>;
  /** Where the first line begins that is shown. */
  readonly firstLine: Spot;
  /** Where the last one begins, at the end of the file. */
  readonly lastLine: Spot;
}

const NAME = 'note.txt';
/** Below the host's banner, which is always on top. */
const PLACE = { x: 20, y: 100, width: 1_000, height: 600 };
/** Where things lie in the program's two windows, from their inner corner; half a line off is near enough. */
const FIRST_FILE = { x: 300, y: 84 };
const FIRST_LINE = { x: 4, y: 36 };
const FROM_BELOW = 11;

/** Starts l3afpad, with this file in the folder in which its dialog begins. */
export async function openEditor(desktop: Desktop, text: string): Promise<Editor> {
  const home = mkdtempSync(join(tmpdir(), 'permesso-editor-'));
  stopLater(() => rm(home, { recursive: true, force: true }));
  const path = join(home, NAME);
  writeFileSync(path, text);
  // Without a D-Bus the toolkit's settings are what this file says.
  const settings = join(home, '.config', 'glib-2.0', 'settings');
  mkdirSync(settings, { recursive: true });
  writeFileSync(join(settings, 'keyfile'), "[org/gtk/settings/file-chooser]\nstartup-mode='cwd'\n");
  const env = { ...process.env, ...desktop.env, LC_ALL: 'C.UTF-8', HOME: home, GSETTINGS_BACKEND: 'keyfile' };
  const child = startChild('env', ['-C', home, 'l3afpad'], { env });
  stopLater(() => stopChild(child));
  const window = await windowNamed(desktop, 'Untitled');
  const { x, y, width, height } = PLACE;
  await desktop.run('xdotool', 'windowsize', '--sync', window, String(width), String(height));
  await desktop.run('xdotool', 'windowmove', '--sync', window, String(x), String(y));
  await desktop.run('xdotool', 'windowactivate', '--sync', window);
  const { x: left, y: top } = await cornerOf(desktop, window);
  return {
    file: { text: () => readFileSync(path, 'utf8') },
    async fileInDialog() {
      const corner = await cornerOf(desktop, await windowNamed(desktop, '^Open$'));
      return { x: corner.x + FIRST_FILE.x, y: corner.y + FIRST_FILE.y };
    },
    hasOpened: async () => (await desktop.run('xdotool', 'getwindowname', window)).includes(NAME),
    firstLine: { x: left + FIRST_LINE.x, y: top + FIRST_LINE.y },
    lastLine: { x: left + FIRST_LINE.x, y: top + height - FROM_BELOW },
  };
}

const windowNamed = (desktop: Desktop, name: string): Promise<string> =>
  waitFor(
    async () => {
      const found = await desktop.run('xdotool', 'search', '--onlyvisible', '--name', name).catch(() => '');
      return found.split('\n')[0] || undefined;
    },
    { what: `the window ${name}`, timeoutMs: 20_000 },
  );

/** The first point inside a window, without what the window manager drew around it. */
async function cornerOf({ eyes }: Desktop, window: string): Promise<Spot> {
  const { client, root, ask } = eyes.display;
  const { destX, destY } = await ask<{ destX: number; destY: number }>((done) =>
    client.TranslateCoordinates(Number(window), root, 0, 0, done),
  );
  return { x: destX, y: destY };
}
