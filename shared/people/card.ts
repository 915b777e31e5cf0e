// Who asks, as the customer's page may say it: security-rules.md 48. What is proven is little, and this is where it is decided how little:
// the browser proves the address by TLS; whoever runs that address says which company the desk is.
import type { Attestation } from '../consent/broker-word.ts';

export interface Card {
  /** Since when the technician has an account there, in milliseconds since 1970; null where the desk did not say. */
  readonly since: number | null;
  /** Both null unless verified: an unproven company's name is not shown at all. */
  readonly company: { readonly legalName: string; readonly domain: string } | null;
}

/** @param at where the page itself was loaded from: the part that nobody but the browser can say */
export function cardOf(
  { since, verified, legalName, domain }: Attestation,
  at: { readonly protocol: string; readonly hostname: string },
): Card {
  const isHere = verified && at.protocol === 'https:' && domain === at.hostname;
  const company = isHere && legalName !== undefined ? { legalName, domain: at.hostname } : null;
  return { since: since ?? null, company };
}
