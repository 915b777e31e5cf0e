// SPAKE2 against the vectors of its RFC, and against whoever stands between the two ends.
import { p256 } from '@noble/curves/nist.js';
import { describe, expect, it } from 'vitest';
import { concat, fromHex, toHex, utf8 } from '../../shared/bytes.ts';
import {
  ephemeralScalar,
  openPake,
  type PakeEnd,
  passwordScalar,
  type Side,
} from '../../shared/code/spake2.ts';

const big = (hex: string): bigint => BigInt(`0x${hex}`);
const bytes = (hex: string): Uint8Array => {
  const read = fromHex(hex);
  if (!read) throw new Error('not hexadecimal');
  return read;
};
const NOTHING = new Uint8Array(0);

/** RFC 9382 Appendix B, all four of P256-SHA256-HKDF-HMAC. */
const VECTORS = [
  {
    idA: 'server',
    idB: 'client',
    w: '2ee57912099d31560b3a44b1184b9b4866e904c49d12ac5042c97dca461b1a5f',
    x: '43dd0fd7215bdcb482879fca3220c6a968e66d70b1356cac18bb26c84a78d729',
    y: 'dcb60106f276b02606d8ef0a328c02e4b629f84f89786af5befb0bc75b6e66be',
    pA: '04a56fa807caaa53a4d28dbb9853b9815c61a411118a6fe516a8798434751470f9010153ac33d0d5f2047ffdb1a3e42c9b4e6be662766e1eeb4116988ede5f912c',
    pB: '0406557e482bd03097ad0cbaa5df82115460d951e3451962f1eaf4367a420676d09857ccbc522686c83d1852abfa8ed6e4a1155cf8f1543ceca528afb591a1e0b7',
    key: '0e0672dc86f8e45565d338b0540abe69',
    cA: '58ad4aa88e0b60d5061eb6b5dd93e80d9c4f00d127c65b3b35b1b5281fee38f0',
    cB: 'd3e2e547f1ae04f2dbdbf0fc4b79f8ecff2dff314b5d32fe9fcef2fb26dc459b',
  },
  {
    idA: '',
    idB: 'client',
    w: '0548d8729f730589e579b0475a582c1608138ddf7054b73b5381c7e883e2efae',
    x: '403abbe3b1b4b9ba17e3032849759d723939a27a27b9d921c500edde18ed654b',
    y: '903023b6598908936ea7c929bd761af6039577a9c3f9581064187c3049d87065',
    pA: '04a897b769e681c62ac1c2357319a3d363f610839c4477720d24cbe32f5fd85f44fb92ba966578c1b712be6962498834078262caa5b441ecfa9d4a9485720e918a',
    pB: '04e0f816fd1c35e22065d5556215c097e799390d16661c386e0ecc84593974a61b881a8c82327687d0501862970c64565560cb5671f696048050ca66ca5f8cc7fc',
    key: '642f05c473c2cd79909f9a841e2f30a7',
    cA: '47d29e6666af1b7dd450d571233085d7a9866e4d49d2645e2df975489521232b',
    cB: '3313c5cefc361d27fb16847a91c2a73b766ffa90a4839122a9b70a2f6bd1d6df',
  },
  {
    idA: 'server',
    idB: '',
    w: '626e0cdc7b14c9db3e52a0b1b3a768c98e37852d5db30febe0497b14eae8c254',
    x: '07adb3db6bc623d3399726bfdbfd3d15a58ea776ab8a308b00392621291f9633',
    y: 'b6a4fc8dbb629d4ba51d6f91ed1532cf87adec98f25dd153a75accafafedec16',
    pA: '04f88fb71c99bfffaea370966b7eb99cd4be0ff1a7d335caac4211c4afd855e2e15a873b298503ad8ba1d9cbb9a392d2ba309b48bfd7879aefd0f2cea6009763b0',
    pB: '040c269d6be017dccb15182ac6bfcd9e2a14de019dd587eaf4bdfd353f031101e7cca177f8eb362a6e83e7d5e729c0732e1b528879c086f39ba0f31a9661bd34db',
    key: '005184ff460da2ce59062c87733c299c',
    cA: 'bc9f9bbe99f26d0b2260e6456e05a86196a3307ec6663a18bf6ac825736533b2',
    cB: 'c2370e1bf813b086dff0d834e74425a06e6390f48f5411900276dcccc5a297ec',
  },
  {
    idA: '',
    idB: '',
    w: '7bf46c454b4c1b25799527d896508afd5fc62ef4ec59db1efb49113063d70cca',
    x: '8cef65df64bb2d0f83540c53632de911b5b24b3eab6cc74a97609fd659e95473',
    y: 'd7a66f64074a84652d8d623a92e20c9675c61cb5b4f6a0063e4648a2fdc02d53',
    pA: '04a65b367a3f613cf9f0654b1b28a1e3a8a40387956c8ba6063e8658563890f46ca1ef6a676598889fc28de2950ab8120b79a5ef1ea4c9f44bc98f585634b46d66',
    pB: '04589f13218822710d98d8b2123a079041052d9941b9cf88c6617ddb2fcc0494662eea8ba6b64692dc318250030c6af045cb738bc81ba35b043c3dcb46adf6f58d',
    key: 'fc6374762ba5cf11f4b2caa08b2cd1b9',
    cA: 'dfb4db8d48ae5a675963ea5e6c19d98d4ea028d8e898dad96ea19a80ade95dca',
    cB: 'd0f0609d1613138d354f7e95f19fb556bf52d751947241e8c7118df5ef0ae175',
  },
] as const;

interface Given {
  readonly secret?: string;
  readonly sid?: string;
  readonly idA?: string;
  readonly seed?: number;
}
/** One end with digits, and random bytes that can be told again. */
const endOf = (side: Side, { secret = '8412', sid = 'session', idA = 'tech', seed = 7 }: Given = {}) =>
  openPake({
    side,
    idA,
    idB: 'cust',
    w: passwordScalar(secret, sid),
    scalar: ephemeralScalar(new Uint8Array(48).fill(side === 'A' ? seed : seed + 1)),
  });

const AAD = utf8('the channel binding');
function meet(atA: Given = {}, atB: Given = {}, aadB = AAD): { a: PakeEnd; b: PakeEnd } {
  const [A, B] = [endOf('A', atA), endOf('B', atB)];
  const [a, b] = [A.finish(B.share, AAD), B.finish(A.share, aadB)];
  if (!a || !b) throw new Error('a share was refused');
  return { a, b };
}
const isMutual = ({ a, b }: { a: PakeEnd; b: PakeEnd }): boolean[] => [
  a.isConfirmedBy(b.confirmation),
  b.isConfirmedBy(a.confirmation),
];

describe('SPAKE2', () => {
  it.each(VECTORS)('agrees with RFC 9382 Appendix B for A=“$idA”, B=“$idB”', (vector) => {
    const { idA, idB } = vector;
    const w = big(vector.w);
    const A = openPake({ side: 'A', idA, idB, w, scalar: big(vector.x) });
    const B = openPake({ side: 'B', idA, idB, w, scalar: big(vector.y) });
    expect(toHex(A.share)).toBe(vector.pA);
    expect(toHex(B.share)).toBe(vector.pB);
    const ends = [A.finish(B.share, NOTHING), B.finish(A.share, NOTHING)];
    expect(ends.map((end) => end && toHex(end.key))).toEqual([vector.key, vector.key]);
    expect(ends.map((end) => end && toHex(end.confirmation))).toEqual([vector.cA, vector.cB]);
  });

  it('lets two ends with the same digits confirm each other', () => {
    const ends = meet();
    expect(isMutual(ends)).toEqual([true, true]);
    expect(ends.a.key).toEqual(ends.b.key);
    expect(ends.a.key).toHaveLength(16);
  });

  it.each<[string, Given]>([
    ['other digits', { secret: '8413' }],
    ['digits for another session', { sid: 'another' }],
    ['another name for an end', { idA: 'tec' }],
  ])('lets neither end confirm with %s', (_what, given) => {
    const ends = meet({}, given);
    expect(isMutual(ends)).toEqual([false, false]);
    expect(ends.a.key).not.toEqual(ends.b.key);
  });

  it('lets neither end confirm another channel binding', () => {
    expect(isMutual(meet({}, {}, utf8('another')))).toEqual([false, false]);
    expect(isMutual(meet({}, {}, NOTHING))).toEqual([false, false]);
  });

  it('does not take an end’s own confirmation back from a mirror', () => {
    const { a, b } = meet();
    expect(a.isConfirmedBy(a.confirmation)).toBe(false);
    expect(b.isConfirmedBy(b.confirmation)).toBe(false);
  });

  it('does not take a share back from a mirror either', () => {
    const A = endOf('A');
    const a = A.finish(A.share, AAD);
    expect(a?.isConfirmedBy(a.confirmation)).toBe(false);
  });

  it('does not confirm two ends that both speak first', () => {
    const [one, two] = [endOf('A'), endOf('A', { seed: 9 })];
    const [a, b] = [one.finish(two.share, AAD), two.finish(one.share, AAD)];
    expect(a && b && [a.isConfirmedBy(b.confirmation), b.isConfirmedBy(a.confirmation)]).toEqual([
      false,
      false,
    ]);
  });

  it('notices every changed bit of a confirmation, and every other length', () => {
    const { a, b } = meet();
    for (let bit = 0; bit < 256; bit += 1) {
      const changed = b.confirmation.slice();
      changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      expect(a.isConfirmedBy(changed)).toBe(false);
    }
    for (const length of [0, 16, 31]) expect(a.isConfirmedBy(b.confirmation.slice(0, length))).toBe(false);
    expect(a.isConfirmedBy(concat(b.confirmation, new Uint8Array(1)))).toBe(false);
  });

  it('notices a share that was swapped on the way', () => {
    const [A, B, between] = [endOf('A'), endOf('B'), endOf('A', { seed: 40 })];
    const [a, b] = [A.finish(B.share, AAD), B.finish(between.share, AAD)];
    expect(a && b && isMutual({ a, b })).toEqual([false, false]);
  });

  it('makes another share each time, which tells nothing of the digits', () => {
    expect(endOf('A', { seed: 1 }).share).not.toEqual(endOf('A', { seed: 2 }).share);
    expect(endOf('A').share).not.toEqual(endOf('B', { seed: 6 }).share);
    expect(endOf('A').share).toHaveLength(65);
  });
});

describe('a share that is no point', () => {
  const { Point } = p256;
  const good = endOf('B').share;
  const changed = (at: number, to: number) => {
    const share = good.slice();
    share[at] = to;
    return share;
  };
  /** What the other end would have to send to make the shared point the identity: w·N itself. */
  const cancels = Point.fromHex('03d8bbd6c639c62937b04d997f38c3770719c629d7014d49a24b4f98baa1292b49')
    .multiply(passwordScalar('8412', 'session'))
    .toBytes(false);

  it.each<[string, Uint8Array]>([
    ['off the curve', changed(64, (good[64] ?? 0) ^ 1)],
    ['beyond the field', concat(Uint8Array.of(4), new Uint8Array(64).fill(255))],
    ['the identity, as one byte', Uint8Array.of(0)],
    ['the identity, padded', new Uint8Array(65)],
    ['compressed', Point.fromBytes(good).toBytes(true)],
    ['of hybrid form', changed(0, 6)],
    ['one byte short', good.slice(0, 64)],
    ['one byte long', concat(good, Uint8Array.of(0))],
    ['nothing', NOTHING],
    ['made to cancel the secret', cancels],
  ])('is refused: %s', (_what, share) => {
    expect(endOf('A').finish(share, AAD)).toBeNull();
  });

  it('is not what the other tests send', () => {
    expect(endOf('A').finish(good, AAD)).not.toBeNull();
  });
});

describe('the scalars', () => {
  const ORDER = p256.Point.Fn.ORDER;

  it('of digits differ by digits and by session, and lie below the order', () => {
    const all = Array.from({ length: 500 }, (_, n) => passwordScalar(String(n).padStart(4, '0'), 'session'));
    expect(new Set(all).size).toBe(500);
    expect(all.every((w) => w > 0n && w < ORDER)).toBe(true);
    expect(passwordScalar('0001', 'session')).not.toBe(passwordScalar('0001', 'other'));
  });

  it('of one exchange are never zero, whatever chance gives', () => {
    expect(ephemeralScalar(new Uint8Array(48))).toBe(1n);
    const edge = (value: bigint) => bytes(value.toString(16).padStart(96, '0'));
    for (const value of [ORDER - 1n, ORDER, 2n * (ORDER - 1n), 2n ** 384n - 1n]) {
      const scalar = ephemeralScalar(edge(value));
      expect(scalar > 0n && scalar < ORDER).toBe(true);
    }
  });
});
