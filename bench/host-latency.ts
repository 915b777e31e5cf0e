// How old the picture is that a technician sees, and how long a key takes until its effect is seen: the host as a program of its
// own, in a whole session, beside a bare WebRTC pair with the same capture, in turns, on one screen of 1920 by 1080 that scrolls.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import wrtc from 'wrtc';
import { keycodeOf } from '../host/input/x11/evdev.ts';
import type { Frame } from '../host/screen/capture.ts';
import { until } from '../tests/client/support/kit.ts';
import { isAllowed } from '../tests/host/support/company.ts';
import { type Hosted, openHosted } from '../tests/host/support/hosted.ts';
import { startChild, stopAll, stopChild, stopLater } from '../tests/support/children.ts';
import { customersHand, type Desktop, openDesktop } from '../tests/support/desktop.ts';
import type { Bench } from './bar.ts';
import { isLit, readMoment, SCREEN, since } from './host/code.ts';

const GLASS = 'host: glass to glass, 1080p page scroll';
const KEY = 'host: key press to pixel';
const ROUNDS = Number(process.env['BENCH_ROUNDS'] ?? 5);
/** The first second of a picture is its beginning, which has a bar of its own. */
const WARM_MS = 2_000;
const SCROLL_MS = 5_000;
const KEYS = 12;
/** A key that the gate did not let through is pressed again, and not counted. */
const LOST_MS = 3_000;

/** What is measured of either side. */
interface Side {
  readonly track: MediaStreamTrack;
  press(): void;
  end(): Promise<void>;
}

interface Measured {
  readonly glass: number[];
  readonly keys: number[];
  readonly fact: string;
}

export const bench: Bench = {
  bars: [
    { name: GLASS, unit: 'ms', higherIsBetter: false, floor: 1.2, ambition: 0.3 },
    { name: KEY, unit: 'ms', higherIsBetter: false, floor: 1.2, ambition: 0.3 },
  ],
  async measure() {
    const screen = await openDesktop(SCREEN);
    const tell = await openPage(screen);
    const hosted = await openHosted(screen, '127.0.0.1');
    const ours: Measured[] = [];
    const bare: Measured[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      const sides = [
        async () => ours.push(await measureSide(await openOurs(screen, hosted), tell)),
        async () => bare.push(await measureSide(await openBare(screen), tell)),
      ];
      // Who comes first changes, so that what grows warm or busy meanwhile favours nobody.
      for (const side of round % 2 === 0 ? sides : sides.reverse()) await side();
    }
    await stopAll();
    const facts = [
      `ours ${ours.map(({ fact }) => fact).join(', ')}`,
      `bare ${bare.map(({ fact }) => fact).join(', ')}`,
    ];
    const of = (what: 'glass' | 'keys') => ({
      ours: ours.map((round) => round[what]),
      yardstick: bare.map((round) => round[what]),
      facts,
    });
    return { [GLASS]: of('glass'), [KEY]: of('keys') };
  },
};

async function openPage({ env }: Desktop): Promise<(line: 'scroll' | 'rest') => void> {
  const args = [...process.execArgv, fileURLToPath(new URL('./host/page.ts', import.meta.url))];
  const page = startChild(process.execPath, args, {
    env: { ...process.env, ...env },
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  stopLater(() => stopChild(page));
  const gone = once(page, 'exit').then(() => Promise.reject(new Error('the page ended')));
  await Promise.race([once(page.stdout ?? page, 'data'), gone]);
  gone.catch(() => {});
  return (line) => void page.stdin?.write(`${line}\n`);
}

async function openOurs(screen: Desktop, { company, allows }: Hosted): Promise<Side> {
  const { maria } = company;
  await allows('view');
  await allows('control');
  const picture = await until(maria.lanes.picture, (seen) => seen !== null);
  const lane = await until(maria.lanes.granted.control, (up) => up !== null);
  const [track] = picture?.stream.getVideoTracks() ?? [];
  if (!track || !lane) throw new Error('a session without picture or lane');
  let n = 0;
  const press = () => {
    for (const down of [true, false]) {
      n += 1;
      void lane.send(JSON.stringify({ k: 'key', code: 'F8', down, n }));
    }
  };
  const end = async () => {
    const hand = await customersHand(screen.eyes);
    for (let times = 0; times < 2; times++) {
      await hand.press(keycodeOf('Escape'));
      await hand.release(keycodeOf('Escape'));
    }
    await until(maria.session.state, () => !isAllowed(maria, 'view') && !isAllowed(maria, 'control'));
  };
  return { track, press, end };
}

async function openBare({ env }: Desktop): Promise<Side> {
  const child = fork(fileURLToPath(new URL('./host/bare.ts', import.meta.url)), [], {
    env: { ...process.env, ...env },
    execArgv: process.execArgv,
  });
  const [offer] = (await once(child, 'message')) as [RTCSessionDescriptionInit];
  const pc = new wrtc.RTCPeerConnection();
  const tracked = new Promise<MediaStreamTrack>((resolve) => {
    pc.ontrack = (event) => resolve(event.track);
  });
  const opened = new Promise<RTCDataChannel>((resolve) => {
    pc.ondatachannel = ({ channel }) => resolve(channel);
  });
  await pc.setRemoteDescription(offer);
  await pc.setLocalDescription(await pc.createAnswer());
  while (pc.iceGatheringState !== 'complete') await sleep(20);
  child.send({ type: 'answer', sdp: pc.localDescription?.sdp });
  const [track, keys] = await Promise.all([tracked, opened]);
  const end = async () => {
    const gone = once(child, 'exit');
    child.disconnect();
    await gone;
    pc.close();
  };
  return { track, press: () => keys.send('F8'), end };
}

async function measureSide(side: Side, tell: (line: 'scroll' | 'rest') => void): Promise<Measured> {
  const sink = new wrtc.nonstandard.RTCVideoSink(side.track);
  let onFrame: (frame: Frame) => void = () => {};
  sink.onframe = ({ frame }: { frame: Frame }) => onFrame(frame);
  tell('scroll');
  await sleep(WARM_MS);
  const glass: number[] = [];
  let last = -1;
  let size = '';
  onFrame = (frame) => {
    const at = readMoment(frame);
    size = `${frame.width}x${frame.height}`;
    // A picture that was sent again is no new one.
    if (at === null || at === last) return;
    last = at;
    glass.push(since(at));
  };
  await sleep(SCROLL_MS);
  onFrame = () => {};
  tell('rest');
  const keys: number[] = [];
  while (keys.length < KEYS) {
    // Not in step with the capture.
    await sleep(200 + Math.random() * 100);
    const ms = await pressToPixel(side, (listener) => {
      onFrame = listener;
    });
    if (ms !== null) keys.push(ms);
  }
  sink.stop();
  await side.end();
  return {
    glass,
    keys,
    fact: `${size} at ${Math.round((glass.length * 1000) / SCROLL_MS)} new frames a second`,
  };
}

/** @returns null when the key was lost on its way */
async function pressToPixel(
  { press }: Side,
  listen: (listener: (frame: Frame) => void) => void,
): Promise<number | null> {
  const before = await new Promise<boolean>((resolve) => listen((frame) => resolve(isLit(frame))));
  const at = performance.now();
  const seen = new Promise<number>((resolve) =>
    listen((frame) => {
      if (isLit(frame) !== before) resolve(performance.now() - at);
    }),
  );
  press();
  return Promise.race([seen, sleep(LOST_MS).then(() => null)]);
}
