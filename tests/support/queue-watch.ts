// Lines that stay open and say that something changed, as pages hold them: of a technician's queue, of one request.
import { request } from 'node:http';
import type { Asker } from './asking.ts';
import type { Tab } from './tab.ts';
import { waitFor } from './wait.ts';

export interface Watch {
  /** All that came, as it came. */
  heard(): string;
  /** Resolves when it holds this. */
  hears(word: string): Promise<void>;
  stops(): void;
}

export const watchesQueue = ({ where, login }: Tab): Promise<Watch> =>
  watches(where.port, {
    method: 'GET',
    path: '/api/queue/events',
    headers: { cookie: `__Host-sid=${login}`, 'sec-fetch-site': 'same-origin' },
  });

export const watchesRequest = ({ tab, held }: Asker): Promise<Watch> =>
  watches(
    tab.where.port,
    {
      method: 'POST',
      path: '/api/request/events',
      headers: {
        'content-type': 'application/json',
        'sec-fetch-site': 'same-origin',
        'x-forwarded-for': tab.address,
      },
    },
    JSON.stringify(held),
  );

interface Line {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
}

async function watches(port: number, line: Line, body?: string): Promise<Watch> {
  const parts: string[] = [];
  const stream = request({ host: '127.0.0.1', port, ...line }, (answer) =>
    answer.setEncoding('utf8').on('data', (part: string) => parts.push(part)),
  );
  // Whoever stops it or ends the broker breaks it off.
  stream.on('error', () => {}).end(body);
  const heard = () => parts.join('');
  const hears = async (word: string) => {
    await waitFor(async () => heard().includes(word) || undefined, { what: `"${word}" in what is told` });
  };
  await waitFor(async () => parts.length > 0 || undefined, { what: 'the stream' });
  return { heard, hears, stops: () => stream.destroy() };
}
