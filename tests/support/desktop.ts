// A customer's desktop on a virtual screen: programs that a hand can be seen to move, and a second pair of eyes on the X
// server that asks what is held.
import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { XDevice, XInput, Xkb, XTest } from 'x11';
import { readRows } from '../../host/input/x11/keyboard-map.ts';
import { isProblem } from '../../host/problems.ts';
import { openPainter } from '../../host/window/paint.ts';
import { drawQuestion } from '../../host/window/question-view.ts';
import { type Display, openDisplay } from '../../host/x11/display.ts';
import { currentNotice, noticeText } from '../../shared/consent/notices.ts';
import type { Scope } from '../../shared/session/scopes.ts';
import { startChild, stopChild, stopLater } from './children.ts';
import { waitFor } from './wait.ts';
import { startXvfb } from './xvfb.ts';

const execute = promisify(execFile);
/** A window manager that has just been given another keyboard takes its time. */
const WINDOW_MS = 25_000;

export interface Desktop {
  readonly env: { readonly DISPLAY: string };
  readonly eyes: Eyes;
  /** Runs a program of the desktop to its end, for example setxkbmap. */
  run(program: string, ...args: string[]): Promise<string>;
  /** A terminal with the focus, in which this shell script runs. @returns how to close it */
  terminal(script: string): Promise<() => Promise<void>>;
  /** An open program that prints what mouse and keyboard do over its window, 600 by 400 from 100,100. */
  eventPrinter(): Promise<() => string>;
}

/** What the X server says when it is asked from outside the host. */
export interface Eyes {
  readonly display: Display;
  readonly xkb: Xkb;
  heldKeys(): Promise<number[]>;
  /** Where the pointer is, and the state of modifiers and buttons: X protocol, SETofKEYBUTMASK. */
  pointer(): Promise<{ rootX: number; rootY: number; keyMask: number }>;
  keyboard(): Promise<number[][]>;
}

/** @param size of its screen in pixels, where it matters */
export async function openDesktop(size: { width?: number; height?: number } = {}): Promise<Desktop> {
  const { display } = await startXvfb(size);
  const env = { DISPLAY: display };
  const eyes = await openEyes(display);
  const whole = { ...process.env, ...env, LC_ALL: 'C.UTF-8' };
  const run = async (program: string, ...args: string[]) =>
    (await execute(program, args, { env: whole })).stdout;

  const focus = async (name: string) => {
    // A search trips over windows that vanish while it looks.
    const window = await waitFor(
      async () => {
        const found = await run('xdotool', 'search', '--onlyvisible', '--name', name).catch(() => '');
        return found.split('\n')[0] || undefined;
      },
      { what: `the window ${name}`, timeoutMs: WINDOW_MS },
    );
    // Openbox gives a new window the focus itself, a moment later; two that ask at once would undo each other.
    await waitFor(
      async () => {
        await run('xdotool', 'windowactivate', window).catch(() => '');
        return (await run('xdotool', 'getactivewindow').catch(() => '')).trim() === window ? true : undefined;
      },
      { what: `the focus on ${name}`, timeoutMs: WINDOW_MS },
    );
  };
  const terminal = async (script: string) => {
    const name = `terminal-${Math.random().toString(36).slice(2)}`;
    const child = startChild('xterm', ['-u8', '-T', name, '-e', 'sh', '-c', script], { env: whole });
    const close = stopLater(() => stopChild(child));
    await focus(name);
    return close;
  };
  const eventPrinter = async () => {
    const args = ['-oL', 'xev', '-name', 'printer', '-geometry', '600x400+100+100', '-event', 'mouse'];
    const child = startChild('stdbuf', args, { env: whole, stdio: ['ignore', 'pipe', 'ignore'] });
    stopLater(() => stopChild(child));
    let printed = '';
    child.stdout?.on('data', (data) => {
      printed += data;
    });
    await focus('printer');
    return () => printed;
  };
  return { env, eyes, run, terminal, eventPrinter };
}

async function openEyes(name: string): Promise<Eyes> {
  const display = await openDisplay({ DISPLAY: name });
  if (isProblem(display)) throw new Error(display.problem);
  stopLater(() => display.close());
  const { client, root } = display;
  const xkb = await display.ask<Xkb>((done) => client.require('xkb', done));
  const heldKeys = async () => {
    const bits = await display.ask<Uint8Array>((done) => client.QueryKeymap(done));
    return Array.from({ length: 256 }, (_, key) => key).filter(
      (key) => ((bits[key >> 3] ?? 0) >> (key & 7)) & 1,
    );
  };
  const pointer: Eyes['pointer'] = () => display.ask((done) => client.QueryPointer(root, done));
  const keyboard = () => readRows(display);
  return { display, xkb, heldKeys, pointer, keyboard };
}

/** A path that does not exist yet, and what a program has written there. */
export function newFile(): { path: string; text(): string } {
  const path = join(mkdtempSync(join(tmpdir(), 'permesso-typed-')), 'typed');
  return { path, text: () => (existsSync(path) ? readFileSync(path, 'utf8') : '') };
}

/** Waits until the file has this text, and says which one it has if it never does. */
export async function waitForText(file: { text(): string }, text: string): Promise<void> {
  await waitFor(async () => (file.text() === text ? true : undefined), { what: JSON.stringify(text) }).catch(
    (problem: Error) => {
      throw new Error(`${problem.message}; it was ${JSON.stringify(file.text())}`);
    },
  );
}

/**
 * The customer's own hand. A virtual screen has a keyboard and a mouse of its own beside the fake ones ("Xvfb keyboard");
 * XTEST can speak for such a device by name (XTestFakeDeviceKeyEvent), and the server then reports it as the source.
 */
export async function customersHand({ display }: Eyes) {
  const { client } = display;
  const xtest = await display.ask<XTest>((done) => client.require('xtest', done));
  const xinput = await display.ask<XInput>((done) => client.require('xinput', done));
  const devices = await display.ask<readonly XDevice[]>((done) => xinput.XIQueryDevice(0, done));
  const idOf = (name: string) => devices.find((device) => device.name === name)?.deviceId ?? 0;
  /** Events of the first X Input protocol, counted from DeviceValuator, which is 0. */
  const send = (type: number, detail: number, device: string) => {
    const request = Buffer.alloc(36);
    request[0] = xtest.majorOpcode;
    request[1] = 2;
    request.writeUInt16LE(9, 2);
    request[4] = xinput.firstEvent + type;
    request[5] = detail;
    request[35] = idOf(device);
    client.seq_num++;
    client.pack_stream.put(request);
    client.pack_stream.submit();
    return display.sync();
  };
  return {
    press: (keycode: number) => send(1, keycode, 'Xvfb keyboard'),
    release: (keycode: number) => send(2, keycode, 'Xvfb keyboard'),
    pressButton: (button: number) => send(3, button, 'Xvfb mouse'),
    releaseButton: (button: number) => send(4, button, 'Xvfb mouse'),
  };
}

export interface Asked {
  readonly scope: Scope;
  readonly tech: string;
  readonly desk: string;
  readonly reason: string;
  readonly minutes: number;
  /** The monitor that was named, and the words that say where it is. */
  readonly screen?: number;
  readonly where?: string;
}

/**
 * The customer's own hand holds Allow in the host's question, again and again until it has worked: Allow is inert at first, and
 * a press before that does nothing, while a key could meet Refuse. English, one monitor.
 */
export async function holdsAllow(desktop: Desktop, asked: Asked, isDone: () => Promise<boolean> | boolean) {
  const hand = await customersHand(desktop.eyes);
  const aim = async () => {
    const { x, y } = await placeOfAllow(desktop, asked);
    await desktop.run('xdotool', 'mousemove', x, y);
  };
  const step = async () => {
    if (await isDone()) return true;
    // It may have been answered since the last look.
    await aim().catch(() => {});
    await hand.pressButton(1);
    const until = performance.now() + HOLD_MS;
    await waitFor(async () => performance.now() > until || undefined, { what: 'the hold', everyMs: 50 });
    await hand.releaseButton(1);
    return undefined;
  };
  await waitFor(step, { what: 'the permission', timeoutMs: 40_000, everyMs: 200 });
}

/** The middle of Allow on the screen, as xdotool takes it, once the question is there. */
export async function placeOfAllow(desktop: Desktop, asked: Asked): Promise<{ x: string; y: string }> {
  const at = allowIn(asked);
  const place = await waitFor(
    async () => {
      const found = await desktop.run('xdotool', 'search', '--onlyvisible', '--name', 'asks').catch(() => '');
      const [window] = found.split('\n');
      if (!window) return undefined;
      return desktop.run('xdotool', 'getwindowgeometry', '--shell', window).catch(() => undefined);
    },
    { what: 'the question', timeoutMs: 5_000 },
  );
  const [x, y] = ['X', 'Y'].map((name) => Number(new RegExp(`^${name}=(-?\\d+)`, 'm').exec(place)?.[1]));
  return { x: String((x ?? 0) + at.x), y: String((y ?? 0) + at.y) };
}

/** What the question names a monitor for. */
const OF_A_SCREEN: ReadonlySet<Scope> = new Set(['view', 'control', 'record'] as const);
/** Longer than what is asked of a hand (1.5 s). */
const HOLD_MS = 1_800;

/** The middle of Allow, in pixels of the question's window. */
function allowIn({ scope, tech, desk, reason, minutes, where = 'screen', ...named }: Asked): {
  x: number;
  y: number;
} {
  const painter = openPainter();
  const notice = currentNotice(scope, 'en');
  if (isProblem(painter)) throw new Error('nothing to draw with');
  const text = noticeText(notice, { tech, desk, surface: 'monitor', ...named, minutes });
  const view = {
    language: 'en',
    scope,
    tech,
    desk,
    notice: text,
    surface: OF_A_SCREEN.has(scope) ? where : '',
    minutes,
    reason,
  } as const;
  const look = {
    hint: '',
    isArmed: true,
    needsHold: scope === 'control' || scope === 'reboot',
    isTicked: false,
    focus: 'refuse',
    share: 0,
  } as const;
  const area = drawQuestion(view, look, painter.measure).areas.find(({ name }) => name === 'allow');
  if (!area) throw new Error('no Allow');
  return { x: Math.round(area.x + area.width / 2), y: Math.round(area.y + area.height / 2) };
}
