// What only the customer may see is in no picture of the screen: rules of the curtain, and a whole session in which the
// technician's end keeps every frame.
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import wrtc from 'wrtc';
import { openPass } from '../../client-web/src/features/passes/passes.ts';
import { problem } from '../../host/problems.ts';
import type { Capture, CaptureHandlers, Frame } from '../../host/screen/capture.ts';
import { openCurtain } from '../../host/screen/curtain.ts';
import type { Scope } from '../../shared/session/scopes.ts';
import { settle, until } from '../client/support/kit.ts';
import { stopAll, stopLater } from '../support/children.ts';
import { holdsAllow } from '../support/desktop.ts';
import { paintScreen } from '../support/paint.ts';
import { isNear, type Rgb } from '../support/pixels.ts';
import { waitFor } from '../support/wait.ts';
import { answersPreview, preview } from './support/answers.ts';
import { ASKED, asks, isAllowed } from './support/company.ts';
import { colourAt, pixelOn } from './support/eyes.ts';
import { ownClipboard } from './support/owner.ts';
import { asHost, openStage, type Stage, startsHost } from './support/stage.ts';

const MONITOR = { name: 'whole', isPrimary: true, x: 0, y: 0, width: 64, height: 40 };
const SIZE = { width: 64, height: 40, fps: 10 };
const FRAME: Frame = { width: 2, height: 2, data: new Uint8Array(6) };

describe('behind the curtain', () => {
  /** A grabber that does what it is told, and time that the test lets pass. */
  function opens(stop: () => Promise<void> = async () => {}) {
    const heard = { frames: 0, starts: 0, ended: 0 };
    const timers: (() => void)[] = [];
    let grabbed: CaptureHandlers = { frame: () => false, ended: () => {} };
    let trouble: ReturnType<typeof problem> | null = null;
    const grabber = (handlers: CaptureHandlers): Capture => {
      grabbed = handlers;
      return {
        start: async () => {
          heard.starts += 1;
          return trouble;
        },
        stop,
        size: () => SIZE,
        counts: () => ({ captured: heard.frames, dropped: 0 }),
      };
    };
    const after = (_: number, act: () => void) => {
      timers.push(act);
      return () => void timers.splice(timers.indexOf(act), 1);
    };
    const curtain = openCurtain({ clock: { after }, sync: async () => {} });
    const capture = curtain.behind(grabber, {
      frame: () => {
        heard.frames += 1;
        return true;
      },
      ended: () => {
        heard.ended += 1;
      },
    });
    return {
      heard,
      curtain,
      capture,
      grabs: () => grabbed.frame(FRAME),
      passes: async () => {
        await settle();
        for (const act of timers.splice(0)) act();
        await settle();
      },
      breaks: () => {
        trouble = problem('no-ffmpeg');
      },
    };
  }

  it('no frame passes, whatever the grabber does, and it goes on by itself afterwards', async () => {
    const { heard, curtain, capture, grabs, passes } = opens();
    await capture.start(MONITOR, SIZE);
    expect(grabs()).toBe(true);
    const open = await curtain.draw();
    expect(grabs()).toBe(false);
    open?.();
    open?.();
    expect(grabs()).toBe(false);
    await passes();
    expect(grabs()).toBe(true);
    expect(heard).toEqual({ frames: 2, starts: 2, ended: 0 });
  });

  it('a picture that is asked for waits, also behind two, and one that was stopped does not come back', async () => {
    const { heard, curtain, capture, passes } = opens();
    const [first, second] = await Promise.all([curtain.draw(), curtain.draw()]);
    const started = capture.start(MONITOR, SIZE);
    first?.();
    await passes();
    expect(heard.starts).toBe(0);
    second?.();
    await passes();
    expect(await started).toBeNull();
    expect(heard.starts).toBe(1);
    const third = await curtain.draw();
    await capture.stop();
    third?.();
    await passes();
    expect(heard.starts).toBe(1);
  });

  it('says when it cannot go on, and when it cannot be drawn', async () => {
    const { heard, curtain, capture, passes, breaks } = opens();
    await capture.start(MONITOR, SIZE);
    const open = await curtain.draw();
    breaks();
    open?.();
    await passes();
    expect(heard.ended).toBe(1);
    const stuck = opens(() => new Promise(() => {}));
    await stuck.capture.start(MONITOR, SIZE);
    const drawing = stuck.curtain.draw();
    await stuck.passes();
    expect(await drawing).toBeNull();
    expect(stuck.grabs()).toBe(true);
  });
});

// A broker, three ends and a screen, and hands that hold.
describe('a text that is looked at while the screen is seen', { timeout: 90_000 }, () => {
  afterEach(stopAll);
  afterAll(stopAll);
  const [GREEN, BLUE] = ['#20a040', '#1030e0'];
  /** Inside the preview, which stands in the middle, and beside its letters. */
  const INSIDE = [
    [400, 400],
    [640, 430],
    [880, 400],
  ] as const;

  const allows = async ({ maria, screen }: Stage, scope: Scope) => {
    await asks(maria, scope);
    await holdsAllow(screen, { ...ASKED, scope, where: 'screen' }, () => isAllowed(maria, scope));
  };
  /** Every frame that arrives, as its colours at these points. */
  const keeps = (stream: MediaStream) => {
    const [track] = stream.getVideoTracks();
    if (!track) throw new Error('a stream without a picture');
    const sink = new wrtc.nonstandard.RTCVideoSink(track);
    stopLater(async () => sink.stop());
    const frames: Rgb[][] = [];
    sink.onframe = ({ frame }: { frame: Frame }) => {
      const scale = frame.width / 1280;
      frames.push(INSIDE.map(([x, y]) => colourAt(frame, Math.round(x * scale), Math.round(y * scale))));
    };
    return frames;
  };
  const isAll = (frame: Rgb[] | undefined, colour: string) =>
    frame?.every((pixel) => isNear(pixel, colour)) ?? false;

  it('is in no frame, and the picture goes on when it is gone', async () => {
    const stage = await openStage();
    const { screen, maria } = stage;
    asHost(await startsHost(stage));
    await allows(stage, 'view');
    const picture = await until(maria.lanes.picture, (seen) => seen !== null);
    if (!picture) throw new Error('no picture');
    const frames = keeps(picture.stream);
    const becomes = (colour: string) =>
      waitFor(async () => (isAll(frames.at(-1), colour) ? true : undefined), {
        what: colour,
        timeoutMs: 20_000,
      });
    await paintScreen(screen.env.DISPLAY, GREEN);
    await allows(stage, 'clipboard-out');
    const secret = Array.from({ length: 8 }, () => 'hunter2').join('\n');
    await ownClipboard(screen.eyes.display, 'xclip', secret);
    const pass = openPass('clipboard-out', maria.lanes);
    stopLater(async () => pass.close());
    await until(pass.isReady, Boolean);
    await becomes(GREEN);

    frames.length = 0;
    pass.wants();
    await until(pass.stage, ({ at }) => at === 'shown');
    await waitFor(() => preview(screen), { what: 'the preview' });
    await waitFor(
      async () => {
        const colours = await Promise.all(INSIDE.map(([x, y]) => pixelOn(screen.eyes.display, x, y)));
        return colours.every((colour) => !isNear(colour, GREEN)) ? true : undefined;
      },
      { what: 'the preview where we look' },
    );
    // A second of arming at least, in which a picture would have come.
    const answer = { kind: 'send', text: secret, answer: 'allow' } as const;
    await answersPreview(screen, answer, () => pass.stage.peek().at === 'text');
    await paintScreen(screen.env.DISPLAY, BLUE);
    await becomes(BLUE);
    const others = frames.filter((frame) => !isAll(frame, GREEN) && !isAll(frame, BLUE));
    // A frame in between, of both colours, has none of the paper's.
    expect(others.filter((frame) => frame.some((pixel) => isNear(pixel, '#ffffff', 60)))).toEqual([]);
    expect(frames.length).toBeGreaterThan(0);
  });
});
