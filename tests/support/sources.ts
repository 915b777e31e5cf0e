// The repository's own source files, for rules about them.
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, posix, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const SOURCE = /\.(?:ts|tsx|mjs)$/;
const LEFT_OUT = ['node_modules', 'dist', '.out'];

export interface Source {
  /** From the root, with slashes: `server/app.ts`. */
  readonly path: string;
  readonly text: string;
}

/** Every source file under a folder of the repository. */
export function sourcesIn(folder: string): Source[] {
  return readdirSync(join(ROOT, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return LEFT_OUT.includes(entry.name) ? [] : sourcesIn(path);
    if (!SOURCE.test(entry.name)) return [];
    return [{ path: path.split(sep).join('/'), text: readFileSync(join(ROOT, path), 'utf8') }];
  });
}

export interface Import {
  readonly from: string;
  /** The file from the root, or the package or builtin as it was written. */
  readonly to: string;
  readonly isTypeOnly: boolean;
}

const STATIC = /^\s*(?:import|export)\s+(type\s+)?(?:[^'"]*?\sfrom\s+)?['"]([^'"]+)['"]/gm;
const DYNAMIC = /\bimport\(\s*['"]([^'"]+)['"]\s*\)/g;

export function importsOf({ path, text }: Source): Import[] {
  const found = [
    ...[...text.matchAll(STATIC)].map(([, type, to = '']) => ({ to, isTypeOnly: type !== undefined })),
    ...[...text.matchAll(DYNAMIC)].map(([, to = '']) => ({ to, isTypeOnly: false })),
  ];
  return found.map(({ to, isTypeOnly }) => ({ from: path, to: resolved(path, to), isTypeOnly }));
}

function resolved(path: string, to: string): string {
  if (!to.startsWith('.')) return to;
  const absolute = join(ROOT, dirname(path), to);
  return relative(ROOT, absolute).split(sep).join(posix.sep);
}

/** The text without comments, so that a rule does not trip over a sentence about itself. */
export const withoutComments = (text: string): string =>
  text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|\s)\/\/.*$/gm, '$1');
