// Turns a browser's WebRTC statistics into the few numbers a page says in words. Browsers differ; what is not told is null.
import type { Clock } from './deps.ts';
import type { Quality } from './lane.ts';

type Report = Readonly<Record<string, unknown>>;
interface Look {
  readonly at: number;
  readonly bytes: number;
  readonly received: number;
  readonly lost: number;
}

const UNKNOWN: Quality = {
  rttMs: null,
  lost: null,
  fps: null,
  width: null,
  height: null,
  bytesPerSecond: null,
};
const number = (x: unknown): number | null => (typeof x === 'number' && Number.isFinite(x) ? x : null);

/** Each call looks once; rates are against the call before. */
export function openQualityMeter(
  clock: Pick<Clock, 'now'>,
): (pc: RTCPeerConnection | null) => Promise<Quality> {
  let before: Look | null = null;
  return async (pc) => {
    const reports = await read(pc);
    if (!reports) return UNKNOWN;
    const pair = selectedPair(reports);
    const video = reports.find(isVideo('inbound-rtp')) ?? reports.find(isVideo('outbound-rtp'));
    const remote = reports.find(isVideo('remote-inbound-rtp'));
    const look: Look = {
      at: clock.now(),
      bytes: (number(pair?.['bytesReceived']) ?? 0) + (number(pair?.['bytesSent']) ?? 0),
      received: number(video?.['packetsReceived']) ?? 0,
      lost: number(video?.['packetsLost']) ?? 0,
    };
    const rtt = number(pair?.['currentRoundTripTime']) ?? number(remote?.['roundTripTime']);
    const quality: Quality = {
      rttMs: rtt === null ? null : Math.round(rtt * 1000),
      lost: number(remote?.['fractionLost']) ?? (video ? lostSince(before, look) : null),
      fps: number(video?.['framesPerSecond']),
      width: number(video?.['frameWidth']),
      height: number(video?.['frameHeight']),
      bytesPerSecond: pair ? rateSince(before, look) : null,
    };
    before = look;
    return quality;
  };
}

async function read(pc: RTCPeerConnection | null): Promise<Report[] | null> {
  try {
    const found: Report[] = [];
    (await pc?.getStats())?.forEach((report: Report) => {
      found.push(report);
    });
    return found;
  } catch {
    // The connection closed while we looked.
    return null;
  }
}

const isVideo = (type: string) => (report: Report) => report['type'] === type && report['kind'] === 'video';

function selectedPair(reports: readonly Report[]): Report | undefined {
  const chosen = reports.find((report) => report['type'] === 'transport')?.['selectedCandidatePairId'];
  const pairs = reports.filter((report) => report['type'] === 'candidate-pair');
  return (
    pairs.find((pair) => pair['id'] === chosen) ??
    pairs.find((pair) => pair['nominated'] === true && pair['state'] === 'succeeded')
  );
}

function lostSince(before: Look | null, now: Look): number | null {
  if (!before) return null;
  const lost = Math.max(0, now.lost - before.lost);
  const all = lost + Math.max(0, now.received - before.received);
  return all === 0 ? null : lost / all;
}

function rateSince(before: Look | null, now: Look): number | null {
  if (!before || now.at <= before.at) return null;
  return Math.round(((now.bytes - before.bytes) * 1000) / (now.at - before.at));
}
