// What counts as plain text on the lanes that type it or put it on a clipboard.

// Escape sequences would make a terminal do more than show text; halves of a surrogate pair are no character.
const FORBIDDEN = /(?![\n\t])\p{Cc}|\p{Cs}/u;

// Invisible and bidi characters pass, for languages need them; where somebody reads first they are shown as marks.
/** True for text of whole characters, without controls other than the ends of lines and tabs. */
export const isPlain = (text: string): boolean => !FORBIDDEN.test(text);
