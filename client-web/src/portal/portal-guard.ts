// What the broker says of a desk, checked by hand: the schema would cost the first load more than the form does. A test holds the two
// equal.
import type { Portal } from '../../../shared/protocol/requests.ts';

export function isPortal(x: unknown): x is Portal {
  if (!hasOnly(x, ['desk', 'available', 'waiting'])) return false;
  const { desk, available, waiting } = x;
  return isCount(available) && isCount(waiting) && isDesk(desk);
}

function isDesk(x: unknown): boolean {
  if (!hasOnly(x, ['name', 'slug'])) return false;
  const { name, slug } = x;
  const isSlug = typeof slug === 'string' && /^[a-z0-9](?:[a-z0-9-]{0,30}[a-z0-9])?$/.test(slug);
  return isSlug && typeof name === 'string' && name.length <= 60;
}

const isCount = (x: unknown): boolean => Number.isSafeInteger(x) && Number(x) >= 0;

/** An object with these keys and no other. */
function hasOnly<K extends string>(x: unknown, keys: readonly K[]): x is Record<K, unknown> {
  if (typeof x !== 'object' || x === null || Array.isArray(x)) return false;
  const found = Object.keys(x);
  return found.length === keys.length && keys.every((key) => found.includes(key));
}
