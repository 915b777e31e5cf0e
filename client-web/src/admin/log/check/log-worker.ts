// Checks a whole log in a thread of its own, so that the page stays alive: takes one order, tells how far it is, and answers once.
import * as z from 'zod/mini';
import { type Declined, isDeclined } from '../../../link/http.ts';
import { browserFetch, fetchFile } from './fetch-file.ts';
import type { KeptHead } from './kept-heads.ts';
import { type CheckedLog, checkWholeLog } from './whole-log.ts';

// As in link/browser.ts: the security policy holds here too.
z.config({ jitless: true });

export interface Order {
  /** Of the log. */
  readonly id: string;
  readonly vkeys: readonly string[];
  readonly kept: KeptHead | null;
}
export type Told =
  | { readonly k: 'progress'; readonly done: number; readonly total: number }
  | { readonly k: 'checked'; readonly checked: CheckedLog }
  | { readonly k: 'declined'; readonly declined: Declined };

const tell = (told: Told): void => self.postMessage(told);

/** Ends the check from within. */
class Stopped extends Error {
  readonly declined: Declined;
  constructor(declined: Declined) {
    super(declined.declined);
    this.declined = declined;
  }
}

async function carryOut({ id, vkeys, kept }: Order): Promise<void> {
  const read = async (path: string): Promise<Uint8Array | null> => {
    const bytes = await fetchFile(`/log/${id}/${path}`, browserFetch);
    if (isDeclined(bytes)) throw new Stopped(bytes);
    return bytes;
  };
  const onProgress = (done: number, total: number) => tell({ k: 'progress', done, total });
  try {
    tell({ k: 'checked', checked: await checkWholeLog({ vkeys, kept, read, onProgress }) });
  } catch (error) {
    tell({ k: 'declined', declined: error instanceof Stopped ? error.declined : { declined: 'INTERNAL' } });
  }
}

self.addEventListener('message', (message: MessageEvent<Order>) => void carryOut(message.data));
