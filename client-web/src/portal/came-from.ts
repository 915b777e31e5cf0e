// The page of the desk's own site from which a button brought the customer here. It comes in the fragment, which browsers send to nobody,
// is shown in the form, and goes with the request only if it is left there. Whoever made the link may have written anything into it: it is
// only ever text.

const KEY = 'permesso.page';
const MOST = 500;

/** Origin and path of what `#page=` carries; null for anything but a web page, and for what is too long to be read. */
export function pageIn(hash: string): string | null {
  const carried = new URLSearchParams(hash.replace(/^#/, '')).get('page') ?? '';
  if (!URL.canParse(carried)) return null;
  const { protocol, origin, pathname } = new URL(carried);
  const page = origin + pathname;
  return /^https?:$/.test(protocol) && page.length <= MOST ? page : null;
}

/** Read once from the address, which is then as short as everybody's, and kept over a reload of this tab. */
export function cameFrom(): string | null {
  const carried = pageIn(location.hash);
  if (carried !== null) {
    history.replaceState(history.state, '', location.pathname);
    keep(carried);
    return carried;
  }
  try {
    const kept = sessionStorage.getItem(KEY);
    return kept === null ? null : pageIn(`page=${encodeURIComponent(kept)}`);
  } catch {
    return null;
  }
}

/** The customer would rather not say. */
export function forgetPage(): void {
  try {
    sessionStorage.removeItem(KEY);
  } catch {
    // Storage is off, so nothing was kept.
  }
}

function keep(page: string): void {
  try {
    sessionStorage.setItem(KEY, page);
  } catch {
    // It stays in the page.
  }
}
