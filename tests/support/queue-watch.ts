// A queue as a technician's page hears it.
import { request } from 'node:http';
import type { Tab } from './tab.ts';
import { waitFor } from './wait.ts';

export interface QueueWatch {
  /** All that came, as it came. */
  heard(): string;
  /** Resolves when it holds this. */
  hears(word: string): Promise<void>;
  stops(): void;
}

export async function watchesQueue({ where, login }: Tab): Promise<QueueWatch> {
  const parts: string[] = [];
  const stream = request(
    {
      host: '127.0.0.1',
      port: where.port,
      path: '/api/queue/events',
      headers: { cookie: `__Host-sid=${login}`, 'sec-fetch-site': 'same-origin' },
    },
    (answer) => answer.setEncoding('utf8').on('data', (part: string) => parts.push(part)),
  );
  // Whoever stops it or ends the broker breaks it off.
  stream.on('error', () => {}).end();
  const heard = () => parts.join('');
  const hears = async (word: string) => {
    await waitFor(async () => heard().includes(word) || undefined, { what: `"${word}" in the queue's news` });
  };
  await waitFor(async () => parts.length > 0 || undefined, { what: 'the stream' });
  return { heard, hears, stops: () => stream.destroy() };
}
