// The clipboard of a real X server, shared with programs that people use: xclip, xsel and xterm.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { XEvent } from 'x11';
import { type Clipboard, readPlain } from '../../host/clipboard/clipboard.ts';
import { x11Clipboard } from '../../host/clipboard/x11.ts';
import { clock } from '../../host/place.ts';
import type { Display } from '../../host/x11/display.ts';
import { PASS_BYTES } from '../../shared/channel/passes.ts';
import { startChild, stopAll, stopChild } from '../support/children.ts';
import { waitFor } from '../support/wait.ts';
import { type Screen, startXvfb } from '../support/xvfb.ts';
import { displayOf, runOn } from './support/eyes.ts';
import { clipboardOwner, folderForNow, ownClipboard } from './support/owner.ts';

const TEXTS = {
  'accents, signs and other scripts': 'perché costa 5 € {[|]}\n\t漢字 かな 한국어 🙂',
  'as much as passes': 'ab€ '.repeat(PASS_BYTES / 6).slice(0, PASS_BYTES / 3),
  '64 KiB': 'a'.repeat(PASS_BYTES),
} as const;

let screen: Screen;
let other: Display;
let display: Display;
let clipboard: Clipboard;
beforeAll(async () => {
  screen = await startXvfb({ width: 800, height: 600 });
  other = await displayOf(screen.display);
});
beforeEach(async () => {
  display = await displayOf(screen.display);
  clipboard = await x11Clipboard(display, clock.after);
});
afterEach(() => clipboard.close());
afterAll(stopAll);

const program = (...args: readonly [string, ...string[]]) => runOn(screen.display, ...args);

describe('reading', () => {
  for (const owner of ['xclip', 'xsel'] as const)
    for (const [name, text] of Object.entries(TEXTS))
      it(`gets ${name} from ${owner}`, async () => {
        const child = await ownClipboard(other, owner, text);
        expect(await clipboard.read()).toBe(text);
        await stopChild(child);
      });

  it('gets what was selected in a terminal', async () => {
    const folder = folderForNow();
    const terminal = startChild(
      'xterm',
      [
        ...['-geometry', '60x10+0+0', '-T', 'terminal', '-xrm', 'XTerm*selectToClipboard: true'],
        ...['-u8', '-e', 'sh', '-c', `printf 'perché 5 €\\n'; touch ${join(folder, 'up')}; cat`],
      ],
      { env: { ...process.env, DISPLAY: screen.display, LC_ALL: 'C.UTF-8' } },
    );
    await waitFor(async () => (existsSync(join(folder, 'up')) ? true : undefined), { what: 'xterm' });
    const id = await waitFor(
      () => program('xdotool', 'search', '--onlyvisible', '--name', 'terminal').catch(() => undefined),
      { what: 'its window' },
    );
    const selected = await waitFor(
      async () => {
        await program('xdotool', 'mousemove', '--window', id, '30', '10', 'click', '--repeat', '3', '1');
        const text = await clipboard.read();
        return typeof text === 'string' && text !== '' ? text : undefined;
      },
      { what: 'the selected line', everyMs: 700 },
    );
    expect(selected.trimEnd()).toBe('perché 5 €');
    await stopChild(terminal);
  });

  it('ends lines in one way, whatever system they come from', () => {
    expect(readPlain(Buffer.from('a\r\nb\rc\n'))).toBe('a\nb\nc\n');
  });

  it('refuses more than 64 KiB, in one piece or in parts', async () => {
    for (const owner of ['xclip', 'xsel'] as const) {
      const child = await ownClipboard(other, owner, 'a'.repeat(70 * 1024));
      expect(await clipboard.read()).toEqual({ clipboard: 'TOO_LARGE' });
      const next = await ownClipboard(other, 'xsel', 'after');
      expect(await clipboard.read()).toBe('after');
      for (const each of [child, next]) await stopChild(each);
    }
  });

  it('finds nothing on a clipboard that nobody owns, or that is empty', async () => {
    other.client.SetSelectionOwner(0, await other.atom('CLIPBOARD'), 0);
    await other.sync();
    expect(await clipboard.read()).toEqual({ clipboard: 'EMPTY' });
    const child = await ownClipboard(other, 'xclip', '');
    expect(await clipboard.read()).toEqual({ clipboard: 'EMPTY' });
    await stopChild(child);
  });

  it('refuses pictures, bytes that are no text, and characters that steer a terminal', async () => {
    const cases = [
      ['xclip as a picture', 'PNG', 'NOT_TEXT'],
      ['xclip', Uint8Array.of(0x61, 0xff, 0x62), 'NOT_TEXT'],
      ['xclip', 'ls\u001b[201~; rm\r', 'NOT_PLAIN'],
      ['xclip', 'a\u0000b', 'NOT_PLAIN'],
    ] as const;
    for (const [owner, bytes, problem] of cases) {
      const child = await ownClipboard(other, owner, bytes);
      expect(await clipboard.read()).toEqual({ clipboard: problem });
      await stopChild(child);
    }
  });

  it('gives up on an owner that does not answer, and takes its late answer for nothing else', async () => {
    const child = await ownClipboard(other, 'xsel', 'late');
    child.kill('SIGSTOP');
    const first = clipboard.read();
    expect(await first).toEqual({ clipboard: 'NO_ANSWER' });
    const next = await ownClipboard(other, 'xsel', 'next');
    child.kill('SIGCONT');
    expect(await clipboard.read()).toBe('next');
    for (const each of [child, next]) await stopChild(each);
  });

  it('gives up on an owner that dies before it answers, and finds nothing then', async () => {
    const child = await ownClipboard(other, 'xclip', 'dying');
    child.kill('SIGSTOP');
    const asked = clipboard.read();
    // The name, the time and the question: each has reached the server one answer later at most.
    for (let step = 0; step < 5; step++) await display.sync();
    await stopChild(child, 'SIGKILL');
    expect(await asked).toEqual({ clipboard: 'NO_ANSWER' });
    expect(await clipboard.read()).toEqual({ clipboard: 'EMPTY' });
  });

  it('happens once for each call, and never by itself', async () => {
    const requests: XEvent[] = [];
    const take = silentOwner(other, (request) => requests.push(request));
    await take();
    await clipboard.write('somebody else owns it next');
    await take();
    await other.sync();
    await display.sync();
    expect(requests).toEqual([]);
    const read = clipboard.read();
    await waitFor(async () => (requests.length > 0 ? true : undefined), { what: 'the question' });
    await read;
    expect(requests).toHaveLength(1);
  });
});

describe('putting', () => {
  const pasted = (...args: string[]) => program('xclip', '-selection', 'clipboard', '-out', ...args);

  for (const [name, text] of Object.entries(TEXTS))
    it(`gives ${name} to xclip and xsel`, async () => {
      expect(await clipboard.write(text)).toBeNull();
      // Both end with the text's own last line; the helper trims what a shell would.
      expect(await pasted()).toBe(text.trim());
      expect(await program('xsel', '--clipboard', '--output')).toBe(text.trim());
    });

  it('is pasted by a terminal as it was put', async () => {
    // Ends its line itself: a key pressed after it could be faster than the paste.
    const text = 'perché costa 5 € {[|]} 漢字\n';
    const folder = folderForNow();
    const terminal = startChild(
      'xterm',
      [
        ...['-T', 'paste here', '-xrm', 'XTerm*selectToClipboard: true', '-u8'],
        ...['-e', 'sh', '-c', `touch ${join(folder, 'up')}; head -n 1 > ${join(folder, 'typed')}`],
      ],
      { env: { ...process.env, DISPLAY: screen.display, LC_ALL: 'C.UTF-8' } },
    );
    await waitFor(async () => (existsSync(join(folder, 'up')) ? true : undefined), { what: 'xterm' });
    const focus = () => program('xdotool', 'getwindowfocus', 'getwindowname').catch(() => '');
    await waitFor(async () => ((await focus()) === 'paste here' ? true : undefined), { what: 'the focus' });
    expect(await clipboard.write(text)).toBeNull();
    await screen.press('shift+Insert');
    const typed = await waitFor(
      async () => {
        const now = readFileSync(join(folder, 'typed'), 'utf8');
        return now === '' ? undefined : now;
      },
      { what: 'the pasted line' },
    );
    expect(typed).toBe(text);
    await stopChild(terminal);
  });

  it('says what it has, and gives Latin-1 only where that is the whole text', async () => {
    await clipboard.write('perché');
    const targets = (await pasted('-t', 'TARGETS')).split('\n');
    expect(targets).toEqual(['TARGETS', 'TIMESTAMP', 'UTF8_STRING', 'text/plain;charset=utf-8', 'STRING']);
    expect(await pasted('-t', 'text/plain;charset=utf-8')).toBe('perché');
    expect(Number(await pasted('-t', 'TIMESTAMP'))).toBeGreaterThan(0);
    await clipboard.write('漢字');
    expect((await pasted('-t', 'TARGETS')).split('\n')).not.toContain('STRING');
    for (const target of ['STRING', 'MULTIPLE', 'image/png'])
      await expect(pasted('-t', target)).rejects.toThrow();
  });

  it('refuses what is empty, too long, or no plain text, and keeps what was there', async () => {
    await clipboard.write('before');
    expect(await clipboard.write('')).toEqual({ clipboard: 'EMPTY' });
    expect(await clipboard.write('€'.repeat(30_000))).toEqual({ clipboard: 'TOO_LARGE' });
    for (const text of ['\u001b[2J', 'a\rb', '\u0000', 'half \ud83d'])
      expect(await clipboard.write(text)).toEqual({ clipboard: 'NOT_PLAIN' });
    expect(await clipboard.read()).toBe('before');
  });

  it('is replaced by the next text, and forgotten when another program takes the clipboard', async () => {
    await clipboard.write('first');
    await clipboard.write('second');
    expect(await pasted()).toBe('second');
    const child = await ownClipboard(other, 'xclip', 'theirs');
    expect(await clipboard.read()).toBe('theirs');
    await stopChild(child);
    expect(await clipboard.read()).toEqual({ clipboard: 'EMPTY' });
  });

  it('leaves nothing behind when it is closed', async () => {
    await clipboard.write('gone');
    expect(await clipboardOwner(other)).not.toBe(0);
    clipboard.close();
    await display.sync();
    expect(await clipboardOwner(other)).toBe(0);
    await expect(pasted()).rejects.toThrow();
  });
});

describe('when the screen is lost', () => {
  it('answers so, and can still be closed', async () => {
    const lonely = await startXvfb({ width: 320, height: 240 });
    const its = await displayOf(lonely.display);
    const kept = await x11Clipboard(its, clock.after);
    const gone = new Promise<void>((resolve) => its.onLost(resolve));
    const child = await ownClipboard(its, 'xclip', 'held');
    child.kill('SIGSTOP');
    const asked = kept.read();
    await its.sync();
    await lonely.stop();
    await gone;
    expect(await asked).toEqual({ clipboard: 'LOST' });
    kept.close();
    child.kill('SIGCONT');
  });
});

/** @returns a function that has this connection own the clipboard, which answers nobody */
function silentOwner(
  { client, root, atom, onEvent, sync }: Display,
  heard: (request: XEvent) => void,
): () => Promise<void> {
  const window = client.AllocID();
  client.CreateWindow(window, root, 0, 0, 1, 1, 0, 0, 2, 0, {});
  onEvent((event) => {
    if (event.name === 'SelectionRequest' && event.owner === window) heard(event);
  });
  return async () => {
    client.SetSelectionOwner(window, await atom('CLIPBOARD'), 0);
    await sync();
  };
}
