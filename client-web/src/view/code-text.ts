// The code as people type, paste and read it: ten digits in groups of 3, 3 and 4. Knows nothing of its check digit or of the page.

export const codeLength = 10;
const groupEnds = [3, 6];

/** What the field holds after an edit: the digits alone, and where the caret stands in the grouped text. */
export interface CodeEdit {
  digits: string;
  caret: number;
}

/** "4829130765" becomes "482 913 0765", as far as it goes. */
export function groupCode(digits: string): string {
  return [digits.slice(0, 3), digits.slice(3, 6), digits.slice(6)].filter((group) => group !== '').join(' ');
}

/**
 * Finds the code in what somebody pasted: a whole link, a message with the code in it, or digits with any
 * spaces and dashes. Undefined when there is none, or when it cannot be told which digits are the code.
 */
export function findCode(text: string): string | undefined {
  const plain = text.normalize('NFKC');
  const link = /\/j#(\d(?:[\s.-]?\d){9})(?!\d)/.exec(plain);
  const spoken = /(?<!\d)(\d{3}\D{0,3}\d{3}\D{0,3}\d{4})(?!\d)/.exec(plain);
  const found = digitsOf(link?.[1] ?? spoken?.[1] ?? plain);
  return found.length === codeLength ? found : undefined;
}

/**
 * Reads the field after any edit: typing, erasing, dropping, an autofill. `previous` are the digits before it,
 * `inputType` what the browser calls the edit.
 */
export function editCode(text: string, caret: number, previous: string, inputType: string): CodeEdit {
  const typed = digitsOf(text);
  const before = digitsOf(text.slice(0, caret)).length;
  if (typed === previous && inputType.startsWith('delete')) return eraseAcross(typed, before, inputType);
  if (typed.length <= codeLength) return { digits: typed, caret: caretAfter(before, typed.length) };
  const found = findCode(text);
  if (found !== undefined) return { digits: found, caret: caretAfter(codeLength, codeLength) };
  // A digit too many changes nothing: pushing the last one out would spoil a good code unseen.
  if (previous.length === codeLength) return { digits: previous, caret: caretAfter(before - 1, codeLength) };
  return { digits: typed.slice(0, codeLength), caret: caretAfter(before, codeLength) };
}

/** Only the gap between two groups was erased; the person meant the digit beside it. */
function eraseAcross(digits: string, before: number, inputType: string): CodeEdit {
  const from = inputType.endsWith('Forward') ? before : before - 1;
  if (from < 0) return { digits, caret: 0 };
  const left = digits.slice(0, from) + digits.slice(from + 1);
  return { digits: left, caret: caretAfter(from, left.length) };
}

/** Where the caret stands after so many digits: past the gap when another digit follows it. */
function caretAfter(count: number, total: number): number {
  const digits = Math.max(0, Math.min(count, total));
  const gaps = groupEnds.filter((end) => digits > end || (digits === end && total > end)).length;
  return digits + gaps;
}

/** Full-width and other forms that NFKC folds to 0-9 count as digits; everything else falls away. */
function digitsOf(text: string): string {
  return text.normalize('NFKC').replaceAll(/[^0-9]/g, '');
}
