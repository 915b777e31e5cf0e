// What a page verifies itself of what a broker tells: honest histories, and the receipts without which nothing may be shown.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { EventOf } from '../../shared/session/events.ts';
import { receiptOf, wordSigner } from '../support/words.ts';
import type { Broker, Role, Told } from './support/broker.ts';
import { type FakeClock, fakeClock } from './support/clock.ts';
import {
  asks,
  type Couple,
  grants,
  introduced,
  met,
  revoke,
  says,
  strangers,
  yesTo,
} from './support/couple.ts';
import { chance, until } from './support/kit.ts';
import { caughtUp, raised, toldAnew } from './support/liar.ts';
import { type Member, memberOf } from './support/page.ts';

let clock: FakeClock;
let couple: Couple;
let broker: Broker;
let page: Member;

const open = async (role: Role = 'technician') => {
  page = memberOf(broker, role, { clock, pair: couple.pairs[role] });
  await until(page.session.status, ({ kind }) => kind !== 'connecting');
};
const proven = (gid: string) => until(page.ledger.grants, (all) => all.has(gid));

beforeEach(async () => {
  clock = fakeClock();
  couple = await met({ now: clock.now });
  broker = couple.broker;
});
afterEach(() => page.close());

describe('when the broker is honest', () => {
  it.each(['technician', 'customer'] as const)(
    'lets the %s know what was signed, and by whom',
    async (role) => {
      await open(role);
      const question = await asks(couple);
      const allowed = yesTo(couple, question);
      await says(couple, 'customer', allowed);
      await proven(allowed.gid);
      expect(page.ledger.auth.value).toBe('pake');
      expect(page.ledger.asks.value.get(question.askId)?.hash).toBe(question.hash);
      await says(couple, 'customer', revoke(allowed.gid));
      await says(couple, 'customer', revoke(allowed.gid));
      await caughtUp(broker, page);
      expect(page.ledger.alarm.value).toBeNull();
    },
  );

  it('verifies the same from the start in a page that comes later', async () => {
    const gid = await grants(couple);
    await open();
    await proven(gid);
    expect(page.ledger.alarm.value).toBeNull();
  });

  it('goes on from a whole history that was told anew', async () => {
    await open();
    const gid = await grants(couple);
    await proven(gid);
    await toldAnew(broker, page, clock);
    await says(couple, 'customer', revoke(gid));
    await caughtUp(broker, page);
    expect(page.ledger.alarm.value).toBeNull();
    expect(page.ledger.grants.value.has(gid)).toBe(true);
  });

  it('takes a grant of a customer whose clock is hours ahead, as far as it knows by how much', async () => {
    const hours = 2 * 3_600;
    const ahead = { nbf: 1_700_000_000 + hours, exp: 1_700_000_300 + hours };
    const pair = { ...couple.pairs.technician, clockOffsetMs: hours * 1000 };
    page = memberOf(broker, 'technician', { clock, pair });
    const allowed = yesTo(couple, await asks(couple), ahead);
    await says(couple, 'customer', allowed);
    await proven(allowed.gid);
  });

  it('follows a session raised by voice', async () => {
    couple = await met({ now: clock.now, code: 'broker' });
    broker = couple.broker;
    await open();
    await until(page.ledger.auth, (auth) => auth === 'none');
    await raised(couple, 'sas');
    await until(page.ledger.auth, (auth) => auth === 'sas');
  });
});

describe('when the receipt is not the right one', () => {
  const withReceipt = (of: (told: Told & { event: EventOf<'consent.granted'> }) => string | undefined) => {
    broker.onTell = (message) => {
      if (message.t !== 'event' || message.event.type !== 'consent.granted') return message;
      const { receipt: _right, ...rest } = message;
      const receipt = of({ ...message, event: message.event });
      return receipt === undefined ? rest : { ...rest, receipt };
    };
  };
  const facts = ({ event }: { event: EventOf<'consent.granted'> }) => ({
    sid: broker.sid,
    gid: event.gid,
    grant: event.statement?.hash ?? '',
  });
  /** Granted and told; not proven. */
  const unproven = async () => {
    const gid = await grants(couple);
    await caughtUp(broker, page);
    const { state } = page.session;
    expect(state.value.phase === 'open' && state.value.grants.view?.gid).toBe(gid);
    expect(page.ledger.grants.value.size).toBe(0);
    expect(page.ledger.alarm.value).toBeNull();
    return gid;
  };

  it.each<[string, Parameters<typeof withReceipt>[0]]>([
    ['none', () => undefined],
    ['one that is no receipt', () => 'x.y.z'],
    ['one for another grant', (told) => sign({ ...facts(told), gid: chance.newUuid() })],
    ['one for other words', (told) => sign({ ...facts(told), grant: 'x'.repeat(43) })],
    ['one for another session', (told) => sign({ ...facts(told), sid: chance.newId() })],
    ['one under a key that was not published', (told) => wordSigner().signs(receiptOf(facts(told)))],
    [
      'one under the borrowed name of a published key',
      (told) => wordSigner().signs(receiptOf(facts(told)), { kid: broker.words.key.kid }),
    ],
  ])('proves nothing with %s', async (_what, receipt) => {
    await open();
    withReceipt(receipt);
    await unproven();
  });
  const sign = (of: Parameters<typeof receiptOf>[0]) => broker.words.signs(receiptOf(of));

  it('proves it as soon as the right one comes', async () => {
    await open();
    withReceipt(() => undefined);
    const gid = await unproven();
    broker.onTell = (message) => message;
    broker.cut('technician');
    clock.advance(15_000);
    await proven(gid);
  });

  it('proves nothing by the receipt of a grant before', async () => {
    await open();
    const first = await grants(couple);
    await proven(first);
    await says(couple, 'customer', revoke(first));
    const old = broker.receipts.get(first);
    withReceipt(() => old);
    const second = await grants(couple);
    await caughtUp(broker, page);
    expect([...page.ledger.grants.value]).toEqual([first]);
    expect(second).not.toBe(first);
  });
});

describe('before the two ends have met', () => {
  it('judges nothing and proves nothing', async () => {
    couple = await strangers({ now: clock.now });
    broker = couple.broker;
    page = memberOf(broker, 'customer', { clock, pair: null });
    await introduced(couple);
    await caughtUp(broker, page);
    expect(page.ledger.auth.value).toBeNull();
    page.pair.value = couple.pairs.customer;
    await until(page.ledger.auth, (auth) => auth === 'pake');
  });
});
