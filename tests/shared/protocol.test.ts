// Pins the shape of what is said on the socket to its version number, and tries what must not be understood.
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { down } from '../../shared/protocol/down.ts';
import { PROTOCOL_VERSION, SUBPROTOCOL, up } from '../../shared/protocol/up.ts';
import { EVENT_TYPES, sampleEvent } from '../support/samples.ts';
import { dataSdp } from '../support/sdp.ts';

const PINNED = { version: 2, up: 'e16686b046ab10c3', down: '512a4ac698f2c0a9' };

/** A hash of the shape that does not depend on the order in which it was written down. */
function shapeOf(schema: z.core.$ZodType): string {
  const sorted = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(sorted);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value)
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([k, v]) => [k, sorted(v)]),
    );
  };
  return createHash('sha256')
    .update(JSON.stringify(sorted(z.toJSONSchema(schema))))
    .digest('hex')
    .slice(0, 16);
}

describe('the protocol', () => {
  it('has the shape that its number promises', () => {
    const now = { version: PROTOCOL_VERSION, up: shapeOf(up), down: shapeOf(down) };
    const advice =
      'A message of the socket has changed. A page and a broker of different shapes must not talk: raise PROTOCOL_VERSION ' +
      'in shared/protocol/up.ts if a version with the old shape has been released, say so in the changelog, then pin the new hashes here.';
    expect(now, advice).toEqual(PINNED);
    expect(SUBPROTOCOL).toBe(`permesso.v${PROTOCOL_VERSION}`);
  });

  it('lets the broker tell every event', () => {
    for (const type of EVENT_TYPES)
      expect(down.safeParse({ t: 'event', event: sampleEvent(type, 1) }).success).toBe(true);
  });
});

const id = 'a'.repeat(22);
const offer = { type: 'offer', sdp: dataSdp(), statement: 'a.b.c' };
const signal = {
  t: 'signal',
  from: id,
  to: id,
  lane: id,
  kind: 'talk',
  ref: null,
  data: offer,
};
const state = { type: 'state', jws: 'a.b.c' };
const meet = (data: object) => ({ t: 'meet', from: id, to: id, data });
const hash = 'h'.repeat(43);
const hello = { k: 'hello-customer', key: { kty: 'EC', crv: 'P-256', x: hash, y: hash }, clock: 1 };
const wish = (command: object) => ({ t: 'wish', n: 1, command });

describe('what a page may say', () => {
  const good = {
    hello: { t: 'hello', v: 1, lastSeq: 0 },
    'a signal': signal,
    'a wish': wish(state),
    'a first meeting': meet({ k: 'ready' }),
    'a greeting': meet({ ...hello, share: 's'.repeat(87), confirmation: hash }),
    'a greeting without digits': meet({ ...hello, share: null, confirmation: null }),
    'a ping': { t: 'ping' },
  };
  for (const [what, message] of Object.entries(good))
    it(what, () => expect(up.safeParse(message).success).toBe(true));

  const bad: Record<string, unknown> = {
    nothing: null,
    'a list': [],
    'a word': 'ping',
    'an unknown message': { t: 'admin' },
    'one more property': { t: 'ping', also: 1 },
    'one more property, deep inside': { ...signal, data: { ...signal.data, also: 1 } },
    'a prototype': JSON.parse('{"t":"ping","__proto__":{"role":"admin"}}'),
    'a constructor': { t: 'ping', constructor: {} },
    'a wish of nobody': wish({ type: 'grant-all' }),
    'a wish of the broker': wish({ type: 'tick', away: { customer: null, host: null } }),
    'a wish to create': wish({ type: 'create' }),
    'a wish that must be signed': wish({ type: 'grant', askId: crypto.randomUUID() }),
    'a statement without end': wish({ ...state, jws: 'x'.repeat(8_193) }),
    'no statement at all': wish({ ...state, jws: '' }),
    'a number that is no number': wish({ type: 'extend', askId: '1' }),
    'a key of another curve': meet({
      ...hello,
      key: { ...hello.key, crv: 'P-384' },
      share: null,
      confirmation: null,
    }),
    'a key with its private half': meet({
      ...hello,
      key: { ...hello.key, d: hash },
      share: null,
      confirmation: null,
    }),
    'a share that is no point': meet({ ...hello, share: 's'.repeat(86), confirmation: hash }),
    'half a greeting': meet(hello),
    'a description that nobody vouches for': { ...signal, data: { type: 'offer', sdp: dataSdp() } },
    'a negative number': { ...wish(state), n: -1 },
    'a description too long': { ...signal, data: { ...offer, sdp: 'x'.repeat(32_769) } },
    'a lane nobody knows': { ...signal, kind: 'terminal' },
    'an id with a path in it': { ...signal, to: '../../../../../../../..' },
    'a renegotiation': { ...signal, data: { type: 'renegotiate' } },
    'a rollback': { ...signal, data: { type: 'rollback', sdp: '' } },
  };
  for (const [what, message] of Object.entries(bad))
    it(`is not ${what}`, () => expect(up.safeParse(message).success).toBe(false));
});
