// The operator's commands as built, each as the process that it is, beside whatever broker is at work on the same folder.
import { execFile } from 'node:child_process';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const execute = promisify(execFile);

export interface Said {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs a program of the server room, such as `log-command`, with these settings and no others. @returns also when it failed */
export async function says(
  program: string,
  args: readonly string[],
  settings: Readonly<Record<string, string>> = {},
): Promise<Said> {
  const file = fileURLToPath(new URL(`../../dist/node/server/${program}.js`, import.meta.url));
  const env = { PATH: process.env['PATH'] ?? '', ...settings };
  try {
    const { stdout, stderr } = await execute(process.execPath, ['--enable-source-maps', file, ...args], {
      env,
    });
    return { code: 0, out: stdout, err: stderr };
  } catch (error) {
    const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string };
    return { code, out: stdout, err: stderr };
  }
}
