// A line to one STUN or TURN server, by UDP, TCP or TLS: asks and waits for the answer to that very request.
import { createSocket } from 'node:dgram';
import { lookup } from 'node:dns/promises';
import { connect, isIP } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { type Answered, cut, type Request, read } from './stun-message.ts';

export type Transport = 'udp' | 'tcp' | 'tls';
export interface Place {
  readonly host: string;
  readonly port: number;
  readonly transport: Transport;
}

export interface Line {
  /** Browsers would not speak TLS with it: its certificate is too old, for another name, or of nobody they know. */
  readonly isDoubtful: boolean;
  /** @returns null when nothing came */
  ask(request: Request): Promise<Answered | null>;
  close(): void;
}

/** Over UDP a request is sent again when nothing comes; all in all this is how long one is waited for. */
const AGAIN_MS = 500;
const TRIES = 5;
const OPEN_MS = 4_000;

/** Splits an address as RFC 7064 and RFC 7065 write it. @returns null where it is none */
export function placeOf(url: string): Place | null {
  const parts =
    /^(stuns?|turns?):(\[[0-9a-f:.]+\]|[^:?[\]]+)(?::(\d{1,5}))?(?:\?transport=(udp|tcp))?$/i.exec(url);
  if (!parts) return null;
  const [, scheme = '', host = '', port, transport = 'udp'] = parts;
  const isSecure = /s$/i.test(scheme);
  return {
    host: host.replace(/^\[|\]$/g, ''),
    port: Number(port ?? (isSecure ? 5349 : 3478)),
    transport: isSecure ? 'tls' : (transport.toLowerCase() as 'udp' | 'tcp'),
  };
}

/** @returns null when nobody is there */
export async function openLine(place: Place): Promise<Line | null> {
  const waiting = new Map<string, (answer: Answered) => void>();
  const hear = (message: Buffer) => {
    const answer = read(message);
    if (answer) waiting.get(answer.id)?.(answer);
  };
  try {
    const wire = place.transport === 'udp' ? await datagrams(place, hear) : await stream(place, hear);
    return { isDoubtful: wire.isDoubtful, ask: (request) => asks(request, wire, waiting), close: wire.close };
  } catch {
    // No such name, nobody listens, or no answer: the self-test says one thing of them all.
    return null;
  }
}

interface Wire {
  readonly isDoubtful: boolean;
  send(message: Buffer): void;
  close(): void;
}

async function asks(
  { id, bytes }: Request,
  wire: Wire,
  waiting: Map<string, (answer: Answered) => void>,
): Promise<Answered | null> {
  const answered = new Promise<Answered>((resolve) => waiting.set(id, resolve));
  for (let i = 0; i < TRIES; i += 1) {
    wire.send(bytes);
    const came = await Promise.race([answered, pause(AGAIN_MS)]);
    if (came) return came;
  }
  return null;
}

async function datagrams({ host, port }: Place, hear: (message: Buffer) => void): Promise<Wire> {
  const { address } = await lookup(host);
  const socket = createSocket(isIP(address) === 6 ? 'udp6' : 'udp4');
  socket.on('message', hear);
  // Where nobody listens the system may say so; for us it is silence as well.
  socket.on('error', () => {});
  return {
    isDoubtful: false,
    send: (message) => socket.send(message, port, address, () => {}),
    close: () => socket.close(),
  };
}

function stream({ host, port, transport }: Place, hear: (message: Buffer) => void): Promise<Wire> {
  return new Promise((resolve, reject) => {
    const name = isIP(host) === 0 ? { servername: host } : {};
    // Spoken with all the same, so that it can be told apart from a server that is not there.
    const socket =
      transport === 'tls'
        ? connectTls({ host, port, ...name, rejectUnauthorized: false })
        : connect({ host, port });
    let rest: Buffer = Buffer.alloc(0);
    socket.setTimeout(OPEN_MS, () => socket.destroy(new Error('no answer')));
    socket.on('data', (data: Buffer) => {
      const { messages, rest: left } = cut(Buffer.concat([rest, data]));
      rest = left;
      for (const message of messages) hear(message);
    });
    socket.on('error', reject);
    socket.once(transport === 'tls' ? 'secureConnect' : 'connect', () =>
      resolve({
        isDoubtful: 'authorized' in socket && !socket.authorized,
        send: (message) => void socket.write(message),
        close: () => socket.destroy(),
      }),
    );
  });
}

const pause = (ms: number): Promise<null> => new Promise((resolve) => setTimeout(() => resolve(null), ms));
