// From the painted screen through ffmpeg and a real WebRTC connection to the colours at the other end.
import { once } from 'node:events';
import SimplePeer from 'simple-peer';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import wrtc from 'wrtc';
import type { Frame } from '../../host/screen/capture.ts';
import { ffmpegCapture } from '../../host/screen/ffmpeg.ts';
import { wrtcTransport } from '../../host/screen/wrtc-transport.ts';
import { withBitRate } from '../../link/bit-rate.ts';
import { openQualityMeter } from '../../link/lane-quality.ts';
import { stopAll } from '../support/children.ts';
import { paintScreen } from '../support/paint.ts';
import { isNear } from '../support/pixels.ts';
import { type Screen, startXvfb } from '../support/xvfb.ts';
import { colourAt, grabbersOf } from './support/eyes.ts';

const LIMITS = { startKbps: 1200, maxKbps: 2500 };

describe('the screen at the other end', () => {
  let screen: Screen;
  beforeAll(async () => {
    screen = await startXvfb({ width: 1280, height: 720 });
  });
  afterAll(stopAll);

  /** Two ends in this process; the first shows the stream, and takes the answer with our limits in it. */
  function connect(stream: MediaStream) {
    const options = { wrtc, config: { iceServers: [] } };
    const connections: RTCPeerConnection[] = [];
    class Watched extends wrtc.RTCPeerConnection {
      constructor(config?: RTCConfiguration) {
        super(config);
        connections.push(this);
      }
    }
    const watched = { ...wrtc, RTCPeerConnection: Watched };
    const showing = new SimplePeer({ ...options, wrtc: watched, initiator: true, stream });
    const seeing = new SimplePeer(options);
    showing.on('signal', (data) => seeing.signal(data));
    seeing.on('signal', (data) => {
      if (data.type === 'answer' && data.sdp) showing.signal({ ...data, sdp: withBitRate(data.sdp, LIMITS) });
      else showing.signal(data);
    });
    const meter = openQualityMeter(Date);
    const quality = () => meter(connections[0] ?? null);
    return { showing, seeing, quality };
  }

  it('is the painted one, live, for five seconds of frames, and ends with the transport', async () => {
    await paintScreen(screen.display, '#d02010');
    const transport = wrtcTransport();
    const capture = ffmpegCapture(
      { display: screen.display, env: process.env },
      { frame: transport.take, ended: () => {} },
    );
    expect(
      await capture.start(
        { name: 'whole', isPrimary: true, x: 0, y: 0, width: 1280, height: 720 },
        { width: 1280, height: 720, fps: 15 },
      ),
    ).toBeNull();
    const { showing, seeing, quality } = connect(transport.stream);
    const [shown] = (await once(seeing, 'stream')) as [MediaStream];
    const [track] = shown.getVideoTracks();
    if (!track) throw new Error('a stream without a picture');
    const sink = new wrtc.nonstandard.RTCVideoSink(track);
    const until = (passes: (frame: Frame) => boolean) =>
      new Promise<void>((resolve) => {
        sink.onframe = ({ frame }: { frame: Frame }) => {
          if (passes(frame)) resolve();
        };
      });
    await until((frame) => frame.width === 1280 && isNear(colourAt(frame, 60, 60), '#d02010'));
    await paintScreen(screen.display, '#1030e0');
    await until((frame) => isNear(colourAt(frame, 60, 60), '#1030e0'));
    // Five seconds of it, counted in frames.
    let received = 0;
    await until(() => ++received >= 5 * 15);
    expect(capture.counts().dropped).toBe(0);
    // What the ladder goes by is told here as well.
    const { fps, rttMs } = await quality();
    expect(fps).toBeGreaterThan(5);
    expect(rttMs).toBeGreaterThanOrEqual(0);

    await capture.stop();
    transport.close();
    expect(grabbersOf(screen.display)).toEqual([]);
    expect(transport.take({ width: 2, height: 2, data: new Uint8Array(6) })).toBe(false);
    sink.stop();
    const gone = Promise.all([once(showing, 'close'), once(seeing, 'close')]);
    showing.destroy();
    seeing.destroy();
    await gone;
  });
});
