// The short strings that two people compare by voice, and the table of pictures they are made of.
import { describe, expect, it } from 'vitest';
import { toBase64url } from '../../shared/bytes.ts';
import { EMOJI } from '../../shared/code/emoji.ts';
import { commitmentTo, fromBits, shortString } from '../../shared/code/sas.ts';
import { channelBinding } from '../../shared/consent/keys.ts';

const filled = (byte: number) => new Uint8Array(32).fill(byte);
const flipped = (bytes: Uint8Array, bit: number) => {
  const out = bytes.slice();
  out[bit >> 3] = (out[bit >> 3] ?? 0) ^ (1 << (bit & 7));
  return out;
};

describe('the pictures', () => {
  it('are sixty-four, and no two look or sound the same in either language', () => {
    expect(EMOJI).toHaveLength(64);
    for (const of of ['sign', 'en', 'it'] as const)
      expect(new Set(EMOJI.map((emoji) => emoji[of].toLowerCase())).size).toBe(64);
  });

  it('have a name in both languages', () => {
    expect(EMOJI.every(({ en, it: italian }) => en.trim() !== '' && italian.trim() !== '')).toBe(true);
  });
});

describe('a short string', () => {
  const [nT, nC] = [filled(1), filled(2)];
  const keys = { sid: 's'.repeat(22), ckt: 'c'.repeat(43), tkt: 't'.repeat(43) };
  const cb = channelBinding(keys);
  const usual = shortString(nT, nC, cb);

  it('is four pictures, and six digits for those who listen', () => {
    expect(usual.emoji).toHaveLength(4);
    expect(usual.digits).toMatch(/^\d{6}$/);
  });

  it('is the same at both ends, however often it is made', () => {
    expect(shortString(nT.slice(), nC.slice(), cb.slice())).toEqual(usual);
  });

  it('is another one for nearly every changed bit of either nonce or of the binding', () => {
    const all = Array.from({ length: 256 }, (_, bit) => [
      shortString(flipped(nT, bit), nC, cb),
      shortString(nT, flipped(nC, bit), cb),
      shortString(nT, nC, flipped(cb, bit)),
    ]).flat();
    expect(all.filter(({ digits }) => digits === usual.digits)).toEqual([]);
    // 768 of 2^24: two of them may agree by chance, more than a few would be a fault.
    expect(new Set(all.map(({ emoji }) => emoji.map(({ en }) => en).join())).size).toBeGreaterThan(760);
  });

  it.each([
    ['customer', { ...keys, ckt: 'x'.repeat(43) }],
    ['technician', { ...keys, tkt: 'x'.repeat(43) }],
    ['session', { ...keys, sid: 'x'.repeat(22) }],
  ])('is another one for another %s', (_who, other) => {
    expect(shortString(nT, nC, channelBinding(other))).not.toEqual(usual);
  });

  it('depends on whose nonce is whose', () => {
    expect(shortString(nC, nT, cb)).not.toEqual(usual);
  });

  it('shows every one of its 24 bits', () => {
    const rows = Array.from({ length: 24 }, (_, bit) =>
      fromBits(1 << bit)
        .emoji.map(({ en }) => en)
        .join(),
    );
    expect(
      new Set([
        ...rows,
        fromBits(0)
          .emoji.map(({ en }) => en)
          .join(),
      ]).size,
    ).toBe(25);
    expect(fromBits(0xffffff).emoji.map(({ en }) => en)).toEqual(['Pin', 'Pin', 'Pin', 'Pin']);
    expect(fromBits(7).digits).toBe('000007');
  });
});

describe('a commitment', () => {
  const values = { nT: toBase64url(filled(1)), sid: 's'.repeat(22), tkt: 't'.repeat(43) };

  it('binds the nonce, the session and the key', () => {
    const all = [
      values,
      { ...values, nT: toBase64url(flipped(filled(1), 255)) },
      { ...values, sid: 'x'.repeat(22) },
      { ...values, tkt: 'x'.repeat(43) },
    ].map(commitmentTo);
    expect(new Set(all).size).toBe(4);
  });

  it('is always the same for the same three', () => {
    expect(commitmentTo({ ...values })).toBe(commitmentTo(values));
    expect(commitmentTo(values)).toMatch(/^[\w-]{43}$/);
  });
});
