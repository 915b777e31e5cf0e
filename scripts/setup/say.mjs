// How the set-up speaks and how it runs other programs. Everything goes to stderr, so that stdout belongs to what was
// started: the server's own lines, or the test suite's last line.
import { spawn } from 'node:child_process';

/** A failure the reader can act on: its message is shown as it stands, without a stack. */
export class SetupFailure extends Error {}

/** Ctrl-C or SIGTERM while a step was running: nothing after it is wanted any more. */
export class Interruption extends SetupFailure {}

export function say(message) {
  process.stderr.write(`[permesso] ${message}\n`);
}

/**
 * Runs a program with our own terminal and answers its exit code; a program that could not start or was killed is 1.
 * Whoever interrupts us wants all of it to stop, so an interruption is thrown and not one program's exit code.
 */
export function run(program, args, { env = {}, output = 'inherit' } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      stdio: ['ignore', output === 'stderr' ? 2 : 'inherit', 'inherit'],
      env: { ...process.env, ...env },
      // Windows finds npm only through its command interpreter.
      shell: process.platform === 'win32' && program === 'npm',
    });
    let isInterrupted = false;
    const interrupt = (signal) => {
      isInterrupted = true;
      // Ctrl-C reaches the child by the terminal; a second SIGINT would make it drop its own cleaning up.
      if (signal !== 'SIGINT') child.kill(signal);
    };
    const settle = (code) => {
      process.off('SIGINT', interrupt).off('SIGTERM', interrupt);
      if (isInterrupted) reject(new Interruption('interrupted'));
      else resolve(code);
    };
    process.on('SIGINT', interrupt).on('SIGTERM', interrupt);
    child.once('error', (error) => {
      say(`${program}: ${error.message}`);
      settle(1);
    });
    child.once('exit', (code) => settle(code ?? 1));
  });
}

/** Says what is being done and how long it took; answers whether it went well. */
export async function timed(what, work) {
  const started = performance.now();
  say(`${what} ...`);
  const code = await work();
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  say(code === 0 ? `${what}: ${seconds} s` : `${what}: failed after ${seconds} s`);
  return code === 0;
}

/** One step without which nothing after it makes sense. */
export async function step(what, program, args, env = {}) {
  const ok = await timed(what, () => run(program, args, { env, output: 'stderr' }));
  if (!ok) throw new SetupFailure(`${what} failed. The command was: ${[program, ...args].join(' ')}`);
}
