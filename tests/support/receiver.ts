// A receiver of webhooks as somebody else runs it: a real HTTP server on this computer, which writes down what reaches it.
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';

export interface Got {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}
export interface Receiver {
  readonly url: string;
  /** As an operator names it. */
  readonly host: string;
  readonly got: Got[];
  /** Resolves when so many deliveries have come. */
  has(count: number): Promise<Got>;
  /** How it answers from now on; 204 at first. */
  answers(how: (response: ServerResponse) => void): void;
  closes(): Promise<void>;
}

export async function openReceiver(): Promise<Receiver> {
  const got: Got[] = [];
  let how = (response: ServerResponse): void => void response.writeHead(204).end();
  let waiting: { count: number; resolve: (last: Got) => void }[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (part: string) => {
      body += part;
    });
    request.on('end', () => {
      const last = { path: request.url ?? '', headers: request.headers, body };
      got.push(last);
      how(response);
      for (const { count, resolve } of waiting) if (got.length >= count) resolve(last);
      waiting = waiting.filter(({ count }) => got.length < count);
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the receiver has no port');
  const host = `127.0.0.1:${address.port}`;
  return {
    url: `http://${host}/hook`,
    host,
    got,
    has: (count) => {
      const there = got[count - 1];
      return there ? Promise.resolve(there) : new Promise((resolve) => waiting.push({ count, resolve }));
    },
    answers: (next) => {
      how = next;
    },
    closes: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
