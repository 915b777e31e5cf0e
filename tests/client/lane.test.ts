// Real connections between two ends in this process: what passes, what is refused, how they end.
import { afterEach, describe, expect, it, vi } from 'vitest';
import { withBitRate } from '../../link/bit-rate.ts';
import { openInbound } from '../../link/lane-signals.ts';
import { bitRateOf, inOrder } from '../../link/lane-video.ts';
import { MAX_CANDIDATES } from '../../shared/protocol/ice.ts';
import { sdpProblem } from '../../shared/protocol/sdp.ts';
import type { LaneData } from '../../shared/protocol/signal.ts';
import { nodeRtc } from './support/kit.ts';
import { closed, joined, messages, type Pair } from './support/lanes.ts';

// Real connections: a busy machine may take its time.
vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 });

const candidate = (line: string): LaneData => ({
  type: 'candidate',
  candidate: { candidate: line, sdpMid: '0', sdpMLineIndex: 0 },
});

describe('a lane', () => {
  let pair: Pair;
  const join = (...args: Parameters<typeof joined>) => {
    pair = joined(...args);
    return pair;
  };
  afterEach(async () => {
    const ends = Promise.all([closed(pair.a), closed(pair.b)]);
    pair.a.close();
    pair.b.close();
    await ends;
  });

  it('carries text and bytes both ways and tells them apart', async () => {
    const { a, b, up } = join('talk');
    await up;
    const atB = messages(b, 3);
    const atA = messages(a, 1);
    await a.send('buongiorno');
    await a.send(new Uint8Array([1, 2, 3]));
    await a.send(new Uint8Array([9, 9, 7, 8, 9]).subarray(2, 4));
    await b.send('hello');
    const [text, bytes, part] = await atB;
    expect(text).toBe('buongiorno');
    expect([...(bytes as Uint8Array)]).toEqual([1, 2, 3]);
    expect([...(part as Uint8Array)]).toEqual([7, 8]);
    expect(await atA).toEqual(['hello']);
  });

  it('describes itself once, by a description its own rules accept, then by usable candidates', async () => {
    const { up, signals } = join('talk');
    await up;
    const [first, ...rest] = signals;
    expect(first?.type).toBe('offer');
    expect(first?.type === 'offer' && sdpProblem('talk', first.sdp)).toBeNull();
    expect(rest.every((data) => data.type === 'candidate')).toBe(true);
    const lines = rest.map((data) => (data.type === 'candidate' ? data.candidate.candidate : ''));
    expect(lines.some((line) => / 127\.| ::1 /.test(line))).toBe(false);
  });

  it('keeps early messages for the first who listens', async () => {
    const { a, b, up } = join('talk');
    await up;
    await a.send('one');
    await a.send('two');
    const answered = messages(a, 1);
    await b.send('mine');
    await answered;
    expect(await messages(b, 2)).toEqual(['one', 'two']);
  });

  it('tells both ends once how it ended', async () => {
    const { a, b, up } = join('talk');
    await up;
    const ends = Promise.all([closed(a), closed(b)]);
    a.close();
    expect(await ends).toEqual(['here', 'there']);
    expect(await a.send('late')).toBe(false);
  });

  it('ends when the other end signals that it is gone', async () => {
    const { a } = join('talk', () => null);
    const end = closed(a);
    a.signal({ type: 'close' });
    expect(await end).toBe('there');
  });

  const tampered: [string, (data: LaneData & { sdp: string }) => LaneData][] = [
    ['a video section on a talk lane', (d) => ({ ...d, sdp: `${d.sdp}m=video 9 UDP/TLS/RTP/SAVPF 96\r\n` })],
    [
      'a second fingerprint',
      (d) => ({ ...d, sdp: d.sdp.replace(/(a=fingerprint:.* )(..)/, '$1$2\r\n$100') }),
    ],
    ['no fingerprint', (d) => ({ ...d, sdp: d.sdp.replace(/a=fingerprint:.*\r\n/, '') })],
    ['candidates inside', (d) => ({ ...d, sdp: `${d.sdp}a=candidate:1 1 udp 1 127.0.0.1 9 typ host\r\n` })],
    ['an answer for an offer', (d) => ({ type: 'answer', sdp: d.sdp })],
    ['no description at all', (d) => ({ ...d, sdp: 'hello' })],
  ];
  it.each(tampered)('refuses %s', async (_name, alter) => {
    const { b } = join('talk', (data) => (data.type === 'offer' ? alter(data) : data));
    expect(await closed(b)).toBe('refused');
  });

  it('refuses a second description', async () => {
    const { b, up, signals } = join('talk');
    await up;
    const [offer] = signals;
    if (!offer) throw new Error('no offer');
    const end = closed(b);
    b.signal(offer);
    expect(await end).toBe('refused');
  });

  it('connects by the usable candidates alone, whatever others are offered first', async () => {
    const bad = ['127.0.0.1', '169.254.169.254', '::1', 'fe80::1', '0.0.0.0', 'nonsense'];
    const lines = bad.map((address) => `candidate:1 1 udp 1 ${address} 9 typ host`);
    const { b, up } = join('talk', (data) => {
      if (data.type === 'offer') for (const line of lines) queueMicrotask(() => b.signal(candidate(line)));
      return data;
    });
    await up;
  });

  it('takes no more candidates than one end may send', () => {
    const judge = openInbound('talk', false);
    const line = 'candidate:1 1 udp 1 192.0.2.77 9 typ host';
    const verdicts = Array.from({ length: MAX_CANDIDATES + 1 }, () => judge(candidate(line)));
    expect(verdicts.indexOf('drop')).toBe(MAX_CANDIDATES);
  });

  it('holds the sender back while the queue is full', async () => {
    const { a, b, up } = join('files');
    await up;
    const chunk = new Uint8Array(64 * 1024);
    let received = 0;
    const all = new Promise<void>((resolve) => {
      b.on({
        data(message) {
          received += message.length;
          if (received === 48 * chunk.length) resolve();
        },
      });
    });
    for (let i = 0; i < 48; i += 1) expect(await a.send(chunk)).toBe(true);
    await all;
  });

  it('is closed on an end that floods it before anybody listens', async () => {
    const { a, b, up } = join('talk');
    await up;
    const end = closed(b);
    for (let i = 0; i < 501; i += 1) void a.send('x');
    expect(await end).toBe('refused');
  });

  it('answers a sender who waits when the lane goes', async () => {
    const { a, up } = join('files');
    await up;
    const sends = Array.from({ length: 320 }, () => a.send(new Uint8Array(64 * 1024)));
    a.close();
    expect(await Promise.all(sends)).toContain(false);
  });

  it('tells how the connection does', async () => {
    const { a, b, up } = join('talk');
    await up;
    const heard = messages(b, 1);
    await a.send('x');
    await heard;
    const quality = await a.stats();
    expect(quality).toMatchObject({ fps: null, width: null, lost: null });
    expect(quality.rttMs).not.toBeNaN();
    a.close();
    expect(await a.stats()).toMatchObject({ rttMs: null, bytesPerSecond: null });
  });
});

describe('a screen lane', () => {
  it('brings a picture from the one who begins', async () => {
    const { nonstandard, MediaStream } = (await import('wrtc')).default;
    const source = new nonstandard.RTCVideoSource();
    const track = source.createTrack();
    const { a, b, up } = joined('screen', undefined, { stream: new MediaStream([track]) });
    const stream = new Promise<MediaStream>((resolve) => b.on({ stream: resolve }));
    await up;
    expect((await stream).getVideoTracks()).toHaveLength(1);
    const ends = Promise.all([closed(a), closed(b)]);
    a.close();
    expect(await ends).toEqual(['here', 'there']);
    track.stop();
  });

  it('prefers the codecs that read best where the machine can pay for them', () => {
    const codecs = ['VP8', 'rtx', 'VP9', 'H264', 'AV1'].map((name) => ({ mimeType: `video/${name}` }));
    const names = (cores: number) =>
      inOrder(codecs, { ...nodeRtc, cores }).map((codec) => codec.mimeType.slice(6));
    expect(names(8)).toEqual(['AV1', 'VP9', 'VP8', 'H264', 'rtx']);
    expect(names(2)).toEqual(['VP8', 'VP9', 'H264', 'AV1', 'rtx']);
  });

  it('asks for a sharp first picture by each codec, and limits what it costs', () => {
    const sdp =
      'm=video 9 RTP/AVP 96 98 97\r\na=rtpmap:96 VP8/90000\r\na=rtpmap:98 VP9/90000\r\na=fmtp:98 profile-id=0\r\n' +
      'a=rtpmap:97 rtx/90000\r\n';
    const google = 'x-google-start-bitrate=3000;x-google-max-bitrate=12000';
    expect(withBitRate(sdp, bitRateOf(nodeRtc))).toBe(
      `m=video 9 RTP/AVP 96 98 97\r\nb=AS:12000\r\na=rtpmap:96 VP8/90000\r\na=fmtp:96 ${google}\r\na=rtpmap:98 VP9/90000\r\n` +
        `a=fmtp:98 profile-id=0;${google}\r\na=rtpmap:97 rtx/90000\r\n`,
    );
  });
});
