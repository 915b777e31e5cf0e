// How many bits a second a screen may use, said in the other end's description: the first picture starts near its final sharpness, and
// Node's WebRTC, which declines `setParameters`, has a limit too. Pure text.

export interface BitRate {
  /** Where the encoder starts, so that the first picture is sharp. */
  readonly startKbps: number;
  /** What it never exceeds. */
  readonly maxKbps: number;
}

const SECTION = /^(?=m=)/m;
const CODEC = /^a=rtpmap:(\d+) (?:AV1|VP9|VP8|H264)\/90000/gm;

/**
 * Writes the limits into the video sections: `b=AS` (RFC 8866, section 5.8) and `x-google-*` for each codec.
 * @param sdp the other end's whole offer or answer, before it is applied
 */
export function withBitRate(sdp: string, { startKbps, maxKbps }: BitRate): string {
  const setting = `x-google-start-bitrate=${startKbps};x-google-max-bitrate=${maxKbps}`;
  const sections = sdp.split(SECTION).map((section) => {
    if (!section.startsWith('m=video ')) return section;
    const codecs = [...section.matchAll(CODEC)].map(([, codec = '']) => codec);
    return codecs.reduce((text, codec) => withSetting(text, codec, setting), withBandwidth(section, maxKbps));
  });
  return sections.join('');
}

function withBandwidth(section: string, kbps: number): string {
  const clean = section.replace(/^b=AS:.*\r?\n/gm, '');
  const end = clean.includes('\r\n') ? '\r\n' : '\n';
  // Its place is after the connection line, or after the media line where there is none: RFC 8866, section 5.
  const after = /^c=.*$/m.test(clean) ? /^(c=[^\r\n]*)/m : /^(m=[^\r\n]*)/m;
  return clean.replace(after, `$1${end}b=AS:${kbps}`);
}

function withSetting(section: string, codec: string, setting: string): string {
  const parameters = new RegExp(`^(a=fmtp:${codec} [^\\r\\n]*)`, 'm');
  if (parameters.test(section)) return section.replace(parameters, `$1;${setting}`);
  const end = section.includes('\r\n') ? '\r\n' : '\n';
  return section.replace(
    new RegExp(`^(a=rtpmap:${codec} [^\\r\\n]*)`, 'm'),
    `$1${end}a=fmtp:${codec} ${setting}`,
  );
}
