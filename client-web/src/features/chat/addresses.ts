// Finds web addresses in what somebody wrote. They lead nowhere by themselves: a page shows where one really goes before it opens it.

export type Part = { readonly text: string } | { readonly text: string; readonly url: URL };

const ADDRESS = /\bhttps?:\/\/[^\s<>"]+/giu;
/** What ends a sentence and no address. */
const TAIL = /[.,;:!?)\]}'’”»]+$/u;

/** @returns the text in pieces, in order; put together they are the text */
export function partsOf(text: string): Part[] {
  const parts: Part[] = [];
  let end = 0;
  for (const { 0: found, index } of text.matchAll(ADDRESS)) {
    const address = found.replace(TAIL, '');
    const url = URL.canParse(address) ? new URL(address) : null;
    // A name before the host makes one host look like another.
    if (!url || url.host === '' || url.username !== '' || url.password !== '') continue;
    if (index > end) parts.push({ text: text.slice(end, index) });
    parts.push({ text: address, url });
    end = index + address.length;
  }
  if (end < text.length) parts.push({ text: text.slice(end) });
  return parts;
}
