// The ways out of this network: each address of each server is tried alone, by letting the browser gather candidates against it and
// nothing else (RFC 8445, 5.1.1). Nobody is connected to.
import type { CheckServers } from '../../../shared/protocol/check.ts';
import type { Path, PathsFacts, Way } from './findings.ts';
import { shorten } from './shorten.ts';

/** A server that has not answered by now is one nobody could work through. */
const LIMIT_MS = 6_000;

/** One address, with what a relay asks for. */
export interface Server {
  readonly url: string;
  readonly rtc: RTCIceServer;
}

export const serversOf = ({ iceServers }: CheckServers): Server[] =>
  iceServers.flatMap(({ urls, username, credential }) =>
    [urls].flat().map((url) => ({
      url,
      rtc: {
        urls: url,
        ...(username === undefined ? {} : { username }),
        ...(credential === undefined ? {} : { credential }),
      },
    })),
  );

/** How an address is reached, as its form says: RFC 7064 and RFC 7065. */
export function wayOf(url: string): Way {
  if (/^stuns?:/i.test(url)) return 'stun';
  if (/^turns:/i.test(url)) return 'tls';
  return /[?&]transport=tcp\b/i.test(url) ? 'tcp' : 'udp';
}

/** @param onTry told how many of the addresses have been tried */
export async function tryPaths(
  given: CheckServers,
  onTry: (done: number, of: number) => void,
): Promise<PathsFacts> {
  const servers = serversOf(given);
  const paths: Path[] = [];
  let hasNetwork = servers.length === 0 ? await gather(null).then((found) => found.hasNetwork) : false;
  onTry(0, servers.length);
  for (const server of servers) {
    const found = await gather(server);
    paths.push({ way: wayOf(server.url), outcome: found.outcome, seenAs: found.seenAs });
    hasNetwork ||= found.hasNetwork;
    onTry(paths.length, servers.length);
  }
  return { at: 'tried', hasNetwork, relay: given.relay, paths };
}

interface Gathered {
  readonly hasNetwork: boolean;
  readonly outcome: Path['outcome'];
  readonly seenAs: string | null;
}

async function gather(server: Server | null): Promise<Gathered> {
  const pc = new RTCPeerConnection({ iceServers: server ? [server.rtc] : [] });
  const wanted = server === null ? 'host' : wayOf(server.url) === 'stun' ? 'srflx' : 'relay';
  let hasNetwork = false;
  let isRefused = false;
  let hasFailed = false;
  let seenAs: string | null = null;
  const isReached = new Promise<boolean>((resolve) => {
    const timer = setTimeout(() => resolve(false), LIMIT_MS);
    const settle = (isThere: boolean) => {
      clearTimeout(timer);
      resolve(isThere);
    };
    pc.onicecandidate = ({ candidate }) => {
      // All is over and nobody complained: a STUN server answered, and what it saw is the address that we have anyway.
      if (candidate === null) return settle(wanted === 'srflx' && hasNetwork && !hasFailed);
      const { type, address } = candidate;
      if (type !== null) hasNetwork = true;
      if (type === 'srflx' && address) seenAs = shorten(address);
      if (type === wanted) settle(true);
    };
    // 701 is silence (WebRTC 1.0, 4.8.1.3); anything below is an answer of the server's (RFC 8656, 19).
    pc.onicecandidateerror = ({ errorCode }) => {
      hasFailed = true;
      if (errorCode >= 400 && errorCode < 700) isRefused = true;
    };
  });
  try {
    // A description with one channel in it, or there would be nothing to gather for.
    pc.createDataChannel('check');
    await pc.setLocalDescription(await pc.createOffer());
    const outcome = (await isReached) ? 'reached' : isRefused ? 'refused' : 'silent';
    return { hasNetwork, outcome, seenAs };
  } catch {
    // The browser did not take the address, or WebRTC is switched off beneath its names.
    return { hasNetwork, outcome: 'silent', seenAs };
  } finally {
    pc.close();
  }
}
