// Descriptions as browsers write them, shortened to the lines that the policy looks at.

export const FINGERPRINT = `${'AB:'.repeat(31)}CD`;

const head = (fingerprint: string): string[] => [
  'v=0',
  'o=- 4611731400430051336 2 IN IP4 127.0.0.1',
  's=-',
  't=0 0',
  'a=group:BUNDLE 0',
  `a=fingerprint:sha-256 ${fingerprint}`,
];
const application = ['m=application 9 UDP/DTLS/SCTP webrtc-datachannel', 'c=IN IP4 0.0.0.0', 'a=mid:0'];
const video = ['m=video 9 UDP/TLS/RTP/SAVPF 96', 'c=IN IP4 0.0.0.0', 'a=mid:1', 'a=rtpmap:96 VP8/90000'];
const audio = ['m=audio 9 UDP/TLS/RTP/SAVPF 111', 'c=IN IP4 0.0.0.0', 'a=mid:2'];

const whole = (...lines: readonly string[][]): string => `${lines.flat().join('\r\n')}\r\n`;

/** A description of a lane that carries data only. */
export const dataSdp = (setup = 'actpass', fingerprint = FINGERPRINT): string =>
  whole(head(fingerprint), application, [`a=setup:${setup}`]);

/** A description of a lane that shows a screen. */
export const screenSdp = (setup = 'actpass'): string =>
  whole(head(FINGERPRINT), application, [`a=setup:${setup}`], video);

/** With sound as well. */
export const soundSdp = (): string =>
  whole(head(FINGERPRINT), application, ['a=setup:actpass'], video, audio);

/** A candidate that any policy lets through. */
export const CANDIDATE = {
  candidate:
    'candidate:842163049 1 udp 1677729535 203.0.113.7 46154 typ srflx raddr 0.0.0.0 rport 0 generation 0',
  sdpMid: '0',
  sdpMLineIndex: 0,
};
