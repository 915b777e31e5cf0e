// Small files that must be whole or not there: keys, secrets, heads of logs. Readable by their owner alone, and on disk when the
// call returns. It does not know what is in them.
import { closeSync, fsyncSync, linkSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import process from 'node:process';

/** Puts a file in the place of an older one, which stays where there is no room for the new one. */
export function replaceFile(path: string, text: string): void {
  renameSync(draftOf(path, text), path);
}

/**
 * Makes a file where there is none. @returns false where there is one, which then stays as it is: of two that try at once, both
 * go on with the first one's file
 */
export function makeFile(path: string, text: string): boolean {
  const draft = draftOf(path, text);
  try {
    // A link fails where the file exists.
    linkSync(draft, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    return false;
  } finally {
    rmSync(draft);
  }
}

function draftOf(path: string, text: string): string {
  const draft = `${path}.${process.pid}`;
  const file = openSync(draft, 'w', 0o600);
  try {
    // A single write may take only part of it when the disk fills up, and say so to nobody who does not count.
    writeFileSync(file, text);
    fsyncSync(file);
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  } finally {
    closeSync(file);
  }
  return draft;
}
