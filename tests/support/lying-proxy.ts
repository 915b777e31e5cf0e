// What an operator who turned, or who was broken into, can do: everything between the two pages passes through here and may be
// another thing when it comes out. The true broker behind it never knows.
import { once } from 'node:events';
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocket, WebSocketServer } from 'ws';
import type { Signatory } from '../../shared/consent/keys.ts';
import type { Down } from '../../shared/protocol/down.ts';
import { stopLater } from './children.ts';

/** Changes what the broker says to one end. @returns what is said instead, in order; an empty list swallows it */
export type Lie = (message: Down, to: Signatory) => readonly Down[];
/** Changes a JSON answer of the broker's HTTP interface. @returns null to leave it */
export type PaperLie = (path: string, body: unknown) => unknown;

export interface LyingProxy {
  readonly url: string;
  /** Where the truth is; known only once the broker runs. */
  leadsTo(port: number): void;
  /** Everything is carried faithfully again. */
  tellsTheTruth(): void;
  lies(lie: Lie): void;
  liesOnPaper(lie: PaperLie): void;
  /** Says something to an end that the broker never said. */
  says(to: Signatory, message: Down): void;
}

interface Line {
  readonly page: WebSocket;
  role: Signatory | null;
}

const HONEST: Lie = (message) => [message];
const HONEST_PAPER: PaperLie = () => null;

export async function startLyingProxy(): Promise<LyingProxy> {
  let target = 0;
  let lie = HONEST;
  let paperLie = HONEST_PAPER;
  const lines = new Set<Line>();

  const server = createServer((asked, answer) => forward(asked, answer, { target, lie: paperLie }));
  const sockets = new WebSocketServer({ noServer: true });
  server.on('upgrade', (asked: IncomingMessage, socket: Duplex, head: Buffer) =>
    sockets.handleUpgrade(asked, socket, head, (page) => {
      const line: Line = { page, role: null };
      lines.add(line);
      page.once('close', () => lines.delete(line));
      carry(line, asked, { target, lie: (message, to) => lie(message, to) });
    }),
  );
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  stopLater(async () => {
    for (const { page } of lines) page.terminate();
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port was free');
  return {
    url: `http://localhost:${address.port}`,
    leadsTo: (port) => {
      target = port;
    },
    tellsTheTruth: () => {
      lie = HONEST;
      paperLie = HONEST_PAPER;
    },
    lies: (next) => {
      lie = next;
    },
    liesOnPaper: (next) => {
      paperLie = next;
    },
    says: (to, message) => {
      for (const { page, role } of lines) if (role === to) page.send(JSON.stringify(message));
    },
  };
}

/** Both directions of one page's socket; only what comes down is lied about. */
function carry(
  line: Line,
  asked: IncomingMessage,
  { target, lie }: { readonly target: number; readonly lie: Lie },
): void {
  const { page } = line;
  const { origin = '', cookie = '', 'x-forwarded-for': from } = asked.headers;
  const names = (asked.headers['sec-websocket-protocol'] ?? '').split(',').map((name) => name.trim());
  const broker = new WebSocket(`ws://127.0.0.1:${target}${asked.url}`, names, {
    headers: { origin, cookie, ...(from && { 'x-forwarded-for': from }) },
  });
  const early: string[] = [];
  page.on('message', (data) => {
    if (broker.readyState === WebSocket.OPEN) broker.send(String(data));
    else early.push(String(data));
  });
  broker.once('open', () => {
    for (const text of early) broker.send(text);
  });
  broker.on('message', (data) => {
    const message = JSON.parse(String(data)) as Down;
    if (message.t === 'welcome') line.role = message.you.role;
    for (const told of lie(message, line.role ?? 'customer')) page.send(JSON.stringify(told));
  });
  for (const [one, other] of [
    [page, broker],
    [broker, page],
  ] as const) {
    one.on('close', () => other.close());
    one.on('error', () => other.terminate());
  }
}

function forward(
  asked: IncomingMessage,
  answer: ServerResponse,
  { target, lie }: { readonly target: number; readonly lie: PaperLie },
): void {
  const { method, url = '/', headers } = asked;
  const onward = request(
    {
      host: '127.0.0.1',
      port: target,
      method,
      path: url,
      headers: { ...headers, 'accept-encoding': 'identity' },
    },
    (told) => {
      const isJson = told.headers['content-type']?.includes('application/json');
      if (!isJson) {
        answer.writeHead(told.statusCode ?? 502, told.headers);
        told.pipe(answer);
        return;
      }
      const parts: Buffer[] = [];
      told.on('data', (part: Buffer) => parts.push(part));
      told.on('end', () => {
        const bytes = Buffer.concat(parts);
        const lied = lie(url, JSON.parse(String(bytes) || 'null'));
        const body = lied === null ? bytes : Buffer.from(JSON.stringify(lied));
        answer.writeHead(told.statusCode ?? 502, { ...told.headers, 'content-length': body.length });
        answer.end(body);
      });
    },
  );
  onward.on('error', () => answer.destroy());
  asked.pipe(onward);
}
