// A passage for connections: whoever comes to one door leaves by the other, whatever they say. With one at each end of a cable, a computer
// of its own reaches the broker as `localhost`, which browsers count as protected.
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { fileURLToPath } from 'node:url';
import { startChild, stopChild, stopLater } from './children.ts';

export interface Door {
  readonly host: string;
  readonly port: number;
}

/** In this process. @param host one of this computer's addresses. @returns the port it listens on */
export async function openPassage(host: string, to: Door, port = 0): Promise<number> {
  const sockets = new Set<Socket>();
  const keep = (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    socket.once('close', () => sockets.delete(socket));
  };
  const server = createServer((outside) => {
    const inside = connect(to);
    for (const socket of [outside, inside]) keep(socket);
    outside.pipe(inside).pipe(outside);
    outside.once('close', () => inside.destroy());
    inside.once('close', () => outside.destroy());
  });
  server.listen(port, host);
  await once(server, 'listening');
  stopLater(async () => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  const at = server.address();
  if (at === null || typeof at === 'string') throw new Error('no port was free');
  return at.port;
}

/** The same as a program of its own, begun with these words; stopped, it swallows everything. Resolves once it listens. */
export async function openPassageIn(
  there: readonly [string, ...string[]],
  host: string,
  to: Door,
  port: number,
): Promise<ChildProcess> {
  const [program, ...words] = there;
  const self = fileURLToPath(import.meta.url);
  const typescript = new URL('./typescript.mjs', import.meta.url).href;
  const code = `import(${JSON.stringify(self)}).then(async ({ openPassage }) => {
    await openPassage(${JSON.stringify(host)}, ${JSON.stringify(to)}, ${port});
    console.log('open');
  });`;
  const child = startChild(program, [...words, process.execPath, '--import', typescript, '-e', code], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  stopLater(async () => {
    child.kill('SIGCONT');
    await stopChild(child);
  });
  if (child.stdout) await once(child.stdout, 'data');
  return child;
}
