// The one-time code: ten digits read aloud in groups of 3, 3 and 4, the last a Damm check digit, so that a typing slip
// is noticed in the page and costs no try. It does not know how codes are made or redeemed.

/** The quasigroup of H. Michael Damm's thesis (2004): finds every single wrong digit and every swap of neighbours. */
const DAMM = [
  '0317598642',
  '7092154863',
  '4206871359',
  '1750983426',
  '6123045978',
  '3674209581',
  '5869720134',
  '8945362017',
  '9438617205',
  '2581436790',
] as const;

export const CODE_LENGTH = 10;

/** Check digit for a string of digits. */
export const checkDigit = (digits: string): string =>
  [...digits].reduce((row, digit) => DAMM[Number(row)]?.[Number(digit)] ?? '0', '0');

/**
 * The two parts of a code. The address is known to the broker. The secret is made in the technician's page, typed into
 * the customer's, and never reaches the broker: with it the two browsers authenticate each other (spake2.ts).
 */
export interface CodeParts {
  readonly address: string;
  readonly secret: string;
}
const ADDRESS_LENGTH = 5;

export const partsOf = (code: string): CodeParts => ({
  address: code.slice(0, ADDRESS_LENGTH),
  secret: code.slice(ADDRESS_LENGTH, -1),
});

export function codeOf({ address, secret }: CodeParts): string {
  const digits = address + secret;
  return digits + checkDigit(digits);
}

/** The secret digits of a new code, each as likely as any other. @param bytes fresh random bytes, fit for keys */
export function fourDigits(bytes: (count: number) => Uint8Array): string {
  for (;;) {
    const [a = 0, b = 0] = bytes(2);
    const drawn = a * 256 + b;
    // The last whole multiple of 10,000 in two bytes.
    if (drawn < 60_000) return String(drawn % 10_000).padStart(4, '0');
  }
}

/**
 * True for a code that the broker made whole and redeems whole. The first digit alone tells, never the broker's word: a
 * broker that could declare any code to be its own would be handed the secret digits.
 */
export const isBrokersCode = (code: string): boolean => code.startsWith('0');

export type CodeProblem = 'incomplete' | 'too-long' | 'mistyped';

/**
 * What a person typed or pasted, as a code: spaces and dashes forgiven, full-width digits understood, a whole link
 * (`…/j#4829130765`) accepted. @returns the ten digits, or what is wrong with them
 */
export function readCode(typed: string): { code: string } | { problem: CodeProblem } {
  const fragment = /#([^#]*)$/.exec(typed)?.[1] ?? typed;
  const code = fragment.normalize('NFKC').replace(/[^0-9]/g, '');
  if (code.length < CODE_LENGTH) return { problem: 'incomplete' };
  if (code.length > CODE_LENGTH) return { problem: 'too-long' };
  return checkDigit(code) === '0' ? { code } : { problem: 'mistyped' };
}

/** `4829130765` as `482 913 0765`; also while it is still being typed. */
export const showCode = (digits: string): string =>
  [digits.slice(0, 3), digits.slice(3, 6), digits.slice(6)].filter(Boolean).join(' ');
