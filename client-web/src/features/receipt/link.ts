// The link to a receipt. What it carries stands in the fragment, which browsers send to nobody.
import type { Holder } from './kept.ts';

/** The path of a receipt's page with what opens it. */
export const linkTo = ({ sid, resume }: Holder): string => `/receipt#${sid}.${resume}`;

/** @param fragment with its `#`  @returns null for anything that is no such link */
export function readLink(fragment: string): Holder | null {
  const [, sid, resume] = /^#([\w-]{22})\.([\w-]{43})$/.exec(fragment) ?? [];
  return sid && resume ? { sid, resume } : null;
}
