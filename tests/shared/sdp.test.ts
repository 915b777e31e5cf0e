// What a description may contain, by lane: a known attack a line.
import { describe, expect, it } from 'vitest';
import { laneKind } from '../../shared/protocol/lane-kind.ts';
import { fingerprintOf, judgeSdp, sdpProblem } from '../../shared/protocol/sdp.ts';
import { dataSdp, FINGERPRINT, screenSdp, soundSdp } from '../support/sdp.ts';

describe('descriptions that pass', () => {
  for (const kind of ['talk', 'files', 'control'] as const)
    it(`data alone on the lane ${kind}`, () => expect(sdpProblem(kind, dataSdp())).toBeNull());
  it('a picture on the lane screen', () => expect(sdpProblem('screen', screenSdp())).toBeNull());
  it('a picture with sound on the lane screen', () => expect(sdpProblem('screen', soundSdp())).toBeNull());
  it('an answer', () => expect(sdpProblem('screen', screenSdp('active'))).toBeNull());
  it('lines that end in a line feed alone', () =>
    expect(sdpProblem('talk', dataSdp().replaceAll('\r\n', '\n'))).toBeNull());
});

describe('descriptions that do not pass', () => {
  it('a picture on any other lane', () => {
    for (const kind of laneKind.options.filter((lane) => lane !== 'screen'))
      expect(sdpProblem(kind, screenSdp())).toContain('sections');
  });

  const add = (line: string) => `${dataSdp()}${line}\r\n`;
  const attacks: Record<string, string> = {
    nothing: '',
    'no SDP': 'hello',
    'JSON in its place': '{"sdp":"v=0"}',
    'another version': dataSdp().replace('v=0', 'v=1'),
    'more than 32 KiB': dataSdp() + 'a=x\r\n'.repeat(8_000),
    'a second data section': add('m=application 9 UDP/DTLS/SCTP webrtc-datachannel'),
    'a hidden microphone': add('m=audio 9 UDP/TLS/RTP/SAVPF 111'),
    'a hidden camera': add('m=video 9 UDP/TLS/RTP/SAVPF 96'),
    'a section nobody knows': add('m=text 9 RTP/AVP 98'),
    'a section with a name cut short': add('m=video'),
    'a section in capitals': add('M=video 9 UDP/TLS/RTP/SAVPF 96'),
    'an indented section': add(' m=video 9 UDP/TLS/RTP/SAVPF 96'),
    'a section behind a bare carriage return': add('a=x\rm=video 9 UDP/TLS/RTP/SAVPF 96'),
    'a section behind a NUL': add('a=x\u0000m=video 9 UDP/TLS/RTP/SAVPF 96'),
    'two fingerprints': add(`a=fingerprint:sha-256 ${'CD:'.repeat(31)}AB`),
    'a weaker fingerprint beside the good one': add(`a=fingerprint:sha-1 ${'AB:'.repeat(19)}CD`),
    'only a weaker fingerprint': dataSdp().replace(/sha-256 .*/, `sha-1 ${'AB:'.repeat(19)}CD`),
    'a fingerprint cut short': dataSdp('actpass', 'AB:CD'),
    'no fingerprint': dataSdp().replace(/a=fingerprint.*\r\n/, ''),
    'keys in the clear': add('a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:AAAA'),
    'candidates inside': add('a=candidate:1 1 udp 1 127.0.0.1 22 typ host'),
    'a made-up role': dataSdp('holdconn'),
  };
  for (const [why, sdp] of Object.entries(attacks))
    it(why, () => {
      expect(sdpProblem('talk', sdp)).not.toBeNull();
      expect(judgeSdp('talk', sdp)).toEqual({ refused: 'BAD_SDP' });
    });

  it('a screen without a picture', () => expect(sdpProblem('screen', dataSdp())).not.toBeNull());
  it('two pictures at once', () => {
    expect(sdpProblem('screen', `${screenSdp()}m=video 9 UDP/TLS/RTP/SAVPF 96\r\n`)).not.toBeNull();
  });
  it('a picture without the data section that always comes along', () => {
    const bare = screenSdp().replace(/m=application.*\r\n/, '');
    expect(sdpProblem('screen', bare)).not.toBeNull();
  });
  it('says why without repeating a word of it', () => {
    for (const sdp of Object.values(attacks))
      for (const line of sdp.split(/\r?\n/).filter((text) => text.length > 12))
        expect(sdpProblem('talk', sdp)).not.toContain(line);
  });
});

describe('the fingerprint', () => {
  it('is read from a description', () => expect(fingerprintOf(dataSdp())).toBe(FINGERPRINT));
  it('is nothing where there is none', () => expect(fingerprintOf('v=0\r\n')).toBeNull());
});
