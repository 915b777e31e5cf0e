// The facts about a Linux computer, from what the kernel and the distribution say to everybody. It starts no program and needs no
// rights; it never asks for host name, users, addresses or serial numbers.
import { readFile } from 'node:fs/promises';
import os from 'node:os';
import { DISPLAYS_LIMIT, type Facts, factText } from '../../shared/channel/facts.ts';
import { readDisks } from './disks.ts';
import type { ReadFacts } from './facts.ts';
import { languageOf, systemOf } from './release.ts';

const OS_RELEASE = ['/etc/os-release', '/usr/lib/os-release'];
const MOUNTS = '/proc/self/mounts';

export const linuxFacts: ReadFacts = async ({ monitors, env }) => {
  const [processor] = os.cpus();
  const { name, version } = systemOf(await firstOf(OS_RELEASE));
  return {
    system: { name: factText(name || os.type(), 60), version: factText(version, 60) },
    kernel: factText(os.release(), 80),
    architecture: factText(os.machine(), 20),
    processor: { name: factText(processor?.model ?? '', 100), cores: os.cpus().length },
    memory: { total: os.totalmem(), free: os.freemem() },
    disks: await readDisks(await firstOf([MOUNTS])),
    displays: monitors.slice(0, DISPLAYS_LIMIT).map(displayOf),
    uptimeS: Math.floor(os.uptime()),
    language: factText(languageOf(env), 20),
    timeZone: factText(Intl.DateTimeFormat().resolvedOptions().timeZone, 60),
  };
};

const displayOf = ({
  name,
  width,
  height,
}: Parameters<ReadFacts>[0]['monitors'][number]): Facts['displays'][number] => ({
  label: factText(name, 40),
  width,
  height,
});

/** The first of these files that can be read, or nothing. */
async function firstOf(files: readonly string[]): Promise<string> {
  for (const file of files) {
    const text = await readFile(file, 'utf8').catch(() => null);
    if (text !== null) return text;
  }
  return '';
}
