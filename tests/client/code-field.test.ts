// The door's field, without a browser: what it makes of typing, erasing and pasting.
import { describe, expect, it } from 'vitest';
import { editCode, findCode, groupCode } from '../../client-web/src/view/code-text.ts';

/** Types into a field that holds `shown`, with `|` for the caret after the browser's own edit. */
function edit(shown: string, previous: string, inputType = 'insertText'): string {
  const caret = shown.indexOf('|');
  const result = editCode(shown.replace('|', ''), caret, previous, inputType);
  const grouped = groupCode(result.digits);
  return `${grouped.slice(0, result.caret)}|${grouped.slice(result.caret)}`;
}

describe('when a code is shown', () => {
  it('stands in groups of three, three and four, as far as it goes', () => {
    expect(['', '48', '482', '4829', '482913', '4829130', '4829130765'].map(groupCode)).toEqual([
      '',
      '48',
      '482',
      '482 9',
      '482 913',
      '482 913 0',
      '482 913 0765',
    ]);
  });
});

describe('when a code is typed', () => {
  it('moves the caret past the gap with the digit that follows it', () => {
    expect(edit('482|', '48')).toBe('482|');
    expect(edit('4829|', '482')).toBe('482 9|');
  });

  it('keeps the caret beside the digit typed in the middle', () => {
    expect(edit('47|82 9', '4829')).toBe('47|8 29');
    expect(edit('482| 9', '48 9')).toBe('482 |9');
  });

  it('forgives spaces, dashes and letters, and reads full-width digits', () => {
    expect(edit('482-|', '482')).toBe('482|');
    expect(edit('482a|', '482')).toBe('482|');
    expect(edit('４８２９|', '482')).toBe('482 9|');
  });

  it('does not push the last digit out when one too many is typed', () => {
    expect(edit('4825| 913 0765', '4829130765')).toBe('482 |913 0765');
    expect(edit('482 913 07651|', '4829130765')).toBe('482 913 0765|');
  });
});

describe('when digits are erased', () => {
  it('takes the digit before the gap when backspace meets the gap', () => {
    expect(edit('482|9', '4829', 'deleteContentBackward')).toBe('48|9');
  });

  it('takes the digit after the gap when delete meets the gap', () => {
    expect(edit('482|9', '4829', 'deleteContentForward')).toBe('482|');
  });

  it('leaves an empty field when all is selected and erased', () => {
    expect(edit('|', '4829130765', 'deleteContentBackward')).toBe('|');
  });
});

describe('when something is pasted', () => {
  it('finds the code in a whole link, whatever digits the address has', () => {
    expect(findCode('https://10.0.0.5:8443/j#4829130765')).toBe('4829130765');
    expect(findCode('https://aiuto.example/j#482-913-0765')).toBe('4829130765');
  });

  it('finds the code in a message', () => {
    expect(findCode('Il tuo codice è 482 913 0765, vale 10 minuti')).toBe('4829130765');
    expect(findCode(' 482.913-0765\n')).toBe('4829130765');
  });

  it('finds none where there are too few or too many digits', () => {
    expect(findCode('482 913 076')).toBeUndefined();
    expect(findCode('482913076512')).toBeUndefined();
    expect(findCode('')).toBeUndefined();
  });

  it('replaces a half-typed code by a whole one dropped behind it', () => {
    expect(edit('482 https://x2.example/j#9998887777|', '482', 'insertFromDrop')).toBe('999 888 7777|');
  });

  it('keeps the first ten digits of a longer number', () => {
    expect(edit('482913076512|', '', 'insertFromPaste')).toBe('482 913 0765|');
  });
});
