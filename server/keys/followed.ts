// A file with something secret in it, read again when another process has replaced it: rotation needs no restart. It refuses files
// that others may read, and it does not know what is in them.
import { readFileSync, type Stats, statSync } from 'node:fs';
import process from 'node:process';

/** Why a file of secrets cannot be used, in words for the operator. */
export class SecretsProblem extends Error {
  override readonly name = 'SecretsProblem';
}

/**
 * @param read makes the value of the text, and throws where it is damaged
 * @returns a function that gives the value as it is now. A look at the file's date costs microseconds
 * @throws SecretsProblem at once and on every use, where the file is missing, unreadable, too open or damaged
 */
export function followed<T>(path: string, read: (text: string) => T): () => T {
  let seen = { at: Number.NaN, ino: Number.NaN };
  let value: T;
  const fresher = (): T => {
    const { mtimeMs, ino, mode } = stat(path);
    if (mtimeMs === seen.at && ino === seen.ino) return value;
    mustBePrivate(path, mode);
    value = readSecret(path, read);
    seen = { at: mtimeMs, ino };
    return value;
  };
  // Damage stops the start, and not the first session.
  fresher();
  return fresher;
}

/** Reads it once, with the same care. @throws SecretsProblem */
export function readSecret<T>(path: string, read: (text: string) => T): T {
  mustBePrivate(path, stat(path).mode);
  try {
    return read(readFileSync(path, 'utf8'));
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'EACCES')
      throw new SecretsProblem(`${path} is there, but the user of the broker (${who()}) may not read it.`);
    throw new SecretsProblem(`${path} is damaged: ${message}`);
  }
}

function stat(path: string): Stats {
  try {
    return statSync(path);
  } catch (error) {
    const isMissing = (error as NodeJS.ErrnoException).code === 'ENOENT';
    throw new SecretsProblem(
      isMissing
        ? `${path} is missing. "npm run secrets -- make FOLDER" makes the secrets of a new installation; one with data needs its own back.`
        : `${path} cannot be looked at by the user of the broker (${who()}).`,
    );
  }
}

/** A group may read, since that is how systemd and Kubernetes hand secrets to one service. Nobody else may, and nobody else writes. */
function mustBePrivate(path: string, mode: number): void {
  if (process.platform === 'win32' || (mode & 0o037) === 0) return;
  const octal = (mode & 0o777).toString(8);
  throw new SecretsProblem(`${path} is open to others (mode ${octal}). Close it first: chmod 600 ${path}`);
}

const who = (): string => `uid ${process.getuid?.() ?? '?'}`;
