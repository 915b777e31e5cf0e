// The yardstick: the same capture into a bare WebRTC connection, and keys from a bare data channel into the same hands. No consent,
// no signatures, no gate, no ladder. Its parent is the other end.
import wrtc from 'wrtc';
import { x11Hands } from '../../host/input/x11/hands.ts';
import { isProblem } from '../../host/problems.ts';
import { ffmpegCapture } from '../../host/screen/ffmpeg.ts';
import { wrtcTransport } from '../../host/screen/wrtc-transport.ts';
import { SCREEN } from './code.ts';
import { rungFor } from './rung.ts';

const transport = wrtcTransport();
const hands = await x11Hands(process.env, () => process.exit(1));
if (isProblem(hands)) throw new Error(hands.problem);
const capture = ffmpegCapture(
  { display: process.env['DISPLAY'] ?? '', env: process.env },
  { frame: transport.take, ended: () => process.exit(1) },
);
const monitor = { name: 'whole', isPrimary: true, x: 0, y: 0, ...SCREEN };
if (await capture.start(monitor, rungFor())) throw new Error('no picture');

const pc = new wrtc.RTCPeerConnection();
for (const track of transport.stream.getTracks()) pc.addTrack(track, transport.stream);
pc.createDataChannel('keys').onmessage = async () => {
  await hands.key('F8', 'down');
  await hands.key('F8', 'up');
};
const gathered = new Promise<void>((done) => {
  pc.onicegatheringstatechange = () => {
    if (pc.iceGatheringState === 'complete') done();
  };
});
await pc.setLocalDescription(await pc.createOffer());
await gathered;
process.on('message', (answer) => void pc.setRemoteDescription(answer as RTCSessionDescriptionInit));
process.on('disconnect', async () => {
  await hands.close();
  process.exit();
});
process.send?.({ type: 'offer', sdp: pc.localDescription?.sdp });
