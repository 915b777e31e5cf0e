// Programs that a story starts and ends. Each is ended by its own id, never by its name, and `stopAll` in an `afterAll`
// ends whatever a failed story left running.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';

type Stop = () => Promise<void>;

const PATIENCE_MS = 5_000;
const running = new Set<ChildProcess>();
const stops: Stop[] = [];

// When the test worker itself is told to leave, nobody calls `stopAll`.
process.once('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});

export interface ChildOptions {
  env?: NodeJS.ProcessEnv;
  stdio?: ('ignore' | 'pipe')[];
  cwd?: string;
  /** Whom it runs as, where that is somebody else. */
  uid?: number;
  gid?: number;
}

export function startChild(program: string, args: string[], options: ChildOptions = {}): ChildProcess {
  const child = spawn(program, args, { env: process.env, stdio: 'ignore', ...options });
  running.add(child);
  child.once('exit', () => running.delete(child));
  // A program that cannot be started has no exit; whoever waits for its sign of life reports it.
  child.once('error', () => running.delete(child));
  return child;
}

export function isRunning(child: ChildProcess): boolean {
  return running.has(child);
}

/** Ends the program and waits until it is gone: politely, and after five seconds without asking. */
export async function stopChild(child: ChildProcess, signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
  if (!isRunning(child)) return;
  const gone = once(child, 'exit');
  const insist = setTimeout(() => child.kill('SIGKILL'), PATIENCE_MS);
  child.kill(signal);
  await gone;
  clearTimeout(insist);
}

/** Remembers how to stop something until it is stopped; the answer stops it once, however often it is called. */
export function stopLater(stop: Stop): Stop {
  let stopped: Promise<void> | undefined;
  const once = () => {
    stopped ??= stop();
    return stopped;
  };
  stops.push(once);
  return once;
}

/** Stops everything that the stories of this file started, the last first. */
export async function stopAll(): Promise<void> {
  const results = [];
  for (const stop of stops.splice(0).reverse()) results.push(...(await Promise.allSettled([stop()])));
  const failure = results.find((result) => result.status === 'rejected');
  if (failure) throw failure.reason;
}
