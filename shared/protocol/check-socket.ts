// How the connection check learns that a socket comes through. Apart from check.ts, so that the page carries no schema.

/** Where the broker accepts a socket only to close it. */
export const CHECK_SOCKET = '/socket/check';
/** It closes with this code, at once and without listening: it was reached. No proxy in between knows it. */
export const CHECK_CLOSE = 4200;
