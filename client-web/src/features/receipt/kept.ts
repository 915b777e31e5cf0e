// A receipt in this browser: fetched, judged, and saved as a page to read or as data to check. It shows nothing.
import { isRefusal } from '../../../../shared/errors.ts';
import { type Receipt, receipt } from '../../../../shared/protocol/receipt.ts';
import type { SessionEvent } from '../../../../shared/session/events.ts';
import { post, type Refused } from '../../link/api.ts';
import { words } from './account.text.ts';
import { type Account, accountOf } from './account.ts';
import { receiptHtml } from './html.ts';
import { type Proven, prove } from './proven.ts';
import { fileOf, saveAs } from './save.ts';

/** Who may ask for a receipt: the session, and the value that its code earned. */
export interface Holder {
  readonly sid: string;
  readonly resume: string;
}

export interface Kept {
  readonly account: Account;
  /** Null where the log was not signed, or the broker was not there to ask. */
  readonly proven: Proven | null;
  /** Until when the receipt can be fetched again; null while the session goes on, or where nobody said. */
  readonly until: number | null;
}

export async function fetchKept({ sid, resume }: Holder): Promise<Kept | Refused> {
  const answer = await post('/api/receipt', { sid, resume }, receipt);
  return isRefusal(answer) ? answer : keptOf(answer);
}

/** What is read is what is proven, wherever something is. */
export async function keptOf({ events, bundle, until }: Receipt): Promise<Kept> {
  if (isRefusal(bundle)) return { account: accountOf(events), proven: null, until };
  const proven = await prove(bundle, events);
  return { account: accountOf(proven.events.length > 0 ? proven.events : events), proven, until };
}

/** Of what this page saw itself, when there is nobody to ask. */
export const unproven = (events: readonly SessionEvent[]): Kept => ({
  account: accountOf(events),
  proven: null,
  until: null,
});

/** A page to read and print. @param at now, in milliseconds since 1970 */
export function saveReadable({ account, proven }: Kept, at: number): void {
  const page = receiptHtml({ account, proven, title: words().receipt, at });
  saveAs('permesso-receipt.html', fileOf(page, 'text/html'));
}

/** The proven bundle, byte for byte as verifiers accept it. */
export const saveData = ({ bytes }: Proven): void =>
  saveAs('permesso-receipt.json', fileOf(bytes, 'application/json'));
