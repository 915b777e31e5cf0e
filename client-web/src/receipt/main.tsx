// The receipt's page: opened by its link, in any browser, without an account. The link leaves the address at once, so that it
// does not stay in the history, and is remembered by this tab alone.
import { render } from 'preact';
import '../view/tokens.css';
import '../view/base.css';
import '../view/parts.css';
import '../view/fields.css';
import '../view/door.css';
import '../view/dialog.css';
import type { Holder } from '../features/receipt/kept.ts';
import { readLink } from '../features/receipt/link.ts';
import { ReceiptPage } from './ReceiptPage.tsx';

const KEY = 'permesso.receipt';

function holderHere(): Holder | null {
  const { hash, pathname } = location;
  if (hash) history.replaceState(null, '', pathname);
  try {
    if (readLink(hash)) sessionStorage.setItem(KEY, hash);
    return readLink(hash || (sessionStorage.getItem(KEY) ?? ''));
  } catch {
    // Storage is off: a reload will ask for the link again.
    return readLink(hash);
  }
}

const holder = holderHere();
// The page of another link is another page, also where the address differs in its fragment only.
addEventListener('hashchange', () => location.reload());
const root = document.getElementById('app');
if (root) render(<ReceiptPage holder={holder} />, root);
