// Other programs that own the clipboard of a screen, real ones, and knowing when they do.
import type { ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Display } from '../../../host/x11/display.ts';
import { startChild, stopLater } from '../../support/children.ts';
import { waitFor } from '../../support/wait.ts';

/** Programs as the suite installs them: xclip answers in one piece, xsel in parts of 4000 bytes. */
const COMMANDS = {
  xclip: (file: string) => `exec xclip -quiet -selection clipboard -in ${file}`,
  'xclip as a picture': (file: string) => `exec xclip -quiet -selection clipboard -t image/png -in ${file}`,
  xsel: (file: string) => `exec xsel --nodetach --clipboard --input < ${file}`,
} as const;
export type OwnerName = keyof typeof COMMANDS;

/** Has a program own the clipboard with these bytes, and waits until it does. */
export async function ownClipboard(
  display: Display,
  program: OwnerName,
  bytes: string | Uint8Array,
): Promise<ChildProcess> {
  const folder = folderForNow();
  const file = join(folder, 'text');
  writeFileSync(file, bytes);
  const before = await clipboardOwner(display);
  const env = { ...process.env, DISPLAY: display.name };
  const child = startChild('sh', ['-c', COMMANDS[program](file)], { env });
  await waitFor(
    async () => {
      const now = await clipboardOwner(display);
      return now !== 0 && now !== before ? true : undefined;
    },
    { what: `${program} to own the clipboard` },
  );
  return child;
}

/** The window that owns the clipboard; 0 for none. */
export async function clipboardOwner(display: Display): Promise<number> {
  const clipboard = await display.atom('CLIPBOARD');
  return display.ask<number>((done) => display.client.GetSelectionOwner(clipboard, done));
}

/** A folder that is gone after the stories. */
export function folderForNow(): string {
  const folder = mkdtempSync(join(tmpdir(), 'permesso-passes-'));
  stopLater(async () => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
