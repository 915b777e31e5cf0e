// The one error table.
import { describe, expect, it } from 'vitest';
import { assertNever, ERRORS, isErrorCode, isRefusal, refuse } from '../../shared/errors.ts';

describe('the error table', () => {
  for (const [code, { status, sentence, retry }] of Object.entries(ERRORS))
    it(`${code} has a status, a close code in the private range, and a sentence`, () => {
      expect(code).toMatch(/^[A-Z]+(?:_[A-Z]+)*$/);
      expect(code.length).toBeLessThanOrEqual(40);
      expect(status).toBeGreaterThanOrEqual(400);
      expect(4000 + status).toBeLessThanOrEqual(4999);
      expect(sentence).toMatch(/^[A-Z].*\.$/);
      expect(sentence.length).toBeLessThanOrEqual(300);
      expect(typeof retry).toBe('boolean');
    });

  it('fits into the reason of a closing socket', () => {
    for (const code of Object.keys(ERRORS)) expect(Buffer.byteLength(code)).toBeLessThanOrEqual(123);
  });

  it('knows its own codes and no others', () => {
    expect(isErrorCode('ASK_OPEN')).toBe(true);
    for (const other of ['', 'ask_open', 'constructor', '__proto__', 'toString'])
      expect(isErrorCode(other)).toBe(false);
  });

  it('makes refusals that are told from anything else', () => {
    expect(isRefusal(refuse('ENDED'))).toBe(true);
    for (const other of [null, undefined, 'ENDED', [], {}]) expect(isRefusal(other)).toBe(false);
  });

  it('has a last word for what no branch handles', () => {
    expect(() => assertNever('x' as never)).toThrow('not handled');
  });
});
