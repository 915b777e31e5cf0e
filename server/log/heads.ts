// Copies of the last signed head of every log, outside the database, so that a database restored from an older backup is
// noticed: signing it anew would make two histories out of one (consent-log.md 3.3). It does not sign.
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isEqual } from '../../shared/bytes.ts';
import { type Checkpoint, openNote, parseVkey, readCheckpoint } from '../../shared/log/note.ts';
import { rootAt } from '../../shared/log/tree.ts';
import type { Notary } from '../keys/notary.ts';
import { replaceFile } from '../whole-files.ts';
import type { Log } from './logs.ts';
import type { TreeRows } from './tree-rows.ts';

export interface Heads {
  /**
   * Compares the rows of a log with its copy and its own last head.
   * @returns why this log must not be signed, in words, or null when all is well
   */
  objection(log: Log, rows: TreeRows): Promise<string | null>;
  /** The head in the copy, as far as it can be read. */
  kept(log: Log): Checkpoint | null;
  /** Puts a note in the place of the copy: whole, and on disk when it returns. */
  keep(log: Log, note: string): void;
}

export function heads(folder: string, notary: Notary): Heads {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const pathOf = ({ id }: Log): string => join(folder, `${id}.checkpoint`);

  const copyOf = (log: Log): string | null => {
    try {
      return readFileSync(pathOf(log), 'utf8');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
      throw error;
    }
  };
  const read = (log: Log, note: string): Checkpoint | null => {
    const vkeys = [log.vkey, ...notary.vkeys(log.origin)].map(parseVkey).filter((vkey) => vkey !== null);
    const opened = openNote(note, vkeys);
    const head = opened && readCheckpoint(opened.text);
    return head?.origin === log.origin ? head : null;
  };

  return {
    objection: async (log, rows) => {
      // The copy first: it is written after the rows, so what it says must be there when we look.
      const note = copyOf(log);
      const copy = note === null ? null : read(log, note);
      if (note !== null && !copy)
        return `The copy of its last head, ${pathOf(log)}, cannot be read or was not signed by a key of this log.`;
      const last = await rows.lastSigned();
      const size = await rows.size();
      for (const head of [copy, last].filter((one) => one !== null)) {
        if (head.size > size)
          return `It has ${size} entries, but a head of ${head.size} has been signed: the database is an older one.`;
        if (!isEqual(await rootAt(rows.reader, head.size), head.root))
          return `Its first ${head.size} entries are not the ones that were signed.`;
      }
      return null;
    },

    kept: (log) => {
      const note = copyOf(log);
      return note === null ? null : read(log, note);
    },

    keep: (log, note) => replaceFile(pathOf(log), note),
  };
}
