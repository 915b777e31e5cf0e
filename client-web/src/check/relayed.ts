// Bytes out to a relay and back in through it, between two ends that both stand in this page: what a picture would have to pass. A
// relay lends 64 kB for it (security-rules.md 35), which go through twice: out from one end, and in to the other.
import type { QualityFacts } from './findings.ts';
import type { Server } from './paths.ts';

const LIMIT_MS = 8_000;
const PINGS = 12;
const PING_GAP_MS = 60;
const PING_BYTES = 64;
/** How long the last ping may take to come back. */
const LAST_PING_MS = 1_500;
const BULK_CHUNKS = 16;
const BULK_CHUNK_BYTES = 1_024;

/** @returns null when the two ends could not meet through this relay */
export async function measure(server: Server): Promise<QualityFacts | null> {
  const [near, far] = [0, 1].map(
    () => new RTCPeerConnection({ iceServers: [server.rtc], iceTransportPolicy: 'relay' }),
  ) as [RTCPeerConnection, RTCPeerConnection];
  try {
    const pair = await join(near, far);
    if (pair === null) return null;
    const { rttMs, lost } = await ping(pair);
    return { through: 'relay', rttMs, lost, bytesPerSecond: await fill(pair) };
  } catch {
    return null;
  } finally {
    near.close();
    far.close();
  }
}

interface Pair {
  readonly here: RTCDataChannel;
  readonly there: RTCDataChannel;
}

async function join(near: RTCPeerConnection, far: RTCPeerConnection): Promise<Pair | null> {
  // Lost is lost, as in a picture: nothing is sent again, or loss could not be counted.
  const init = { negotiated: true, id: 0, ordered: false, maxRetransmits: 0 };
  const [here, there] = [near.createDataChannel('check', init), far.createDataChannel('check', init)];
  await near.setLocalDescription(await near.createOffer());
  await far.setRemoteDescription(await whole(near));
  await far.setLocalDescription(await far.createAnswer());
  await near.setRemoteDescription(await whole(far));
  const areOpen = Promise.all([here, there].map(isOpen));
  return (await within(areOpen, LIMIT_MS)) === null ? null : { here, there };
}

/** The description with every address of the relay in it; nothing has to be told afterwards. */
async function whole(end: RTCPeerConnection): Promise<RTCSessionDescription> {
  const isGathered = new Promise<true>((resolve) => {
    if (end.iceGatheringState === 'complete') resolve(true);
    end.onicegatheringstatechange = () => {
      if (end.iceGatheringState === 'complete') resolve(true);
    };
  });
  await within(isGathered, LIMIT_MS);
  if (end.localDescription === null) throw new Error('this end has no description');
  return end.localDescription;
}

const isOpen = (channel: RTCDataChannel): Promise<true> =>
  new Promise((resolve) => {
    if (channel.readyState === 'open') resolve(true);
    else channel.onopen = () => resolve(true);
  });

/** Small messages there and back. The far end stands beside us, so the way to the relay is gone twice each way. */
async function ping({ here, there }: Pair): Promise<Pick<QualityFacts, 'rttMs' | 'lost'>> {
  const sentAt: number[] = [];
  const took: number[] = [];
  there.onmessage = ({ data }) => there.send(data);
  const all = new Promise<true>((resolve) => {
    here.onmessage = ({ data }) => {
      const from = sentAt[Number(String(data).trim())];
      if (from !== undefined) took.push((performance.now() - from) / 2);
      if (took.length === PINGS) resolve(true);
    };
  });
  for (let number = 0; number < PINGS; number += 1) {
    sentAt[number] = performance.now();
    here.send(String(number).padEnd(PING_BYTES));
    await within(all, PING_GAP_MS);
  }
  await within(all, LAST_PING_MS);
  const sorted = took.sort((a, b) => a - b);
  return {
    rttMs: Math.round(sorted[Math.floor(sorted.length / 2)] ?? LAST_PING_MS),
    lost: 1 - took.length / PINGS,
  };
}

/** A little at once. It says how fast the way is at least: so few bytes end before a fast one has begun to show it. */
async function fill({ here, there }: Pair): Promise<number | null> {
  const chunk = new Uint8Array(BULK_CHUNK_BYTES);
  let came = 0;
  let lastAt = 0;
  const from = performance.now();
  const all = new Promise<true>((resolve) => {
    there.onmessage = () => {
      came += 1;
      lastAt = performance.now();
      if (came === BULK_CHUNKS) resolve(true);
    };
  });
  for (let sent = 0; sent < BULK_CHUNKS; sent += 1) here.send(chunk);
  await within(all, LAST_PING_MS * 2);
  return came === 0 || lastAt <= from ? null : Math.round((came * BULK_CHUNK_BYTES * 1000) / (lastAt - from));
}

/** @returns null when it took too long */
function within<T>(wanted: Promise<T>, ms: number): Promise<T | null> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => resolve(null), ms);
    wanted.then((value) => {
      clearTimeout(timer);
      resolve(value);
    }, reject);
  });
}
