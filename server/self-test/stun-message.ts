// The few STUN and TURN messages that the self-test says and understands: RFC 8489 and RFC 8656. Bytes only; it opens nothing.
import { createHash, createHmac, randomBytes } from 'node:crypto';

/** RFC 8489 section 5: marks a message as STUN's. */
const COOKIE = 0x2112a442;
const HEAD = 20;
const METHOD = { binding: 0x001, allocate: 0x003, refresh: 0x004 } as const;
export type Method = keyof typeof METHOD;
const ATTRIBUTE = {
  username: 0x0006,
  integrity: 0x0008,
  error: 0x0009,
  lifetime: 0x000d,
  realm: 0x0014,
  nonce: 0x0015,
  transport: 0x0019,
} as const;
const UDP = 17;

export interface Credentials {
  readonly username: string;
  readonly credential: string;
}
/** What the server's first refusal tells, to be signed with what follows. */
export interface Challenge {
  readonly realm: Buffer;
  readonly nonce: Buffer;
}
export interface Answered {
  /** Which request it answers. */
  readonly id: string;
  /** The number of the error, or null for a success. */
  readonly error: number | null;
  readonly challenge: Challenge | null;
}

export interface Request {
  readonly id: string;
  readonly bytes: Buffer;
}

/** @param signed who asks, where the server has said what to sign */
export function request(method: Method, signed: (Credentials & Challenge) | null = null): Request {
  const id = randomBytes(12);
  const body = Buffer.concat([...asking(method), ...(signed ? naming(signed) : [])]);
  const head = Buffer.alloc(HEAD);
  head.writeUInt16BE(METHOD[method], 0);
  head.writeUInt32BE(COOKIE, 4);
  id.copy(head, 8);
  // The length already counts the integrity that follows: RFC 8489 section 14.5.
  head.writeUInt16BE(body.length + (signed ? 24 : 0), 2);
  const bytes = Buffer.concat([head, body]);
  const proof = signed ? [attribute(ATTRIBUTE.integrity, integrity(bytes, signed))] : [];
  return { id: id.toString('hex'), bytes: Buffer.concat([bytes, ...proof]) };
}

/** @returns null for what is no answer to anything of ours */
export function read(message: Buffer): Answered | null {
  if (message.length < HEAD || message.readUInt32BE(4) !== COOKIE) return null;
  const kind = message.readUInt16BE(0) & 0x0110;
  if (kind !== 0x0100 && kind !== 0x0110) return null;
  const told = attributeOf(message, ATTRIBUTE.error);
  const [realm, nonce] = [attributeOf(message, ATTRIBUTE.realm), attributeOf(message, ATTRIBUTE.nonce)];
  const number = told && told.length >= 4 ? (told.readUInt8(2) & 7) * 100 + told.readUInt8(3) : 500;
  return {
    id: message.toString('hex', 8, HEAD),
    error: kind === 0x0110 ? number : null,
    challenge: realm && nonce ? { realm, nonce } : null,
  };
}

/** Over TCP messages follow each other without a gap. @returns the whole ones, and what is left */
export function cut(stream: Buffer): { readonly messages: readonly Buffer[]; readonly rest: Buffer } {
  const messages: Buffer[] = [];
  let rest = stream;
  while (rest.length >= HEAD && rest.length >= HEAD + rest.readUInt16BE(2)) {
    const end = HEAD + rest.readUInt16BE(2);
    messages.push(rest.subarray(0, end));
    rest = rest.subarray(end);
  }
  return { messages, rest };
}

function asking(method: Method): readonly Buffer[] {
  if (method === 'allocate') return [attribute(ATTRIBUTE.transport, Buffer.from([UDP, 0, 0, 0]))];
  // A lifetime of nothing gives the allocation back: RFC 8656 section 7.
  return method === 'refresh' ? [attribute(ATTRIBUTE.lifetime, Buffer.alloc(4))] : [];
}

const naming = ({ username, realm, nonce }: Credentials & Challenge): readonly Buffer[] => [
  attribute(ATTRIBUTE.username, Buffer.from(username)),
  attribute(ATTRIBUTE.realm, realm),
  attribute(ATTRIBUTE.nonce, nonce),
];

/** MD5 and SHA-1 are the protocol's own: RFC 8489 section 9.2.2. */
function integrity(bytes: Buffer, { username, credential, realm }: Credentials & Challenge): Buffer {
  const key = createHash('md5').update(`${username}:${realm.toString()}:${credential}`).digest();
  return createHmac('sha1', key).update(bytes).digest();
}

function attribute(type: number, value: Buffer): Buffer {
  const out = Buffer.alloc(4 + Math.ceil(value.length / 4) * 4);
  out.writeUInt16BE(type, 0);
  out.writeUInt16BE(value.length, 2);
  value.copy(out, 4);
  return out;
}

function attributeOf(message: Buffer, type: number): Buffer | null {
  for (let at = HEAD; at + 4 <= message.length; ) {
    const length = message.readUInt16BE(at + 2);
    if (message.readUInt16BE(at) === type) return message.subarray(at + 4, at + 4 + length);
    at += 4 + Math.ceil(length / 4) * 4;
  }
  return null;
}
