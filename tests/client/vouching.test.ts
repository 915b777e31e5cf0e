// Keys vouch for connections: a description counts where its sender's key signed it, for this very lane.
import { beforeEach, describe, expect, it } from 'vitest';
import { otherRole, type Pair, pairOf } from '../../link/pair.ts';
import { accepted, vouched } from '../../link/vouching.ts';
import { sealWith } from '../../shared/consent/jws.ts';
import { partyName } from '../../shared/consent/keys.ts';
import type { LaneStatement } from '../../shared/consent/statements.ts';
import type { LaneData, Signal, SignalData } from '../../shared/protocol/signal.ts';
import { malleated, signedAnyway } from '../support/forgery.ts';
import { newKey } from '../support/statements.ts';
import { type FakeClock, fakeClock } from './support/clock.ts';
import { type Couple, met, peerFor, revoke } from './support/couple.ts';
import { chance } from './support/kit.ts';

const FP = Array.from({ length: 32 }, (_, i) => i.toString(16).padStart(2, '0').toUpperCase()).join(':');
const OTHER_FP = FP.replace('00:', 'FF:');
const sdpWith = (fp: string) =>
  `v=0\r\nm=application 9 UDP/DTLS/SCTP webrtc-datachannel\r\na=fingerprint:sha-256 ${fp}\r\n`;
const OFFER: LaneData = { type: 'offer', sdp: sdpWith(FP) };
const NOW = 1_700_000_000_000;

let clock: FakeClock;
let couple: Couple;
let maria: Pair;
let carlo: Pair;

beforeEach(async () => {
  clock = fakeClock();
  couple = await met({ now: clock.now });
  ({ technician: maria, customer: carlo } = couple.pairs);
});

describe('a description', () => {
  const purpose = { kind: 'talk', ref: null, lane: 'l'.repeat(22) } as const;
  const signal = async (by: Pair = maria): Promise<{ type: 'offer'; sdp: string; statement: string }> => {
    const data = await vouched(OFFER, purpose, { pair: by, to: peerFor(otherRole(by.role), by), now: NOW });
    if (data?.type !== 'offer') throw new Error('no offer');
    return data;
  };
  /** What Carlo's page says to it. */
  const heard = async (data: SignalData, but: Partial<Pick<Signal, 'kind' | 'ref' | 'lane'>> = {}) => {
    const told = await accepted({ ...purpose, ...but, data }, carlo, peerFor('technician', carlo));
    return 'wrong' in told ? told.wrong : told.type;
  };
  const statement: LaneStatement = {
    v: 2,
    type: 'lane',
    sid: '',
    ...purpose,
    role: 'offer',
    fp: FP,
    iss: '',
    aud: [],
    cb: '',
    iat: NOW / 1000,
  };
  /** Signed by Maria's key, whatever it says. */
  const saying = async (but: object): Promise<SignalData> => {
    const iss = partyName('technician', maria.mine.thumbprint);
    const aud = [partyName('customer', carlo.mine.thumbprint)];
    const whole = { ...statement, sid: maria.sid, iss, aud, cb: maria.cb, ...but };
    return { type: 'offer', sdp: OFFER.sdp, statement: await signedAnyway(whole, maria.mine) };
  };

  it('is believed when its sender’s key vouches for it', async () => {
    expect(await accepted({ ...purpose, data: await signal() }, carlo, peerFor('technician', carlo))).toEqual(
      OFFER,
    );
    expect(await heard(await saying({}))).toBe('offer');
  });

  it('does not leave without one clear fingerprint', async () => {
    expect(
      await vouched({ type: 'offer', sdp: 'v=0\r\n' }, purpose, {
        pair: maria,
        to: peerFor(otherRole(maria.role), maria),
        now: NOW,
      }),
    ).toBeNull();
  });

  it('lets addresses and goodbyes pass, which vouch for nothing', async () => {
    const close = { type: 'close' } as const;
    expect(
      await vouched(close, purpose, { pair: maria, to: peerFor(otherRole(maria.role), maria), now: NOW }),
    ).toEqual(close);
    expect(await heard(close)).toBe('close');
  });

  it('is not believed with another fingerprint than was signed', async () => {
    expect(await heard({ ...(await signal()), sdp: sdpWith(OTHER_FP) })).toBe('WRONG_FINGERPRINT');
    expect(await heard({ ...(await signal()), sdp: 'v=0\r\n' })).toBe('WRONG_FINGERPRINT');
  });

  it.each<[string, Partial<Pick<Signal, 'kind' | 'ref' | 'lane'>>]>([
    ['another lane', { lane: 'm'.repeat(22) }],
    ['another kind', { kind: 'screen' }],
    ['another purpose', { ref: chance.newUuid() }],
  ])('is not believed for %s than it was made for', async (_what, but) => {
    expect(await heard(await signal(), but)).toBe('BAD_STATEMENT');
  });

  it('is not believed as an answer when it was an offer', async () => {
    expect(await heard({ ...(await signal()), type: 'answer' })).toBe('BAD_STATEMENT');
  });

  it.each<[string, object, string]>([
    ['another session', { sid: 'x'.repeat(22) }, 'WRONG_SESSION'],
    ['another pair of keys', { cb: 'x'.repeat(43) }, 'WRONG_BINDING'],
    ['somebody else', { aud: [`cust:${'x'.repeat(43)}`] }, 'WRONG_AUDIENCE'],
    ['nobody', { aud: [] }, 'BAD_STATEMENT'],
    ['the customer’s own side', { iss: `cust:${'x'.repeat(43)}` }, 'WRONG_AUDIENCE'],
    ['an older version', { v: 1 }, 'BAD_STATEMENT'],
    ['a fingerprint of another form', { fp: FP.toLowerCase() }, 'BAD_STATEMENT'],
    ['more than is known', { also: 1 }, 'BAD_STATEMENT'],
  ])('is not believed when the statement speaks of %s', async (_what, but, why) => {
    expect(await heard(await saying(but))).toBe(why);
  });

  it('is not believed by any other key', async () => {
    const stranger = await newKey();
    const { sid, keys } = maria;
    const asMaria = pairOf({
      sid,
      role: 'technician',
      mine: stranger,
      keys: { ...keys, technician: stranger.publicKey },
      level: 'pake',
      clockOffsetMs: 0,
    });
    expect(await heard(await signal(asMaria))).toBe('UNKNOWN_KEY');
    const borrowed = { ...stranger, thumbprint: maria.mine.thumbprint };
    expect(await heard(await signal({ ...maria, mine: borrowed }))).toBe('BAD_SIGNATURE');
  });

  it('is not believed when it is this page’s own, sent back', async () => {
    expect(await heard(await signal(carlo))).toBe('UNKNOWN_KEY');
  });

  it('is not believed with a statement of another kind, or with none', async () => {
    const { hands } = couple;
    const { jws } = await hands.customer.signs(revoke(chance.newUuid()));
    expect(await heard({ ...(await signal()), statement: jws })).toBe('BAD_STATEMENT');
    expect(await heard({ ...(await signal()), statement: 'none' })).toBe('BAD_STATEMENT');
    const { jws: typeless } = await sealWith(maria.mine, { type: 'lane' });
    expect(await heard({ ...(await signal()), statement: typeless })).toBe('BAD_STATEMENT');
  });

  it('is believed under the other valid form of its signature, since it says the same', async () => {
    const real = await signal();
    expect(await heard({ ...real, statement: malleated(real.statement) })).toBe('offer');
  });
});
