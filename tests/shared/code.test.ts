// The one-time code: what people mistype is noticed before it costs a try.
import { describe, expect, it } from 'vitest';
import {
  CODE_LENGTH,
  checkDigit,
  codeOf,
  isBrokersCode,
  partsOf,
  readCode,
  showCode,
} from '../../shared/code/code.ts';

const whole = (nine: number): string => {
  const digits = String(nine).padStart(9, '0');
  return digits + checkDigit(digits);
};
/** Codes spread over the whole range, the ends among them. */
const CODES = Array.from({ length: 200 }, (_, i) => whole(Math.floor((i * 999_999_999) / 199)));
const DIGITS = [...'0123456789'];
const isGood = (code: string) => 'code' in readCode(code);

describe('the check digit', () => {
  it('agrees with the example in Damm’s thesis', () => {
    expect(checkDigit('572')).toBe('4');
    expect(checkDigit('5724')).toBe('0');
  });

  it('makes every code good', () => {
    expect(CODES.every(isGood)).toBe(true);
    expect(new Set(CODES.map((code) => code.length))).toEqual(new Set([CODE_LENGTH]));
  });

  it('finds every single wrong digit', () => {
    let tried = 0;
    for (const code of CODES)
      for (let i = 0; i < code.length; i++)
        for (const digit of DIGITS.filter((d) => d !== code[i])) {
          tried += 1;
          expect(readCode(code.slice(0, i) + digit + code.slice(i + 1))).toEqual({ problem: 'mistyped' });
        }
    expect(tried).toBe(200 * 10 * 9);
  });

  it('finds every swap of neighbours', () => {
    for (const code of CODES)
      for (let i = 0; i + 1 < code.length; i++) {
        if (code[i] === code[i + 1]) continue;
        const swapped = code.slice(0, i) + code[i + 1] + code[i] + code.slice(i + 2);
        expect(readCode(swapped)).toEqual({ problem: 'mistyped' });
      }
  });

  it('holds for any two digits at any place, since the table is totally anti-symmetric', () => {
    // Exhaustive over the table: for every row, neighbours in either order lead to different rows.
    for (const row of DIGITS)
      for (const a of DIGITS)
        for (const b of DIGITS.filter((digit) => digit !== a)) {
          const reach = prefixFor(row);
          expect(checkDigit(reach + a + b)).not.toBe(checkDigit(reach + b + a));
          expect(checkDigit(reach + a)).not.toBe(checkDigit(reach + b));
        }
  });
});

/** Digits that lead into a row of the table. */
function prefixFor(row: string): string {
  const one = DIGITS.find((digit) => checkDigit(digit) === row);
  if (one === undefined) throw new Error(`no way into row ${row}`);
  return one;
}

describe('what a person types', () => {
  const [code = ''] = [whole(482_913_076)];
  const forms = {
    'plain digits': code,
    'groups with spaces': showCode(code),
    'groups with dashes': `${code.slice(0, 3)}-${code.slice(3, 6)}-${code.slice(6)}`,
    'dots and stray blanks': ` ${code.slice(0, 3)}.${code.slice(3, 6)}. ${code.slice(6)}\n`,
    'full-width digits': [...code].map((d) => String.fromCodePoint(0xff10 + Number(d))).join(''),
    'a whole link': `https://help.example.org:8443/j#${code}`,
    'only the end of a link': `#${code}`,
    'no-break spaces': showCode(code).replaceAll(' ', '\u00a0'),
  };
  for (const [name, typed] of Object.entries(forms))
    it(`is understood as ${name}`, () => expect(readCode(typed)).toEqual({ code }));

  it('is incomplete with nine digits, and with none', () => {
    expect(readCode(code.slice(1))).toEqual({ problem: 'incomplete' });
    expect(readCode('')).toEqual({ problem: 'incomplete' });
    expect(readCode('hello')).toEqual({ problem: 'incomplete' });
    expect(readCode('https://help.example.org:8443/')).toEqual({ problem: 'incomplete' });
  });

  it('is too long with eleven', () => {
    expect(readCode(`${code}0`)).toEqual({ problem: 'too-long' });
  });

  it('is shown in groups, also while it grows', () => {
    expect(showCode('4829130765')).toBe('482 913 0765');
    expect(showCode('4829')).toBe('482 9');
    expect(showCode('')).toBe('');
  });
});

describe('the parts of a code', () => {
  it('are five digits that the broker knows, four that it does not, and the check digit', () => {
    const code = codeOf({ address: '48291', secret: '3076' });
    expect(code).toBe(`482913076${checkDigit('482913076')}`);
    expect(partsOf(code)).toEqual({ address: '48291', secret: '3076' });
    expect(readCode(code)).toEqual({ code });
  });

  it('come back out of every code that was put together', () => {
    for (const code of CODES) expect(codeOf(partsOf(code))).toBe(code);
  });

  it('keep their zeros', () => {
    const code = codeOf({ address: '10000', secret: '0000' });
    expect(partsOf(code)).toEqual({ address: '10000', secret: '0000' });
  });

  it('tell by the first digit alone whose code it is', () => {
    expect(CODES.every((code) => isBrokersCode(code) === (code[0] === '0'))).toBe(true);
    expect(isBrokersCode('0829130765')).toBe(true);
    expect(isBrokersCode('4029130765')).toBe(false);
  });
});
