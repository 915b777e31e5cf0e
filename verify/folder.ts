// An exported log on the disk, read only.
import { readdir, readFile, stat } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import type { LogFiles } from '../shared/log/layout.ts';

const NOT_THERE = ['ENOENT', 'ENOTDIR', 'EISDIR'];

/** @throws what the disk says, but for a file that is not there */
export const logFolder = (dir: string): LogFiles => ({
  read: async (path) => {
    try {
      return await readFile(join(dir, path));
    } catch (error) {
      if (isNotThere(error)) return null;
      throw error;
    }
  },
  list: async () => {
    const entries = await readdir(dir, { recursive: true, withFileTypes: true });
    const files = entries.filter((entry) => !entry.isDirectory());
    return files.map((entry) => relative(dir, join(entry.parentPath, entry.name)).split(sep).join('/'));
  },
});

export async function isFolder(dir: string): Promise<boolean> {
  try {
    return (await stat(dir)).isDirectory();
  } catch (error) {
    if (isNotThere(error)) return false;
    throw error;
  }
}

const isNotThere = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && NOT_THERE.includes(String(error.code));
