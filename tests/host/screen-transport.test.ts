// From the painted screen through ffmpeg and a real WebRTC connection to the colours at the other end.
import { once } from 'node:events';
import SimplePeer from 'simple-peer';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import wrtc from 'wrtc';
import { withBitRate } from '../../host/screen/bit-rate.ts';
import type { Frame } from '../../host/screen/capture.ts';
import { countsIn, factsBetween, type StatsReport } from '../../host/screen/facts.ts';
import { ffmpegCapture } from '../../host/screen/ffmpeg.ts';
import { wrtcTransport } from '../../host/screen/wrtc-transport.ts';
import { stopAll } from '../support/children.ts';
import { paintScreen } from '../support/paint.ts';
import { isNear } from '../support/pixels.ts';
import { type Screen, startXvfb } from '../support/xvfb.ts';
import { colourAt, grabbersOf } from './support/eyes.ts';

const LIMITS = { startKbps: 1200, maxKbps: 2500 };

describe('the limits in a description', () => {
  const answer = [
    'v=0',
    'm=audio 9 UDP/TLS/RTP/SAVPF 111',
    'c=IN IP4 0.0.0.0',
    'm=video 9 UDP/TLS/RTP/SAVPF 96 45 97',
    'c=IN IP4 0.0.0.0',
    'b=AS:30',
    'a=rtpmap:96 VP8/90000',
    'a=rtpmap:45 AV1/90000',
    'a=fmtp:45 level-idx=5',
    'a=rtpmap:97 rtx/90000',
    'm=application 9 UDP/DTLS/SCTP webrtc-datachannel',
    'c=IN IP4 0.0.0.0',
    '',
  ].join('\r\n');

  it('stand in the video section alone, once, for each codec', () => {
    const google = 'x-google-start-bitrate=1200;x-google-max-bitrate=2500';
    expect(withBitRate(answer, LIMITS).split('\r\n').slice(3, 11)).toEqual([
      'm=video 9 UDP/TLS/RTP/SAVPF 96 45 97',
      'c=IN IP4 0.0.0.0',
      'b=AS:2500',
      'a=rtpmap:96 VP8/90000',
      `a=fmtp:96 ${google}`,
      'a=rtpmap:45 AV1/90000',
      `a=fmtp:45 level-idx=5;${google}`,
      'a=rtpmap:97 rtx/90000',
    ]);
    expect(withBitRate(answer, LIMITS).match(/b=AS/g)).toHaveLength(1);
  });

  it('leave a description without video as it is', () => {
    const data = 'v=0\r\nm=application 9 UDP/DTLS/SCTP webrtc-datachannel\r\nc=IN IP4 0.0.0.0\r\n';
    expect(withBitRate(data, LIMITS)).toBe(data);
  });

  it('find a place where a section has no connection line, and keep plain line ends', () => {
    expect(withBitRate('v=0\nm=video 9 RTP/AVP 96\na=mid:0\n', LIMITS)).toBe(
      'v=0\nm=video 9 RTP/AVP 96\nb=AS:2500\na=mid:0\n',
    );
  });
});

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
    const reports = async () => {
      const found: StatsReport[] = [];
      (await connections[0]?.getStats())?.forEach((report: StatsReport) => {
        found.push(report);
      });
      return found;
    };
    return { showing, seeing, reports };
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
    const { showing, seeing, reports } = connect(transport.stream);
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
    const before = countsIn(await reports(), capture.counts().captured);
    // Five seconds of it, counted in frames.
    let received = 0;
    await until(() => ++received >= 5 * 15);
    expect(capture.counts().dropped).toBe(0);
    const now = await reports();
    const facts = factsBetween(before, countsIn(now, capture.counts().captured), now);
    expect(facts.behind).toBeLessThan(1);
    expect(facts.rttMs).toBeGreaterThanOrEqual(0);

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
