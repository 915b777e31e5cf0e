// A screen that exists only in memory, with a window manager, so that a browser can share a real monitor. The server
// picks a free display number itself, so several test runs never meet.
import { execFile } from 'node:child_process';
import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { promisify } from 'node:util';
import { isRunning, startChild, stopChild, stopLater } from './children.ts';
import { waitFor } from './wait.ts';

const execute = promisify(execFile);

export interface Screen {
  /** As in the variable DISPLAY, for example ":3". */
  display: string;
  /** Presses keys on the real keyboard of this screen, for what no page can reach: the browser's own dialogs. */
  press(...keys: string[]): Promise<void>;
  stop(): Promise<void>;
}

export async function startXvfb({ width = 1280, height = 800 } = {}): Promise<Screen> {
  // It writes the number to the descriptor once it takes connections; 3 is the pipe below.
  const args = ['-displayfd', '3', '-screen', '0', `${width}x${height}x24`, '-nolisten', 'tcp', '-noreset'];
  const server = startChild('Xvfb', args, { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] });
  const stopServer = stopLater(() => stopChild(server));
  const announced = server.stdio[3] as Readable;
  const [number] = await Promise.race([once(announced, 'data'), ended(server.once.bind(server))]);
  const display = `:${String(number).trim()}`;
  const env = { ...process.env, DISPLAY: display };

  const manager = startChild('openbox', ['--sm-disable'], { env });
  const stop = stopLater(async () => {
    await stopChild(manager);
    await stopServer();
  });
  await waitFor(
    async () => {
      if (!isRunning(manager)) throw new Error('openbox did not start');
      // Only a window manager answers this question.
      return execute('xdotool', ['get_num_desktops'], { env }).then(
        () => true,
        () => undefined,
      );
    },
    { what: 'the window manager' },
  );

  const press = async (...keys: string[]) => {
    await execute('xdotool', ['key', ...keys], { env });
  };
  return { display, press, stop };
}

function ended(once: (event: 'exit' | 'error', listener: () => void) => unknown): Promise<never> {
  return new Promise((_, reject) => {
    for (const event of ['exit', 'error'] as const)
      once(event, () => reject(new Error('Xvfb did not start')));
  });
}
