// A broker that stands between two pages which want to know each other, and one that lies about who is there.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { toBase64url } from '../../shared/bytes.ts';
import type { MeetData } from '../../shared/protocol/meet.ts';
import { newKey } from '../support/statements.ts';
import { wordSigner } from '../support/words.ts';
import type { Broker } from './support/broker.ts';
import { type Couple, met } from './support/couple.ts';
import { chance, settle } from './support/kit.ts';
import {
  ANNOUNCED,
  between,
  type Encounter,
  type EndOptions,
  encounter,
  helloIn,
  newShare,
  nobodyMet,
  online,
  outcome,
  saidBy,
  vouchedFor,
} from './support/meeting.ts';

let meeting: Encounter;
let couple: Couple;
let broker: Broker;

const begins = async (code: 'pake' | 'broker' = 'pake') => {
  meeting = await encounter(code);
  ({ couple, broker } = meeting);
};
beforeEach(() => begins());
afterEach(() => meeting.close());

describe('when the broker stands in between', () => {
  it('cannot swap the technician’s key under the desk’s word', async () => {
    const { publicKey } = await newKey();
    between(broker, (data) => (data.k === 'hello-technician' ? { ...data, key: publicKey } : data));
    const { maria, carlo } = meeting.both();
    expect(await outcome(carlo)).toBe('attestation');
    await nobodyMet(couple, maria, carlo);
  });

  it('cannot swap it when it vouches for the other key either', async () => {
    const own = await newKey();
    const swapped = { key: own.publicKey, attestation: vouchedFor(broker, own) };
    between(broker, (data) => (data.k === 'hello-technician' ? { ...data, ...swapped } : data));
    const { maria, carlo } = meeting.both();
    expect(await outcome(maria)).toBe('mismatch');
    await nobodyMet(couple, maria, carlo);
  });

  it('cannot swap the customer’s key', async () => {
    const { publicKey } = await newKey();
    between(broker, (data) => (data.k === 'hello-customer' ? { ...data, key: publicKey } : data));
    const { maria, carlo } = meeting.both();
    expect(await outcome(maria)).toBe('mismatch');
    await nobodyMet(couple, maria, carlo);
  });

  it.each(['hello-technician', 'hello-customer'] as const)('cannot swap the share of %s', async (k) => {
    between(broker, (data) => (data.k === k ? ({ ...data, share: newShare(broker) } as MeetData) : data));
    const { maria, carlo } = meeting.both();
    expect(await outcome(maria)).toBe('mismatch');
    await nobodyMet(couple, maria, carlo);
  });

  it('cannot send a share that is no point', async () => {
    const share = toBase64url(new Uint8Array(65).fill(4));
    between(broker, (data) => (data.k === 'hello-technician' ? { ...data, share } : data));
    const { maria, carlo } = meeting.both();
    expect(await outcome(carlo)).toBe('mismatch');
    await nobodyMet(couple, maria, carlo);
    expect(saidBy(broker, 'hello-customer')).toEqual([]);
  });

  it('cannot do without either proof', async () => {
    between(broker, (data) => (data.k === 'hello-customer' ? { ...data, confirmation: null } : data));
    const { maria, carlo } = meeting.both();
    expect(await outcome(maria)).toBe('mismatch');
    await nobodyMet(couple, maria, carlo);
  });

  it('cannot make up the technician’s proof, nor leave it out', async () => {
    for (const confirmation of [null, toBase64url(chance.bytes(32))]) {
      await begins();
      between(broker, (data) => (data.k === 'confirm' ? { ...data, confirmation } : data));
      const { carlo } = meeting.both();
      expect(await outcome(carlo)).toBe('mismatch');
      expect(carlo.pair.value).toBeNull();
    }
  });

  it('keeps the customer from meeting when it swallows the last word', async () => {
    between(broker, (data) => (data.k === 'confirm' ? null : data));
    const { maria, carlo } = meeting.both();
    expect(await outcome(maria)).toBe('met');
    await settle();
    expect(carlo.meeting.stage.value).toEqual({ at: 'waiting' });
    expect(carlo.pair.value).toBeNull();
  });

  it('cannot give the customer its own proof back', async () => {
    between(broker, (data) =>
      data.k === 'confirm'
        ? { ...data, confirmation: saidBy(broker, 'hello-customer')[0]?.confirmation ?? null }
        : data,
    );
    const { carlo } = meeting.both();
    expect(await outcome(carlo)).toBe('mismatch');
  });

  it('cannot call a page’s own code one of its own and so do without the digits', async () => {
    await begins('broker');
    const maria = meeting.arrives('technician');
    const carlo = meeting.arrives('customer', { secret: null });
    expect(await outcome(maria)).toBe('mismatch');
    expect(saidBy(broker, 'hello-technician')[0]?.share).not.toBeNull();
    await settle();
    expect(maria.pair.value).toBeNull();
    expect(carlo.pair.value?.level ?? 'none').toBe('none');
  });

  it('cannot introduce a stranger’s message as one of a member', async () => {
    const { maria, carlo } = meeting.both();
    await Promise.all([online(maria), online(carlo)]);
    const { customer, technician } = broker.ids;
    const { length } = saidBy(broker, 'hello-customer');
    broker.tell({ t: 'meet', from: chance.newId(), to: customer, data: helloIn(couple) }, 'customer');
    broker.tell({ t: 'meet', from: technician, to: chance.newId(), data: helloIn(couple) }, 'customer');
    await settle();
    expect(saidBy(broker, 'hello-customer').length).toBeLessThanOrEqual(Math.max(1, length));
  });
});

describe('when the broker lies about who is there', () => {
  it.each([
    ['technician', { ...ANNOUNCED, technician: 'Mario Rossi' }],
    ['desk', { ...ANNOUNCED, desk: 'Microsoft' }],
  ])('fails when another %s was announced than is vouched for', async (_who, announced) => {
    const { maria, carlo } = meeting.both({ announced });
    expect(await outcome(carlo)).toBe('attestation');
    await nobodyMet(couple, maria, carlo);
    expect(saidBy(broker, 'hello-customer')).toEqual([]);
  });

  it.each<[string, () => Promise<Partial<EndOptions>>]>([
    ['of another session', async () => ({ attestation: about({ sid: chance.newId() }) })],
    ['of another key', async () => ({ attestation: about({ tkt: (await newKey()).thumbprint }) })],
    ['of another technician', async () => ({ attestation: about({ techId: chance.newId() }) })],
    ['that has run out', async () => ({ attestation: about({ exp: 1_700_000_000 }) })],
    ['under a key that was not published', async () => ({ attestation: byStranger() })],
    ['that is none', async () => ({ attestation: 'x.y.z' })],
    ['of an earlier session with the same technician', async () => ({ attestation: await earlier() })],
  ])('fails for the desk’s word %s', async (_what, options) => {
    const maria = meeting.arrives('technician', await options());
    const carlo = meeting.arrives('customer');
    expect(await outcome(carlo)).toBe('attestation');
    await nobodyMet(couple, maria, carlo);
    expect(saidBy(broker, 'hello-customer')).toEqual([]);
  });
  const about = (but: Parameters<typeof vouchedFor>[2]) =>
    vouchedFor(broker, couple.pairs.technician.mine, but);
  const byStranger = () =>
    vouchedFor(Object.assign(Object.create(broker), { words: wordSigner() }), couple.pairs.technician.mine);
  const earlier = async () => {
    const before = await met({ now: meeting.clock.now });
    return vouchedFor(before.broker, couple.pairs.technician.mine, { techId: broker.ids.technician });
  };
});
