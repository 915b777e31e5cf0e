// What this tab remembers of its session, so that a reload leads back in. It stays in the tab and goes with it.

const KEY = 'permesso.session';

/** As the broker gave it; decoded by whoever uses it. */
export function remember(joined: unknown): void {
  sessionStorage.setItem(KEY, JSON.stringify(joined));
}
export function remembered(): unknown {
  try {
    return JSON.parse(sessionStorage.getItem(KEY) ?? 'null');
  } catch {
    return null;
  }
}
export function forget(): void {
  sessionStorage.removeItem(KEY);
}
