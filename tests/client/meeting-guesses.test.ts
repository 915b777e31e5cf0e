// A broker that guesses at the secret digits: what each guess shows, and how many there are.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fromBase64url, toBase64url } from '../../shared/bytes.ts';
import { channelBinding, thumbprint } from '../../shared/consent/keys.ts';
import { newKey } from '../support/statements.ts';
import type { Broker } from './support/broker.ts';
import type { Couple } from './support/couple.ts';
import { chance, memoryStorage, noStorage, settle } from './support/kit.ts';
import {
  DIGITS,
  type Encounter,
  type EndOptions,
  encounter,
  failures,
  helloIn,
  newShare,
  online,
  outcome,
  pakeBy,
  saidBy,
  saysFor,
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

describe('when the broker guesses', () => {
  /** A technician's end of the broker's own, by guessed digits, vouched for by itself. */
  const guess = async (secret: string) => {
    const own = await newKey();
    const mine = pakeBy(broker, secret);
    const first = {
      key: own.publicKey,
      attestation: vouchedFor(broker, own),
      share: toBase64url(mine.share),
    };
    const { length } = saidBy(broker, 'hello-customer');
    saysFor(broker, 'technician', { k: 'hello-technician', ...first });
    await settle();
    const answer = saidBy(broker, 'hello-customer')[length];
    if (!answer) return null;
    const { sid } = broker;
    const cb = channelBinding({ sid, ckt: thumbprint(answer.key), tkt: own.thumbprint });
    const end = mine.finish(fromBase64url(answer.share ?? '') ?? new Uint8Array(0), cb);
    const proof = fromBase64url(answer.confirmation ?? '') ?? new Uint8Array(0);
    return { isRight: end?.isConfirmedBy(proof) === true, proof: end && toBase64url(end.confirmation) };
  };
  /** The customer's page alone with the broker. */
  const alone = async (storage: EndOptions['storage'] & {}) => {
    const carlo = meeting.arrives('customer', { storage });
    await online(carlo);
    return carlo;
  };

  it('learns from each guess whether it was right, and the customer whether it was wrong', async () => {
    const carlo = await alone(memoryStorage());
    const guessed = await guess('1234');
    expect(guessed?.isRight).toBe(false);
    saysFor(broker, 'technician', { k: 'confirm', confirmation: guessed?.proof ?? null });
    expect(await outcome(carlo)).toBe('mismatch');
    await settle();
    expect(failures(broker)).toBe(1);
  });

  it('gets three guesses at the customer’s end, and is told of no fourth', async () => {
    const carlo = await alone(memoryStorage());
    for (const secret of ['0001', '0002', '0003']) expect((await guess(secret))?.isRight).toBe(false);
    expect(await guess(DIGITS)).toBeNull();
    expect(await outcome(carlo)).toBe('spent');
  });

  it('gets no more by having the page loaded again after each guess', async () => {
    const storage = memoryStorage();
    for (const secret of ['0001', '0002', '0003']) {
      const carlo = await alone(storage);
      expect((await guess(secret))?.isRight).toBe(false);
      carlo.close();
    }
    const carlo = await alone(storage);
    expect(await guess(DIGITS)).toBeNull();
    expect(await outcome(carlo)).toBe('spent');
  });

  it('gets no more where storage is off', async () => {
    const carlo = await alone(noStorage);
    for (const secret of ['0001', '0002', '0003']) expect((await guess(secret))?.isRight).toBe(false);
    expect(await guess(DIGITS)).toBeNull();
    expect(await outcome(carlo)).toBe('spent');
  });

  it('gets none where the count in storage was spoilt', async () => {
    const storage = memoryStorage();
    await storage.set(`exchanges.${broker.sid}`, 'none so far');
    const carlo = await alone(storage);
    expect(await guess(DIGITS)).toBeNull();
    expect(await outcome(carlo)).toBe('spent');
  });

  it('learns nothing more from the same question, which gets the same answer', async () => {
    const storage = memoryStorage();
    await alone(storage);
    const asked = helloIn(couple);
    for (let i = 0; i < 5; i += 1) saysFor(broker, 'technician', asked);
    await settle();
    const answers = saidBy(broker, 'hello-customer');
    expect(answers).toHaveLength(5);
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(storage.kept.get(`exchanges.${broker.sid}`)).toBe(1);
  });

  it('counts the exchange when the share leaves, though nothing is ever finished', async () => {
    const storage = memoryStorage();
    await alone(storage);
    saysFor(broker, 'technician', helloIn(couple));
    await settle();
    expect(storage.kept.get(`exchanges.${broker.sid}`)).toBe(1);
  });

  it.each<[string, () => EndOptions['storage'] & {}]>([
    ['', memoryStorage],
    [', also where storage is off', () => noStorage],
  ])('gets three guesses at the technician’s end by customers who come and go%s', async (_where, make) => {
    const maria = meeting.arrives('technician', { storage: make() });
    await online(maria);
    // This broker does not count.
    broker.onWish = () => 'lose';
    for (let i = 0; i < 5; i += 1) {
      saysFor(broker, 'customer', { k: 'ready' });
      saysFor(broker, 'customer', { k: 'ready' });
      await settle();
      broker.writes([{ type: 'peer.authentication-failed', why: 'timeout', detail: null }], 'technician');
      broker.ids.customer = chance.newId();
      broker.joins();
      await settle();
    }
    const shares = saidBy(broker, 'hello-technician').map(({ share }) => share);
    expect(shares).toHaveLength(6);
    expect(new Set(shares).size).toBe(3);
    expect(maria.meeting.stage.value).toEqual({ at: 'failed', why: 'spent' });
  });

  it('cannot use an answer twice at the technician’s end', async () => {
    const maria = meeting.arrives('technician');
    await online(maria);
    saysFor(broker, 'customer', { k: 'ready' });
    await settle();
    const { mine } = couple.pairs.customer;
    const wrong = { share: newShare(broker), confirmation: toBase64url(chance.bytes(32)) };
    const answer = { k: 'hello-customer', key: mine.publicKey, clock: 1, ...wrong } as const;
    for (let i = 0; i < 5; i += 1) saysFor(broker, 'customer', answer);
    await settle();
    expect(failures(broker)).toBe(1);
    expect(maria.meeting.stage.value).toEqual({ at: 'failed', why: 'mismatch' });
  });
});
