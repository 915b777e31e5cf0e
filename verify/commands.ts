// Reads the files that a command names and has `shared/log` judge them. It judges nothing itself.
import { readFile } from 'node:fs/promises';
import { fromUtf8 } from '../shared/bytes.ts';
import { type Report, reportOf } from '../shared/log/finding.ts';
import { FILES } from '../shared/log/layout.ts';
import type { Vkey } from '../shared/log/note.ts';
import { ownKey, readVkeys } from '../shared/log/verify-head.ts';
import { verifyLog } from '../shared/log/verify-log.ts';
import { verifyDiff, verifyProof } from '../shared/log/verify-proof.ts';
import { verifySession } from '../shared/log/verify-session.ts';
import type { Misuse, Wish } from './arguments.ts';
import { isFolder, logFolder } from './folder.ts';

/** Thrown inside this file only, for a file that a person named and that cannot be used. */
class Unusable extends Error {}

/** @returns what was found, or why nothing could be looked at */
export async function carryOut(wish: Wish): Promise<Report | Misuse> {
  try {
    return await reportFor(wish);
  } catch (error) {
    if (error instanceof Unusable) return { misuse: error.message };
    throw error;
  }
}

async function reportFor(wish: Wish): Promise<Report> {
  const vkeys = wish.vkey === null ? null : await keysFrom(wish.vkey);
  switch (wish.command) {
    case 'log': {
      const since = wish.since === null ? null : await textOf(wish.since);
      return verifyLog(await folder(wish.dir), { vkeys, since });
    }
    case 'proof':
      return verifyProof(await textOf(wish.file), await bytesOf(wish.leaf), vkeys ?? []);
    case 'session':
      return verifySession(await bytesOf(wish.file), vkeys);
    case 'diff':
      return diff(wish, vkeys);
  }
}

async function diff(
  { files, dir }: Wish & { command: 'diff' },
  trusted: readonly Vkey[] | null,
): Promise<Report> {
  const log = dir === null ? null : await folder(dir);
  const vkeys = trusted ?? (await keysFrom(`${dir}/${FILES.vkey}`));
  const notes = [await textOf(files[0]), await textOf(files[1])] as const;
  const report = await verifyDiff({ notes, vkeys, files: log });
  return trusted ? report : reportOf(report.subject, report.counts, [...report.findings, ownKey(FILES.vkey)]);
}

async function folder(dir: string) {
  if (!(await isFolder(dir))) throw new Unusable(`there is no folder ${dir}`);
  return logFolder(dir);
}

/** @param said the key itself, or the name of a file that holds it */
async function keysFrom(said: string): Promise<Vkey[]> {
  // Whoever pastes a key seldom pastes the end of its line.
  const ended = (text: string) => `${text.trimEnd()}\n`;
  const vkeys = readVkeys(ended(said)) ?? readVkeys(ended(await textOf(said)));
  if (!vkeys) throw new Unusable(`${said} holds no key of a log`);
  return vkeys;
}

async function bytesOf(file: string): Promise<Uint8Array> {
  try {
    return await readFile(file);
  } catch (error) {
    throw new Unusable(`cannot read ${file}: ${error instanceof Error ? error.message : error}`);
  }
}

async function textOf(file: string): Promise<string> {
  const bytes = await bytesOf(file);
  try {
    return fromUtf8(bytes);
  } catch {
    throw new Unusable(`${file} is not text`);
  }
}
