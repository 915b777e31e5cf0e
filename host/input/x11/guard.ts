// Starts the program that lets go of everything should this process die without a word (watchdog.ts), and tells when that
// program itself is gone. What it does is its own affair.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { extname } from 'node:path';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import type { Display } from '../../x11/display.ts';

/** X protocol, CreateWindow: a window that is never seen. */
const INPUT_ONLY = 2;

export interface Guard {
  /** Ends the program without letting it act: this process has put everything right itself. */
  dismiss(): Promise<void>;
}

/**
 * @param spares keycodes to give back, beside the keys and buttons
 * @param onLost told when the program ended before it was dismissed: nobody would let go of a key any more
 * @returns null when it did not start
 */
export async function startGuard(
  display: Display,
  spares: readonly number[],
  onLost: () => void,
): Promise<Guard | null> {
  const { client, root } = display;
  // The server destroys it when our connection ends, after everything that we sent: the sign that the other waits for.
  const lifeline = client.AllocID();
  client.CreateWindow(lifeline, root, 0, 0, 1, 1, 0, 0, INPUT_ONLY, 0, {});
  await display.sync();
  const child = start(display.name, [String(lifeline), spares.join(',')]);
  if (!(await isReady(child))) {
    child.kill('SIGKILL');
    return null;
  }
  // This process may end before the other: that is what it is for.
  child.unref();
  let isDismissed = false;
  child.once('exit', () => {
    if (!isDismissed) onLost();
  });
  const dismiss = async () => {
    isDismissed = true;
    if (child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.kill('SIGKILL');
    await gone;
  };
  return { dismiss };
}

function start(name: string, args: string[]): ChildProcess {
  const script = fileURLToPath(new URL(`./watchdog${extname(import.meta.url)}`, import.meta.url));
  return spawn(process.execPath, [...process.execArgv, script, ...args], {
    env: { ...process.env, DISPLAY: name },
    // A session of its own: Ctrl+C in the terminal of this process must not end both.
    detached: true,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
}

async function isReady(child: ChildProcess): Promise<boolean> {
  const output = child.stdout as Readable;
  const isOn = await new Promise<boolean>((answer) => {
    output.once('data', () => answer(true));
    child.once('exit', () => answer(false));
    child.once('error', () => answer(false));
  });
  output.destroy();
  return isOn;
}
