// Files that somebody picked, as the verifier wants to read them: an exported log's folder, wherever in the picked one it lies.
// Reads nothing before it is asked to.
import { FILES, type LogFiles } from '../../../shared/log/layout.ts';

/** What of the browser's `File` is needed. */
export interface Readable {
  arrayBuffer(): Promise<ArrayBuffer>;
}

export interface PickedFile {
  /** With slashes, as the picked folder names it. */
  readonly path: string;
  readonly file: Readable;
}

/** Left behind by the systems that show folders; they are no part of any log. */
const LITTER = ['.DS_Store', 'Thumbs.db', 'desktop.ini'];

/** @returns the files of the log in them, or null where no folder in them has a manifest */
export function logIn(picked: readonly PickedFile[]): LogFiles | null {
  const manifests = picked.map(({ path }) => path).filter((path) => nameOf(path) === FILES.manifest);
  const [manifest] = manifests.sort((a, b) => a.split('/').length - b.split('/').length);
  if (manifest === undefined) return null;
  const root = manifest.slice(0, -FILES.manifest.length);
  const files = new Map(
    picked
      .filter(({ path }) => path.startsWith(root) && !LITTER.includes(nameOf(path)))
      .map(({ path, file }) => [path.slice(root.length), file]),
  );
  return {
    read: async (path) => {
      const file = files.get(path);
      return file ? new Uint8Array(await file.arrayBuffer()) : null;
    },
    list: async () => [...files.keys()],
  };
}

const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);
