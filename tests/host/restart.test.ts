// Asking for a restart. A real one would take this computer along, so here, and only here, the system is a program of the test's own
// that bears its name and stands alone in PATH.
import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { isRestartProblem, RESTART_PROBLEMS } from '../../host/restart/restart.ts';
import { restartWithin, systemdRestart } from '../../host/restart/systemd.ts';
import { stopAll } from '../support/children.ts';
import { folderForNow } from './support/owner.ts';

afterAll(stopAll);

/** A folder with a systemctl that does this and nothing else, written in what the shell itself knows. */
function systemThat(does: string): string {
  const folder = folderForNow();
  const program = join(folder, 'systemctl');
  writeFileSync(program, `#!/bin/sh\n${does}\n`);
  chmodSync(program, 0o755);
  return folder;
}

describe('a restart', () => {
  it('is asked of the system, with no password and nothing overruled', async () => {
    const said = join(folderForNow(), 'said');
    const folder = systemThat(`echo "$@" > ${said}; exit 0`);
    expect(await systemdRestart({ PATH: folder })).toBeNull();
    expect(readFileSync(said, 'utf8')).toBe('reboot --no-ask-password\n');
  });

  it('is told as refused when the system says no', async () => {
    const refused = await systemdRestart({ PATH: systemThat('exit 1') });
    expect(refused).toEqual({ restart: 'REFUSED' });
    expect(isRestartProblem(refused)).toBe(true);
    expect(isRestartProblem(null)).toBe(false);
  });

  it('is told as impossible where there is no such system, or PATH names only what is not absolute', async () => {
    const marker = join(folderForNow(), 'ran');
    const elsewhere = systemThat(`echo > ${marker}`);
    const notRunnable = folderForNow();
    writeFileSync(join(notRunnable, 'systemctl'), '#!/bin/sh\n', { mode: 0o644 });
    for (const env of [
      { PATH: folderForNow() },
      { PATH: `.:${elsewhere.slice(1)}` },
      { PATH: notRunnable },
      { PATH: '' },
      {},
    ])
      expect(await systemdRestart(env)).toEqual({ restart: 'NOT_THERE' });
    expect(existsSync(marker)).toBe(false);
  });

  it('is given up when the system does not answer', async () => {
    const folder = systemThat('kill -STOP $$');
    expect(await restartWithin({ PATH: folder }, 100)).toEqual({ restart: 'NO_ANSWER' });
  });

  it('has a sentence for each way to fail, in both languages', () => {
    for (const sentences of Object.values(RESTART_PROBLEMS))
      for (const language of ['en', 'it'] as const) expect(sentences[language]).toMatch(/ .+\.$/);
  });
});
