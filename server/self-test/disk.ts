// Whether the folders can be written, whether copies of the log's heads stand on another disk than the data, and how much room is left.
import { randomBytes } from 'node:crypto';
import { rm, stat, statfs, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { SelfTestFound } from '../../shared/protocol/self-test.ts';
import type { Config } from '../config.ts';
import { bad, type Check, ok, warn } from './found.ts';

const GIB = 1024 ** 3;
const LITTLE = GIB;
const FULL = GIB / 10;

export const diskCheck = ({ dataDir, headsDir }: Pick<Config, 'dataDir' | 'headsDir'>): Check => ({
  name: 'disk',
  look: async () => {
    const [hasData, hasHeads] = await Promise.all([canWrite(dataDir), canWrite(headsDir)]);
    const data = hasData ? [ok('disk-data'), await roomIn(dataDir)] : [bad('disk-data-closed')];
    if (!hasHeads) return [...data, bad('disk-heads-closed')];
    const isBeside = hasData && (await deviceOf(dataDir)) === (await deviceOf(headsDir));
    return [...data, isBeside ? warn('disk-heads-beside') : ok('disk-heads')];
  },
});

/** By writing: what a folder's rights say is not what a full or a read-only disk does. */
async function canWrite(folder: string): Promise<boolean> {
  const file = join(folder, `.self-test-${randomBytes(6).toString('hex')}`);
  try {
    await writeFile(file, 'written by the self-test, may be removed\n', { flag: 'wx', mode: 0o600 });
    return true;
  } catch {
    return false;
  } finally {
    await rm(file, { force: true }).catch(() => {});
  }
}

async function roomIn(folder: string): Promise<SelfTestFound> {
  const { bavail, bsize } = await statfs(folder);
  const value = bavail * bsize;
  if (value < FULL) return bad('disk-full', { value });
  return value < LITTLE ? warn('disk-little', { value }) : ok('disk-free', { value });
}

const deviceOf = async (folder: string): Promise<number> => (await stat(folder)).dev;
