// Whether this tab remembers a request at all; what it is, kept.ts reads. Apart from that, because the portal's first load asks it.

export const REQUEST_KEY = 'permesso.request';

export function hasRequest(): boolean {
  try {
    return sessionStorage.getItem(REQUEST_KEY) !== null;
  } catch {
    // Storage is off, so nothing was kept.
    return false;
  }
}
