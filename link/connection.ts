// One WebSocket from its first word to its end: decodes what arrives, and notices when the other side is gone.
// It never tries again; that is socket.ts.
import { ERRORS, type ErrorCode, isErrorCode } from '../shared/errors.ts';
import { type Down, down } from '../shared/protocol/down.ts';
import { SUBPROTOCOL, TICKET_PREFIX, type Up } from '../shared/protocol/up.ts';
import type { Clock, SocketConstructor } from './deps.ts';

const PING_AFTER_MS = 20_000;
const PONG_WITHIN_MS = 10_000;
const WELCOME_WITHIN_MS = 15_000;

/** `dismissed`: the broker said that coming back will not help. */
export type Gone = { readonly kind: 'lost' } | { readonly kind: 'dismissed'; readonly code: ErrorCode };

export interface ConnectionOptions {
  readonly url: string;
  readonly ticket: string;
  readonly hello: Up;
  onMessage(message: Down): void;
  onGone(gone: Gone): void;
  readonly deps: Clock & { readonly WebSocket: SocketConstructor };
}

export interface Connection {
  /** @returns false before the welcome and after the end */
  send(message: Up): boolean;
  /** Asks for a sign of life now rather than in its turn. */
  probe(): void;
  /** Ends it without a word to `onGone`. */
  drop(): void;
}

type Stage = 'opening' | 'welcomed' | 'over';

export function openConnection({
  url,
  ticket,
  hello,
  onMessage,
  onGone,
  deps,
}: ConnectionOptions): Connection {
  const socket = new deps.WebSocket(url, [SUBPROTOCOL, TICKET_PREFIX + ticket]);
  let stage: Stage = 'opening';
  let stopWaiting = deps.after(WELCOME_WITHIN_MS, () => end({ kind: 'lost' }));

  const finish = () => {
    stage = 'over';
    stopWaiting();
    socket.close();
  };
  const end = (gone: Gone) => {
    if (stage === 'over') return;
    finish();
    onGone(gone);
  };
  const say = (message: Up) => socket.send(JSON.stringify(message));
  const probe = () => {
    if (stage !== 'welcomed') return;
    say({ t: 'ping' });
    stopWaiting();
    stopWaiting = deps.after(PONG_WITHIN_MS, () => end({ kind: 'lost' }));
  };
  const hear = (data: unknown) => {
    if (stage === 'over') return;
    const message = readDown(data);
    // Both sides hold one definition; what does not fit it comes from another version of it.
    if (!message) return end({ kind: 'dismissed', code: 'WRONG_VERSION' });
    if (message.t === 'bye') return end(afterBye(message.code));
    if (message.t === 'welcome') stage = 'welcomed';
    if (stage === 'welcomed') {
      stopWaiting();
      stopWaiting = deps.after(PING_AFTER_MS, probe);
    }
    onMessage(message);
  };

  socket.addEventListener('open', () => say(hello));
  socket.addEventListener('message', (event) => hear(event.data));
  socket.addEventListener('error', () => end({ kind: 'lost' }));
  socket.addEventListener('close', () => end({ kind: 'lost' }));
  return {
    send(message) {
      if (stage !== 'welcomed') return false;
      say(message);
      return true;
    },
    probe,
    drop: finish,
  };
}

function readDown(data: unknown): Down | null {
  if (typeof data !== 'string') return null;
  try {
    const result = down.safeParse(JSON.parse(data));
    return result.success ? result.data : null;
  } catch {
    return null;
  }
}

function afterBye(code: string): Gone {
  if (!isErrorCode(code)) return { kind: 'dismissed', code: 'WRONG_VERSION' };
  return ERRORS[code].retry ? { kind: 'lost' } : { kind: 'dismissed', code };
}
