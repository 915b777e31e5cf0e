// What the other end's description says of how much a screen may cost.
import { describe, expect, it } from 'vitest';
import { withBitRate } from '../../link/bit-rate.ts';

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
