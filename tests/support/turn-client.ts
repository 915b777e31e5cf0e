// A small TURN client (RFC 8489 and 8656) over UDP, TCP or TLS: allocates, asks for permissions and channels, and tells what the relay
// answered, by number. It shares no code with browsers, so what a relay refuses here no browser's own caution has hidden.
import { createHash, createHmac, randomBytes } from 'node:crypto';
import { createSocket } from 'node:dgram';
import { connect, isIP } from 'node:net';
import { connect as connectTls } from 'node:tls';

const COOKIE = 0x2112a442;
const METHOD = {
  allocate: 0x003,
  refresh: 0x004,
  permission: 0x008,
  channel: 0x009,
  connect: 0x00a,
} as const;
type Method = keyof typeof METHOD;
/** Some depend on the transaction's number. */
type Attribute = (id: Buffer) => Buffer;
const ATTRIBUTE = {
  username: 0x0006,
  integrity: 0x0008,
  error: 0x0009,
  channel: 0x000c,
  peer: 0x0012,
  realm: 0x0014,
  nonce: 0x0015,
  family: 0x0017,
  transport: 0x0019,
  lifetime: 0x000d,
} as const;
const UDP = 17;
/** A request is sent again when nothing comes; after a few times nobody is there. */
const AGAIN_MS = 500;
const TRIES = 8;

/** `ok`, or the number of the error: 401 unauthorized, 403 forbidden, 438 stale nonce, 486 quota reached. */
export type Answer = 'ok' | number;
export type Transport = 'udp' | 'tcp' | 'tls';

export interface TurnClient {
  /** @param family of the relay's address that is asked for; RFC 8656 section 18.8 */
  allocate(family?: 4 | 6): Promise<Answer>;
  /** @param lifetimeS 0 gives the allocation back */
  refresh(lifetimeS: number): Promise<Answer>;
  createPermission(peer: string): Promise<Answer>;
  channelBind(peer: string): Promise<Answer>;
  /** RFC 6062: a TCP connection to a peer. */
  connectTo(peer: string): Promise<Answer>;
  close(): void;
}

export interface Where {
  readonly address: string;
  readonly port: number;
  readonly transport: Transport;
}
export interface Credentials {
  readonly username: string;
  readonly credential: string;
}

export async function openTurnClient(where: Where, by: Credentials): Promise<TurnClient> {
  const waiting = new Map<string, (message: Buffer) => void>();
  const line = await openLine(where, (message) => waiting.get(message.toString('hex', 8, 20))?.(message));
  let challenge: { realm: Buffer; nonce: Buffer } | null = null;
  let channel = 0x4000;

  const send = async (method: Method, attributes: readonly Attribute[]): Promise<Buffer> => {
    const id = randomBytes(12);
    const message = written({ method, id, attributes, challenge, by });
    for (let i = 0; i < TRIES; i += 1) {
      const reply = new Promise<Buffer>((resolve) => waiting.set(id.toString('hex'), resolve));
      line.send(message);
      const came = await Promise.race([reply, pause(AGAIN_MS)]);
      if (came) return came;
    }
    throw new Error(`the relay did not answer to ${method}`);
  };
  const ask = async (method: Method, attributes: readonly Attribute[]): Promise<Answer> => {
    const first = await send(method, attributes);
    const told = errorIn(first);
    // The first request of all is refused on purpose: it fetches realm and nonce. So does an old nonce.
    if (told !== 401 && told !== 438) return told ?? 'ok';
    if (told === 401 && challenge) return 401;
    challenge = {
      realm: attributeOf(first, ATTRIBUTE.realm) ?? Buffer.alloc(0),
      nonce: attributeOf(first, ATTRIBUTE.nonce) ?? Buffer.alloc(0),
    };
    return errorIn(await send(method, attributes)) ?? 'ok';
  };

  return {
    allocate: (family = 4) =>
      ask('allocate', [
        fixed(ATTRIBUTE.transport, Buffer.from([UDP, 0, 0, 0])),
        ...(family === 6 ? [fixed(ATTRIBUTE.family, Buffer.from([2, 0, 0, 0]))] : []),
      ]),
    refresh: (lifetimeS) => ask('refresh', [fixed(ATTRIBUTE.lifetime, number32(lifetimeS))]),
    createPermission: (peer) => ask('permission', [xorPeer(peer)]),
    channelBind: (peer) => {
      channel += 1;
      return ask('channel', [fixed(ATTRIBUTE.channel, number32(channel * 0x10000)), xorPeer(peer)]);
    },
    connectTo: (peer) => ask('connect', [xorPeer(peer)]),
    close: line.close,
  };
}

interface Line {
  send(message: Buffer): void;
  close(): void;
}

function openLine({ address, port, transport }: Where, hear: (message: Buffer) => void): Promise<Line> {
  if (transport === 'udp') {
    const socket = createSocket(isIP(address) === 6 ? 'udp6' : 'udp4').on('message', hear);
    return Promise.resolve({
      send: (message) => socket.send(message, port, address),
      close: () => socket.close(),
    });
  }
  return new Promise((resolve, reject) => {
    const socket =
      transport === 'tcp'
        ? connect(port, address)
        : connectTls({ port, host: address, rejectUnauthorized: false, minVersion: 'TLSv1.2' });
    let rest = Buffer.alloc(0);
    socket.on('data', (data: Buffer) => {
      rest = Buffer.concat([rest, data]);
      while (rest.length >= 20 && rest.length >= 20 + rest.readUInt16BE(2)) {
        const end = 20 + rest.readUInt16BE(2);
        hear(rest.subarray(0, end));
        rest = rest.subarray(end);
      }
    });
    socket.once('error', reject);
    socket.once(transport === 'tcp' ? 'connect' : 'secureConnect', () =>
      resolve({ send: (message) => socket.write(message), close: () => socket.destroy() }),
    );
  });
}

interface Request {
  readonly method: Method;
  readonly id: Buffer;
  readonly attributes: readonly Attribute[];
  readonly challenge: { readonly realm: Buffer; readonly nonce: Buffer } | null;
  readonly by: Credentials;
}

function written({ method, id, attributes, challenge, by }: Request): Buffer {
  const signed = challenge
    ? [
        attribute(ATTRIBUTE.username, Buffer.from(by.username)),
        attribute(ATTRIBUTE.realm, challenge.realm),
        attribute(ATTRIBUTE.nonce, challenge.nonce),
      ]
    : [];
  const body = Buffer.concat([...attributes.map((of) => of(id)), ...signed]);
  const head = Buffer.alloc(20);
  head.writeUInt16BE(METHOD[method], 0);
  head.writeUInt32BE(COOKIE, 4);
  id.copy(head, 8);
  // The length already counts the integrity that follows: RFC 8489 section 14.5.
  head.writeUInt16BE(body.length + (challenge ? 24 : 0), 2);
  if (!challenge) return Buffer.concat([head, body]);
  const key = createHash('md5')
    .update(`${by.username}:${challenge.realm.toString()}:${by.credential}`)
    .digest();
  const proof = createHmac('sha1', key).update(head).update(body).digest();
  return Buffer.concat([head, body, attribute(ATTRIBUTE.integrity, proof)]);
}

const fixed =
  (type: number, value: Buffer): Attribute =>
  () =>
    attribute(type, value);

function attribute(type: number, value: Buffer): Buffer {
  const out = Buffer.alloc(4 + Math.ceil(value.length / 4) * 4);
  out.writeUInt16BE(type, 0);
  out.writeUInt16BE(value.length, 2);
  value.copy(out, 4);
  return out;
}

function attributeOf(message: Buffer, type: number): Buffer | null {
  for (let at = 20; at + 4 <= message.length; ) {
    const length = message.readUInt16BE(at + 2);
    if (message.readUInt16BE(at) === type) return message.subarray(at + 4, at + 4 + length);
    at += 4 + Math.ceil(length / 4) * 4;
  }
  return null;
}

/** @returns the number of the error, or null for a success */
function errorIn(message: Buffer): number | null {
  const told = attributeOf(message, ATTRIBUTE.error);
  return told ? (told.readUInt8(2) & 7) * 100 + told.readUInt8(3) : null;
}

/** A peer at port 80: RFC 8489 section 14.2. IPv6 is mixed with the transaction's number too. */
function xorPeer(peer: string): Attribute {
  const plain = isIP(peer) === 6 ? bytesOf6(peer) : Buffer.from(peer.split('.').map(Number));
  return (id) => {
    const mask = Buffer.concat([number32(COOKIE), id]);
    const mixed = plain.map((byte, i) => byte ^ (mask[i] ?? 0));
    const port = Buffer.alloc(2);
    port.writeUInt16BE(80 ^ (COOKIE >>> 16));
    const family = plain.length === 16 ? 2 : 1;
    return attribute(ATTRIBUTE.peer, Buffer.concat([Buffer.from([0, family]), port, mixed]));
  };
}

function bytesOf6(text: string): Buffer {
  // In its shortest form, with dotted tails written as groups.
  const [front = '', back = ''] = new URL(`http://[${text}]`).hostname.slice(1, -1).split('::');
  const [head, tail] = [front, back].map((half) => half.split(':').filter(Boolean)) as [string[], string[]];
  const groups = [...head, ...Array<string>(8 - head.length - tail.length).fill('0'), ...tail];
  return Buffer.from(groups.map((group) => group.padStart(4, '0')).join(''), 'hex');
}

const number32 = (n: number): Buffer => {
  const out = Buffer.alloc(4);
  out.writeUInt32BE(n >>> 0, 0);
  return out;
};
const pause = (ms: number) => new Promise<null>((resolve) => setTimeout(() => resolve(null), ms));
