// How two pages come to know each other's keys through a broker that carries what they say.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadPair } from '../../link/pair.ts';
import { newKey } from '../support/statements.ts';
import type { Broker } from './support/broker.ts';
import type { Couple } from './support/couple.ts';
import { chance, settle, until } from './support/kit.ts';
import {
  between,
  DIGITS,
  type Encounter,
  encounter,
  failures,
  helloIn,
  nobodyMet,
  online,
  outcome,
  saidBy,
  saysFor,
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

describe('when the broker carries what they say', () => {
  it('lets two pages with the same digits know each other, and the session know it', async () => {
    const { maria, carlo } = meeting.both();
    expect(await Promise.all([outcome(maria), outcome(carlo)])).toEqual(['met', 'met']);
    await until(carlo.ledger.auth, (auth) => auth === 'pake');
    await until(maria.ledger.auth, (auth) => auth === 'pake');
    expect(broker.state).toMatchObject({ phase: 'meeting', auth: 'pake', keys: couple.keys });
    expect(maria.pair.value).toMatchObject({ keys: couple.keys, level: 'pake', cb: carlo.pair.value?.cb });
  });

  it('does so whoever comes first', async () => {
    const carlo = meeting.arrives('customer');
    await online(carlo);
    await settle();
    const maria = meeting.arrives('technician');
    expect(await Promise.all([outcome(maria), outcome(carlo)])).toEqual(['met', 'met']);
  });

  it('tells the broker none of the digits', async () => {
    const { maria, carlo } = meeting.both();
    await Promise.all([outcome(maria), outcome(carlo)]);
    expect(JSON.stringify([broker.heard, broker.meets])).not.toContain(DIGITS);
  });

  it('knows how far the customer’s clock is ahead', async () => {
    const maria = meeting.arrives('technician');
    const carlo = meeting.arrives('customer', {
      clock: { ...meeting.clock, now: () => meeting.clock.now() + 7_200_000 },
    });
    await Promise.all([outcome(maria), outcome(carlo)]);
    expect(maria.pair.value?.clockOffsetMs).toBe(7_200_000);
  });

  it('knows each other again after a reload, under the same keys only', async () => {
    const { maria, carlo } = meeting.both();
    await Promise.all([outcome(maria), outcome(carlo)]);
    const { mine } = couple.pairs.customer;
    const as = { sid: broker.sid, role: 'customer' } as const;
    expect(await loadPair({ ...as, mine }, carlo.storage)).toEqual(carlo.pair.value);
    expect(await loadPair({ ...as, mine: await newKey() }, carlo.storage)).toBeNull();
    expect(await loadPair({ ...as, sid: chance.newId(), mine }, carlo.storage)).toBeNull();
  });

  it('gives no level to a code that the broker made', async () => {
    await begins('broker');
    const maria = meeting.arrives('technician', { secret: null });
    const carlo = meeting.arrives('customer', { secret: null });
    expect(await Promise.all([outcome(maria), outcome(carlo)])).toEqual(['met', 'met']);
    await until(carlo.ledger.auth, (auth) => auth === 'none');
    expect(maria.pair.value?.level).toBe('none');
    expect(saidBy(broker, 'hello-technician')[0]?.share).toBeNull();
  });

  it('lets a customer’s page that lost the last word with its connection hear it again', async () => {
    between(broker, (data) => (data.k === 'confirm' ? null : data));
    const { maria, carlo } = meeting.both();
    expect(await outcome(maria)).toBe('met');
    await until(maria.ledger.auth, (auth) => auth === 'pake');
    broker.onTell = (message) => message;
    broker.cut('customer');
    meeting.clock.advance(15_000);
    expect(await outcome(carlo)).toBe('met');
    const [first, second] = saidBy(broker, 'confirm');
    expect(second).toEqual(first);
    expect(saidBy(broker, 'hello-technician')).toHaveLength(1);
  });
});

describe('when the digits differ', () => {
  it('fails at the technician’s end, which hears the proof first', async () => {
    const { maria, carlo } = meeting.both({ secret: '3077' });
    expect(await outcome(maria)).toBe('mismatch');
    await nobodyMet(couple, maria, carlo);
    expect(saidBy(broker, 'confirm')).toEqual([]);
    expect(failures(broker)).toBe(1);
  });

  it('fails at the customer’s end when the technician’s page has none', async () => {
    const maria = meeting.arrives('technician', { secret: null });
    const carlo = meeting.arrives('customer');
    await online(carlo);
    saysFor(broker, 'technician', { ...helloIn(couple), share: null });
    expect(await outcome(carlo)).toBe('mismatch');
    await nobodyMet(couple, maria, carlo);
    expect(saidBy(broker, 'hello-technician')).toEqual([]);
  });

  it('lets the next customer try', async () => {
    const { maria, carlo } = meeting.both({ secret: '3077' });
    await outcome(maria);
    await until(maria.session.state, ({ phase }) => phase === 'waiting');
    carlo.close();
    broker.ids.customer = chance.newId();
    broker.joins();
    const carla = meeting.arrives('customer');
    expect(await outcome(carla)).toBe('met');
    await until(maria.meeting.stage, ({ at }) => at === 'met');
  });
});
