// Which network addresses an end may offer: security-rules.md 33. A peer that names loopback or link-local addresses
// wants the other browser to knock on its owner's own machine or router.

const CANDIDATE =
  /^(?:a=)?candidate:[\w+/]{1,32} [1-2] (?:udp|tcp) \d{1,10} (\S{1,255}) \d{1,5} typ (?:host|srflx|prflx|relay)(?: [\w-]{1,32} \S{1,255})*$/i;
const MDNS = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\.local$/i;

/** Most candidates one end may send for one lane. */
export const MAX_CANDIDATES = 40;

function isPlainV4(address: string): boolean {
  const parts = address.split('.').map(Number);
  if (parts.length !== 4 || parts.some((n) => !Number.isInteger(n) || n < 0 || n > 255)) return false;
  const [a = 0, b = 0] = parts;
  return a !== 0 && a !== 127 && a < 224 && !(a === 169 && b === 254);
}

function isPlainV6(address: string): boolean {
  if (!/^[0-9a-f:]{3,39}$/i.test(address) || !address.includes(':')) return false;
  const lower = address.toLowerCase();
  if (/^[0:]+1?$/.test(lower)) return false;
  // link-local fe80::/10, multicast ff00::/8; v4-mapped forms with dots failed the grammar above
  return !/^fe[89ab]/.test(lower) && !lower.startsWith('ff') && !/^(?:0*:)*:?ffff:/.test(lower);
}

/** True for a candidate line with an address that may be knocked at, and for the empty end-of-candidates line. */
export function isUsableCandidate(line: string): boolean {
  if (line === '') return true;
  const address = CANDIDATE.exec(line)?.[1];
  return address !== undefined && (MDNS.test(address) || isPlainV4(address) || isPlainV6(address));
}
