// Restarts a Linux computer through systemd: `systemctl reboot` asks logind, which asks polkit whether this person may. It has no
// rights of its own and asks for no password.
import { spawn } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, isAbsolute, join } from 'node:path';
import type { Restart, RestartEnv, RestartProblem, RestartProblemName } from './restart.ts';

const PROGRAM = 'systemctl';
/**
 * A window that asks for the password because a technician pressed something would teach the wrong habit, so there is none. Other
 * people's sessions and programs that must not be interrupted are never overruled (no `--force`, no `--check-inhibitors=no`).
 */
const ARGUMENTS = ['reboot', '--no-ask-password'];
const PATIENCE_MS = 20_000;

export const systemdRestart: Restart = (env) => restartWithin(env, PATIENCE_MS);

/** @param patienceMs how long the system has to say what it will do */
export function restartWithin(env: RestartEnv, patienceMs: number): Promise<RestartProblem | null> {
  const program = find(env['PATH'] ?? '');
  if (program === null) return Promise.resolve(problem('NOT_THERE'));
  return new Promise((resolve) => {
    const child = spawn(program, ARGUMENTS, {
      env: { ...env },
      stdio: 'ignore',
      timeout: patienceMs,
      killSignal: 'SIGKILL',
    });
    child.once('error', () => resolve(problem('NOT_THERE')));
    child.once('exit', (code, signal) => {
      if (code === 0) return resolve(null);
      resolve(problem(signal === null ? 'REFUSED' : 'NO_ANSWER'));
    });
  });
}

/** Looked for here and nowhere else: without PATH, `spawn` would look in folders of its own choice. */
function find(path: string): string | null {
  const places = path.split(delimiter).filter((folder) => isAbsolute(folder));
  return places.map((folder) => join(folder, PROGRAM)).find(canRun) ?? null;
}

function canRun(program: string): boolean {
  try {
    accessSync(program, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

const problem = (name: RestartProblemName): RestartProblem => ({ restart: name });
