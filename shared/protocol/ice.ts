// Which network addresses an end may offer: security-rules.md 33. A peer that names loopback or link-local addresses
// wants the other browser to knock on its owner's own machine or router.

const CANDIDATE =
  /^(?:a=)?candidate:[\w+/]{1,32} [1-2] (?:udp|tcp) \d{1,10} (\S{1,255}) \d{1,5} typ (?:host|srflx|prflx|relay)(?: [\w-]{1,32} \S{1,255})*$/i;
const MDNS = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\.local$/i;

/** Most candidates one end may send for one lane. */
export const MAX_CANDIDATES = 40;

function isPlainV4(address: string): boolean {
  // Plain decimals only: other readers take 0177 for octal and 0x7f for hexadecimal, which is loopback.
  if (!/^(?:(?:0|[1-9]\d{0,2})(?:\.(?!$)|$)){4}$/.test(address)) return false;
  const parts = address.split('.').map(Number);
  const [a = 0, b = 0] = parts;
  return parts.every((n) => n <= 255) && a !== 0 && a !== 127 && a < 224 && !(a === 169 && b === 254);
}

/** The eight groups of an IPv6 address, or null. Forms with dots or a zone are not taken. */
function groupsOf(address: string): number[] | null {
  const halves = address.split('::').map((half) => (half === '' ? [] : half.split(':')));
  const [front = [], back = []] = halves;
  const gap = 8 - front.length - back.length;
  if (halves.length > 2 || (halves.length === 2 ? gap < 1 : gap !== 0)) return null;
  const groups = [...front, ...Array<string>(gap).fill('0'), ...back];
  return groups.every((group) => /^[0-9a-f]{1,4}$/i.test(group))
    ? groups.map((group) => Number.parseInt(group, 16))
    : null;
}

function isPlainV6(address: string): boolean {
  const groups = groupsOf(address);
  if (!groups) return false;
  const [first = 0] = groups;
  // Nowhere, loopback, and the two forms that wrap an IPv4 address: ::a.b.c.d and ::ffff:a.b.c.d.
  const wraps = groups.slice(0, 5).every((group) => group === 0) && [0, 0xffff].includes(groups[5] ?? 0);
  const isLinkLocal = (first & 0xffc0) === 0xfe80;
  const isMulticast = first >= 0xff00;
  return !wraps && !isLinkLocal && !isMulticast;
}

/** True for a candidate line with an address that may be knocked at, and for the empty end-of-candidates line. */
export function isUsableCandidate(line: string): boolean {
  if (line === '') return true;
  const address = CANDIDATE.exec(line)?.[1];
  return address !== undefined && (MDNS.test(address) || isPlainV4(address) || isPlainV6(address));
}
