// An address cut short, so that what is copied and shown tells a provider and no person: 24 bits of IPv4, 48 of IPv6.

/** Empty where there is nothing to tell: names that browsers make up to hide an address (RFC 8828) end in .local. */
export function shorten(address: string): string | null {
  const v4 = /(\d{1,3}\.\d{1,3}\.\d{1,3})\.\d{1,3}$/.exec(address)?.[1];
  if (v4 !== undefined) return `${v4}.0/24`;
  if (!address.includes(':')) return null;
  const [head = ''] = address.split('%')[0]?.split('::') ?? [];
  const groups = head.split(':').filter(Boolean).slice(0, 3);
  return groups.length === 0 ? null : `${groups.join(':')}::/48`;
}
