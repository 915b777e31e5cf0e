// What the broker says of a desk, checked by hand: the schema would cost the first load more than the form does. A test holds the two
// equal.
import type { Portal } from '../../../shared/protocol/requests.ts';

export function isPortal(x: unknown): x is Portal {
  if (!hasOnly(x, ['desk', 'opening', 'available', 'waiting'])) return false;
  const { desk, opening, available, waiting } = x;
  return isCount(available) && isCount(waiting) && isDesk(desk) && isOpening(opening);
}

function isDesk(x: unknown): boolean {
  if (!hasOnly(x, ['name', 'slug', 'hue', 'languages', 'hasLogo', 'phone'])) return false;
  const { name, slug, hue, languages, hasLogo, phone } = x;
  const isSlug = typeof slug === 'string' && /^[a-z0-9](?:[a-z0-9-]{0,30}[a-z0-9])?$/.test(slug);
  const isHue = hue === null || (isCount(hue) && Number(hue) <= 359);
  const speaks = Array.isArray(languages) && languages.every((one) => one === 'it' || one === 'en');
  return isSlug && isHue && speaks && typeof hasLogo === 'boolean' && isText(name, 60) && isText(phone, 30);
}

function isOpening(x: unknown): boolean {
  if (hasOnly(x, ['isOpen', 'until'])) return x.isOpen === true && isInstant(x.until);
  return hasOnly(x, ['isOpen', 'from']) && x.isOpen === false && isInstant(x.from);
}

const isCount = (x: unknown): boolean => Number.isSafeInteger(x) && Number(x) >= 0;
const isText = (x: unknown, most: number): boolean => typeof x === 'string' && x.length <= most;
/** Or nothing. The end of what dates can hold is the broker's business as well: nothing else is shown of it. */
const isInstant = (x: unknown): boolean => x === null || (isCount(x) && Number(x) <= 8.64e15);

/** An object with these keys and no other. */
function hasOnly<K extends string>(x: unknown, keys: readonly K[]): x is Record<K, unknown> {
  if (typeof x !== 'object' || x === null || Array.isArray(x)) return false;
  const found = Object.keys(x);
  return found.length === keys.length && keys.every((key) => found.includes(key));
}
