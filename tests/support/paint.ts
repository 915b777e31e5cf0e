// Paints the bare screen in one colour. A story paints twice, in colours of its own: who then sees the second one sees
// these pixels, live, and not a picture from somewhere else.
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const execute = promisify(execFile);

/** `color` as #rrggbb. Windows stay in front: look at a point that none of them covers. */
export async function paintScreen(display: string, color: string): Promise<void> {
  await execute('xsetroot', ['-solid', color], { env: { ...process.env, DISPLAY: display } });
}
