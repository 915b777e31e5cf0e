// Whether an exported folder holds the files it should, byte for byte as its manifest names them. The manifest is not signed:
// it finds accidents and clumsy hands; what it cannot vouch for, the tree and the commitments do.
import { sha256 } from '@noble/hashes/sha2.js';
import { toHex } from '../bytes.ts';
import { readCanonical } from '../canonical.ts';
import { type Finding, tampered } from './finding.ts';
import { FILES, type LogFiles, logManifest, pathsOf } from './layout.ts';

/** Compares every file with the manifest. */
export async function checkManifest(files: LogFiles): Promise<Finding[]> {
  const bytes = await files.read(FILES.manifest);
  if (!bytes) return [tampered(FILES.manifest, 'is missing')];
  const manifest = logManifest.safeParse(readCanonical(bytes));
  if (!manifest.success) return [tampered(FILES.manifest, 'is no manifest in canonical JSON')];
  const named = new Map(Object.entries(manifest.data.files));
  const there = (await files.list()).filter((path) => path !== FILES.manifest).sort();
  const findings: Finding[] = [];
  for (const path of there) findings.push(...(await checkFile(files, path, named.get(path))));
  const missing = [...named.keys()].filter((path) => !there.includes(path));
  return [...findings, ...missing.map((path) => tampered(path, 'is missing'))];
}

async function checkFile(files: LogFiles, path: string, sum: string | undefined): Promise<Finding[]> {
  if (sum === undefined) return [tampered(path, 'is not named in the manifest')];
  const bytes = await files.read(path);
  if (!bytes) return [tampered(path, 'is missing')];
  return toHex(sha256(bytes)) === sum ? [] : [tampered(path, 'holds other bytes than the manifest names')];
}

/** Compares the names of the files with what a log of this size consists of. */
export async function checkPaths(files: LogFiles, size: number): Promise<Finding[]> {
  const there = new Set(await files.list());
  const wanted = new Set(pathsOf(size));
  return [
    ...[...wanted].filter((path) => !there.has(path)).map((path) => tampered(path, 'is missing')),
    ...[...there]
      .filter((path) => !wanted.has(path))
      .map((path) => tampered(path, `is no file of a log of ${size} entries`)),
  ];
}
