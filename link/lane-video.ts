// How a screen lane's video is sent and played: text must be sharp, the newest picture matters, and a weak machine must
// not be drowned. Measured in several browsers; every wish here is one a browser may decline.
import type { BitRate } from './bit-rate.ts';
import type { Rtc } from './deps.ts';

/** Reads best for text first. Other codecs (rtx, red, fec) keep their place behind. */
const STRONG = ['av1', 'vp9', 'vp8', 'h264'];
const WEAK = ['vp8', 'vp9', 'h264', 'av1'];
const isStrong = (rtc: Rtc) => rtc.cores >= 4;

/** Orders codecs for a screen. A codec the list does not name stays after those it does. */
export function inOrder<C extends { readonly mimeType: string }>(codecs: readonly C[], rtc: Rtc): C[] {
  const order = isStrong(rtc) ? STRONG : WEAK;
  const rank = (codec: C) => {
    const at = order.indexOf(codec.mimeType.toLowerCase().replace('video/', ''));
    return at === -1 ? order.length : at;
  };
  return [...codecs].sort((a, b) => rank(a) - rank(b));
}

/** Called before the offer for the codecs, and again when up, since some browsers know no encodings before. */
export async function tuneSender(pc: RTCPeerConnection | null, rtc: Rtc): Promise<void> {
  const video = pc?.getTransceivers().find((transceiver) => transceiver.sender.track?.kind === 'video');
  if (!video) return;
  const { track } = video.sender;
  if (track && 'contentHint' in track) track.contentHint = 'detail';
  try {
    const codecs = rtc.RTCRtpReceiver?.getCapabilities?.('video')?.codecs;
    if (codecs && pc?.signalingState === 'stable' && !pc.remoteDescription)
      video.setCodecPreferences(inOrder(codecs, rtc));
  } catch {
    // This browser keeps its own order.
  }
  try {
    const wish = video.sender.getParameters();
    const [first] = wish.encodings;
    if (!first) return;
    first.maxBitrate = bitRateOf(rtc).maxKbps * 1_000;
    first.maxFramerate = isStrong(rtc) ? 30 : 15;
    wish.degradationPreference = 'maintain-resolution';
    await video.sender.setParameters(wish);
  } catch {
    // Node's WebRTC declines always, older browsers before the first answer.
  }
}

/** Shows the newest frame rather than an even flow. */
export function tuneReceiver(receiver: RTCRtpReceiver): void {
  if ('jitterBufferTarget' in receiver) receiver.jitterBufferTarget = 0;
}

/** What a screen may cost this machine. */
export const bitRateOf = (rtc: Rtc): BitRate =>
  isStrong(rtc) ? { startKbps: 4_000, maxKbps: 20_000 } : { startKbps: 3_000, maxKbps: 12_000 };
