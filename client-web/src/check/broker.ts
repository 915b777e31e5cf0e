// The way to the broker: plain questions there and back, and whether a socket comes through.
import { CHECK_CLOSE, CHECK_SOCKET } from '../../../shared/protocol/check-socket.ts';
import type { BrokerFacts, SocketFacts } from './findings.ts';

const TRIES = 8;
const LIMIT_MS = 4_000;
/** So many unanswered in a row, and the rest would only keep somebody waiting. */
const ENOUGH_LOST = 2;

/** @param onTry told how many tries are over */
export async function askBroker(onTry: (done: number, of: number) => void): Promise<BrokerFacts> {
  const took: number[] = [];
  let isWell = true;
  let tries = 0;
  // The first one also opens the connection, so it counts as answered and not as time.
  while (tries < TRIES) {
    const answer = await once();
    tries += 1;
    if (answer !== null) {
      took.push(answer.ms);
      isWell &&= answer.isWell;
    }
    onTry(tries, TRIES);
    if (took.length === 0 && tries >= ENOUGH_LOST) break;
  }
  return {
    tries,
    lost: tries - took.length,
    medianMs: median(took.length > 1 ? took.slice(1) : took),
    isWell,
  };
}

async function once(): Promise<{ ms: number; isWell: boolean } | null> {
  const from = performance.now();
  try {
    const answer = await fetch('/health', { cache: 'no-store', signal: AbortSignal.timeout(LIMIT_MS) });
    await answer.arrayBuffer();
    // A page that some network puts in between, to sign in to it, is no answer of ours.
    const isOurs = answer.headers.get('content-type')?.startsWith('application/json') === true;
    return isOurs ? { ms: performance.now() - from, isWell: answer.ok } : null;
  } catch {
    return null;
  }
}

export async function trySocket(): Promise<SocketFacts> {
  if (await isReached()) return 'open';
  return (await once()) === null ? 'gone' : 'blocked';
}

/** The broker closes with a code of its own; whatever stands in between cannot know it. */
function isReached(): Promise<boolean> {
  const url = new URL(CHECK_SOCKET, location.href);
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
  return new Promise((resolve) => {
    const socket = new WebSocket(url);
    const timer = setTimeout(() => socket.close(), LIMIT_MS);
    socket.onclose = ({ code }) => {
      clearTimeout(timer);
      resolve(code === CHECK_CLOSE);
    };
  });
}

function median(all: readonly number[]): number | null {
  const sorted = [...all].sort((a, b) => a - b);
  const middle = sorted[Math.floor(sorted.length / 2)];
  return middle === undefined ? null : Math.round(middle);
}
