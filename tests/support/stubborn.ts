// A socket that does not keep to the manners of WebSocket: it never answers a close, and goes on talking. Browsers do not do
// this; whoever writes their own client can.
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { SUBPROTOCOL, TICKET_PREFIX } from '../../shared/protocol/up.ts';
import type { Where } from './tab.ts';

const TEXT = 1;

function frame(opcode: number, payload: Buffer): Buffer {
  const mask = randomBytes(4);
  const long = payload.length > 125;
  const head = Buffer.from([0x80 | opcode, 0x80 | (long ? 126 : payload.length)]);
  const size = Buffer.alloc(long ? 2 : 0);
  if (long) size.writeUInt16BE(payload.length);
  return Buffer.concat([head, size, mask, payload.map((byte, i) => byte ^ (mask[i % 4] ?? 0))]);
}

export class Stubborn {
  readonly #socket: Socket;
  readonly gone: Promise<unknown>;

  private constructor(socket: Socket) {
    this.#socket = socket;
    this.gone = once(socket, 'close');
    socket.resume();
  }

  /** Opens the socket with a good ticket. */
  static async open(where: Where, ticket: string, address: string): Promise<Stubborn> {
    const socket = connect(where.port, '127.0.0.1');
    const lines = [
      'GET /socket HTTP/1.1',
      'Host: localhost',
      'Connection: Upgrade',
      'Upgrade: websocket',
      'Sec-WebSocket-Version: 13',
      `Sec-WebSocket-Key: ${randomBytes(16).toString('base64')}`,
      `Sec-WebSocket-Protocol: ${SUBPROTOCOL}, ${TICKET_PREFIX}${ticket}`,
      `Origin: ${where.origin}`,
      `X-Forwarded-For: ${address}`,
    ];
    socket.write(`${lines.join('\r\n')}\r\n\r\n`);
    const [answer] = (await once(socket, 'data')) as [Buffer];
    if (!answer.toString('latin1').startsWith('HTTP/1.1 101')) throw new Error('no upgrade');
    return new Stubborn(socket);
  }

  says(...messages: readonly object[]): void {
    this.#socket.write(
      Buffer.concat(messages.map((message) => frame(TEXT, Buffer.from(JSON.stringify(message))))),
    );
  }
}
