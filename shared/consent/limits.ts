// Sizes that statements keep to.

/** Characters of a signed statement; larger ones are refused unread: consent-protocol.md 2.4 (1). */
export const MOST_JWS = 8_192;
