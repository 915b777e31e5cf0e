// Where in the console one is, as it stands in the address after `#`: which list, and what was opened from it. Pure.

export type ListName = 'requests' | 'sessions';

export interface Spot {
  readonly list: ListName;
  /** The open request, or null. */
  readonly request: string | null;
  /** The open session, or null. */
  readonly sid: string | null;
}

/** @param usual the list for an address that names none */
export function readSpot(hash: string, usual: ListName): Spot {
  const request = /^#r\/([\w-]{22})$/.exec(hash)?.[1] ?? null;
  if (request !== null || hash === '#requests') return { list: 'requests', request, sid: null };
  const sid = /^#([\w-]{22})$/.exec(hash)?.[1] ?? null;
  if (sid !== null || hash === '#list') return { list: 'sessions', request: null, sid };
  return { list: usual, request: null, sid: null };
}

export const addressOf = (request: string): string => `#r/${request}`;
