// Listens to the raw events of XInput 2 (XI2proto, "XI_RawEvent"), which name the device that caused them and reach every
// listener even while another program holds keyboard or pointer (since 2.1). Takes part in nothing.
import type { XDevice, XEvent, XInput, XInputEvent } from 'x11';
import { isProblem, type Problem, problem } from '../../problems.ts';
import { type Display, type DisplayEnv, openDisplay } from '../../x11/display.ts';
import type { InputWatch, SeenInput } from '../physical.ts';
import { keycodeOf } from './evdev.ts';
import { readRows } from './keyboard-map.ts';

/** XI2proto, section "Data types": device numbers that stand for many. */
const ALL_DEVICES = 0;
const ALL_MASTERS = 1;
/** XI2proto, "XIQueryDevice": uses from here on are devices of their own; 1 and 2 only gather them. */
const FIRST_SLAVE_USE = 3;
/** Every pair of masters has a fake pair, which the server names after it; no program can name it otherwise. */
const FAKE_NAME = / XTEST (?:pointer|keyboard)$/;
/** Keysym, X protocol appendix A. */
const ESCAPE = 0xff1b;

const KINDS: Readonly<Record<string, Pick<SeenInput, 'what' | 'edge'>>> = {
  XIRawKeyPress: { what: 'key', edge: 'down' },
  XIRawKeyRelease: { what: 'key', edge: 'up' },
  XIRawButtonPress: { what: 'button', edge: 'down' },
  XIRawButtonRelease: { what: 'button', edge: 'up' },
  XIRawMotion: { what: 'motion', edge: 'none' },
  XIRawTouchBegin: { what: 'touch', edge: 'down' },
  XIRawTouchUpdate: { what: 'touch', edge: 'none' },
  XIRawTouchEnd: { what: 'touch', edge: 'up' },
};

/**
 * Starts to listen on the desktop that the variables name.
 * @param onLost told once when the server ended: nobody would notice the customer's hand any more, so control ends
 */
export async function x11Watch(env: DisplayEnv, onLost: () => void): Promise<InputWatch | Problem> {
  const display = await openDisplay(env);
  if (isProblem(display)) return display;
  const xinput = await display
    .ask<XInput>((done) => display.client.require('xinput', done))
    .catch(() => null);
  const { majorVersion = 0, minorVersion = 0 } = xinput?.xi2 ?? {};
  if (!xinput || majorVersion < 2 || (majorVersion === 2 && minorVersion < 1)) {
    await display.close();
    return problem('no-xinput');
  }
  display.onLost(onLost);
  return listen(display, xinput);
}

async function listen(display: Display, xinput: XInput): Promise<InputWatch> {
  const { client, root } = display;
  const listeners = new Set<(input: SeenInput) => void>();
  let physical: ReadonlySet<number> = new Set();
  let escapes: ReadonlySet<number> = new Set();
  const readDevices = latest(async () => {
    // Numbers are used again: until the new list is here, no device is trusted.
    physical = new Set();
    physical = await physicalDevices(display, xinput);
  });
  const readEscapes = latest(async () => {
    escapes = await escapeKeys(display);
  });
  client.on('event', (event: XEvent) => {
    if (event.name === 'MappingNotify') return void readEscapes();
    if (event.name === 'XIHierarchyChanged') return void readDevices();
    const kind = KINDS[event.name];
    if (!kind) return;
    const { sourceId: device = 0, detail = 0, time: at } = event as XInputEvent;
    const isEscape = kind.what === 'key' && escapes.has(detail);
    const seen = { ...kind, device, at, isEscape, isPhysical: physical.has(device) };
    for (const listener of listeners) listener(seen);
  });
  xinput.XISelectEvents(root, { deviceId: ALL_DEVICES, mask: ['HierarchyChanged'] });
  const raw = Object.keys(KINDS).map((name) => name.slice('XI'.length));
  xinput.XISelectEvents(root, { deviceId: ALL_MASTERS, mask: raw });
  await Promise.all([readDevices(), readEscapes()]);
  return {
    onInput: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    isPhysical: (device) => physical.has(device),
    close: () => display.close(),
  };
}

async function physicalDevices(display: Display, xinput: XInput): Promise<ReadonlySet<number>> {
  const devices = await display.ask<readonly XDevice[]>((done) => xinput.XIQueryDevice(ALL_DEVICES, done));
  const real = devices.filter(({ use, name }) => use >= FIRST_SLAVE_USE && !FAKE_NAME.test(name));
  return new Set(real.map(({ deviceId }) => deviceId));
}

/** The key at Escape's own place, and whichever writes Escape. */
async function escapeKeys(display: Display): Promise<ReadonlySet<number>> {
  const rows = await readRows(display);
  const writing = rows.flatMap(([keysym], i) => (keysym === ESCAPE ? [display.keycodes[0] + i] : []));
  return new Set([keycodeOf('Escape'), ...writing]);
}

/** Runs the job, once more if it was asked for while it ran. A connection that ends is told by onLost, not here. */
function latest(job: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | null = null;
  let isStale = false;
  const run = async (): Promise<void> => {
    do {
      isStale = false;
      await job();
    } while (isStale);
  };
  return () => {
    isStale = true;
    running ??= run()
      .catch(() => {})
      .finally(() => {
        running = null;
      });
    return running;
  };
}
