// What one end says under its signature: in order, each number once, through lost connections, reloads and lost storage.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openStatement } from '../../shared/consent/open-statement.ts';
import { refuse } from '../../shared/errors.ts';
import type { Broker } from './support/broker.ts';
import { type FakeClock, fakeClock } from './support/clock.ts';
import {
  type Asked,
  askDraft,
  asks,
  type Couple,
  deny,
  grants,
  met,
  revoke,
  strangers,
  yesTo,
} from './support/couple.ts';
import { chance, memoryStorage, noStorage, settle, until } from './support/kit.ts';
import { type Member, memberOf } from './support/page.ts';

describe('a page that speaks', () => {
  let clock: FakeClock;
  let couple: Couple;
  let broker: Broker;
  let page: Member;
  let storage: ReturnType<typeof memoryStorage>;
  const online = () => until(page.session.status, (status) => status.kind === 'online');
  const caughtUp = () => until(page.session.state, (state) => state.seq === broker.state.seq);
  const offline = async () => {
    broker.isUp = false;
    broker.cut('customer');
    await settle();
  };
  const back = async () => {
    broker.isUp = true;
    clock.advance(15_000);
    await online();
  };
  const open = async (role: 'technician' | 'customer' = 'customer') => {
    page = memberOf(broker, role, { clock, pair: couple.pairs[role], storage });
    await online();
    await caughtUp();
  };
  const reload = async () => {
    page.close();
    await open();
  };
  const typesFrom = (seq: number) => broker.events.slice(seq).map(({ type }) => type);
  /** The number of each statement that the customer's page has sent, in order of arrival. */
  const numbersSent = async (): Promise<number[]> => {
    const wishes = broker.heard.flatMap(({ role, message }) =>
      role === 'customer' && message.t === 'wish' && message.command.type === 'state'
        ? [message.command.jws]
        : [],
    );
    const pinned = { sid: broker.sid, keys: couple.keys };
    const opened = await Promise.all(wishes.map((jws) => openStatement(jws, pinned, 'customer')));
    return opened.map((one) => ('statement' in one ? one.statement.n : -1));
  };
  /** Begin before the wishes; resolves when the broker has heard so many more. */
  const arrived = (count: number) => {
    const before = broker.wishes.value;
    return () => until(broker.wishes, (n) => n >= before + count);
  };
  const asked = async (): Promise<Asked> => {
    const one = await asks(couple);
    await caughtUp();
    return one;
  };

  beforeEach(async () => {
    clock = fakeClock();
    couple = await met({ now: clock.now });
    broker = couple.broker;
    storage = memoryStorage();
    await open();
  });
  afterEach(() => page.close());

  it('signs each statement as the next one, and hears where it was recorded', async () => {
    const { seq } = broker.state;
    const question = await asked();
    const { gid, ...yes } = yesTo(couple, question);
    expect(await page.speech.say({ ...yes, gid })).toEqual({ seq: seq + 2 });
    expect(await page.speech.say(revoke(gid))).toEqual({ seq: seq + 3 });
    expect(typesFrom(seq)).toEqual(['consent.asked', 'consent.granted', 'consent.revoked']);
    expect(await numbersSent()).toEqual([1, 2]);
  });

  it('numbers what is said at once in the order in which it was said', async () => {
    const gid = await grants(couple);
    await caughtUp();
    const said = [1, 2, 3, 4].map(() => page.speech.say(revoke(gid)));
    expect((await Promise.all(said)).every((answer) => 'seq' in answer)).toBe(true);
    // The hand that granted had said number 1.
    expect(await numbersSent()).toEqual([2, 3, 4, 5]);
  });

  it('hears a statement that was recorded and not followed as the refusal it is', async () => {
    const question = await asked();
    const wider = yesTo(couple, question, { surface: 'monitor' });
    expect(await page.speech.say(wider)).toEqual(refuse('WIDER_THAN_ASKED'));
    const longer = yesTo(couple, question, { minutes: 6, exp: 1_700_000_360 });
    expect(await page.speech.say(longer)).toEqual(refuse('LONGER_THAN_ASKED'));
    expect(broker.state.phase === 'open' && broker.state.grants.view).toBeUndefined();
    // Both have their place: the next one follows them.
    expect('seq' in (await page.speech.say(deny(question)))).toBe(true);
    expect(await numbersSent()).toEqual([1, 2, 3]);
  });

  it('does not widen anything while nobody can hear it, and uses no number for it', async () => {
    const question = await asked();
    await offline();
    expect(await page.speech.say(yesTo(couple, question))).toEqual(refuse('CLOSED'));
    expect(storage.kept.size).toBe(0);
    await back();
    await page.speech.say(deny(question));
    expect(await numbersSent()).toEqual([1]);
    expect(broker.events.some(({ type }) => type === 'consent.granted')).toBe(false);
  });

  it('does not ask while nobody can hear it', async () => {
    page.close();
    await open('technician');
    broker.isUp = false;
    broker.cut('technician');
    await settle();
    expect(await page.speech.say(askDraft())).toEqual(refuse('CLOSED'));
  });

  it('says a stop without a connection, and has it recorded later', async () => {
    const gid = await grants(couple);
    await caughtUp();
    await offline();
    const stopped = page.speech.say(revoke(gid));
    await back();
    expect(await stopped).toEqual({ seq: broker.state.seq });
    expect(broker.events.at(-1)).toMatchObject({ type: 'consent.revoked', gid });
  });

  it('says nothing to nobody: without a pair there is no key to sign with', async () => {
    page.pair.value = null;
    expect(await page.speech.say(revoke(chance.newUuid()))).toEqual(refuse('NOT_NOW'));
  });

  it('sends again, in order, what a lost connection swallowed', async () => {
    const gid = await grants(couple);
    await caughtUp();
    const { seq } = broker.state;
    const both = arrived(2);
    broker.onWish = () => 'lose';
    const said = Promise.all([page.speech.say(revoke(gid)), page.speech.say(revoke(gid))]);
    await both();
    broker.onWish = () => 'take';
    await offline();
    await back();
    expect(await said).toEqual([{ seq: seq + 1 }, { seq: seq + 2 }]);
    expect(typesFrom(seq)).toEqual(['consent.revoked', 'consent.moot']);
    expect(await numbersSent()).toEqual([2, 3, 2, 3]);
  });

  it('keeps the order of two statements of which the store could not take the first', async () => {
    const gid = await grants(couple);
    await caughtUp();
    const { seq } = broker.state;
    const both = arrived(2);
    const refusals = [refuse('STORE_UNAVAILABLE')];
    broker.onWish = () => refusals.pop() ?? 'take';
    const said = Promise.all([page.speech.say(revoke(gid)), page.speech.say(revoke(gid))]);
    await both();
    // Answered after the second, since the broker takes one after another.
    await broker.wish({ type: 'extend', askId: chance.newUuid() }, 'customer');
    await settle();
    clock.advance(1_000);
    expect(await said).toEqual([{ seq: seq + 1 }, { seq: seq + 2 }]);
    expect(typesFrom(seq)).toEqual(['consent.revoked', 'consent.moot']);
  });

  it('goes on counting after a reload, and sends first what the page before had left', async () => {
    const gid = await grants(couple);
    await caughtUp();
    const { seq } = broker.state;
    await offline();
    void page.speech.say(revoke(gid));
    await storage.has(`outbox.${broker.sid}`);
    page.close();
    broker.isUp = true;
    page = memberOf(broker, 'customer', { clock, pair: couple.pairs.customer, storage });
    await online();
    await page.speech.say(revoke(gid));
    expect(typesFrom(seq)).toEqual(['consent.revoked', 'consent.moot']);
  });

  it('does not use a number again because a broker denies that it was used', async () => {
    const question = await asked();
    await page.speech.say(deny(question));
    broker.onTell = (message) =>
      message.t === 'welcome'
        ? { ...message, events: message.events.filter(({ type }) => type !== 'consent.denied') }
        : message;
    page.close();
    page = memberOf(broker, 'customer', { clock, pair: couple.pairs.customer, storage });
    await online();
    const one = arrived(1);
    void page.speech.say(revoke(chance.newUuid()));
    await one();
    expect(await numbersSent()).toEqual([1, 2]);
  });

  it('goes on after what is recorded when its storage has forgotten everything', async () => {
    await page.speech.say(deny(await asked()));
    storage = memoryStorage();
    await reload();
    expect('seq' in (await page.speech.say(revoke(chance.newUuid())))).toBe(true);
    expect(await numbersSent()).toEqual([1, 2]);
  });

  it('counts without any storage as long as the page lives', async () => {
    page.close();
    page = memberOf(broker, 'customer', { clock, pair: couple.pairs.customer, storage: noStorage });
    await online();
    for (let i = 0; i < 3; i += 1)
      expect('seq' in (await page.speech.say(revoke(chance.newUuid())))).toBe(true);
    expect(await numbersSent()).toEqual([1, 2, 3]);
  });
});

describe('an introduction', () => {
  it('that a lost connection swallowed is told later once no other customer can come', async () => {
    const clock = fakeClock();
    const couple = await met({ now: clock.now, code: 'broker' });
    const { broker, pairs } = couple;
    const page = memberOf(broker, 'technician', { clock, pair: pairs.technician });
    await until(page.session.status, ({ kind }) => kind === 'online');
    broker.onWish = () => 'lose';
    const { other: ckt, mine } = pairs.technician;
    const said = page.speech.say({ type: 'peer', ckt, tkt: mine.thumbprint, auth: 'sas' });
    await until(broker.wishes, (n) => n === 1);
    broker.onWish = () => 'take';
    broker.cut('technician');
    clock.advance(15_000);
    expect(await said).toEqual({ seq: broker.state.seq });
    expect(broker.state).toMatchObject({ phase: 'open', auth: 'sas' });
    page.close();
  });

  it('is not told later while the customer may be another one by then', async () => {
    const clock = fakeClock();
    const { broker, pairs } = await strangers({ now: clock.now });
    const page = memberOf(broker, 'technician', { clock, pair: pairs.technician });
    await until(page.session.status, ({ kind }) => kind === 'online');
    broker.onWish = () => 'lose';
    const { other: ckt, mine } = pairs.technician;
    const said = page.speech.say({ type: 'peer', ckt, tkt: mine.thumbprint, auth: 'pake' });
    await until(broker.wishes, (n) => n === 1);
    broker.cut('technician');
    expect(await said).toEqual(refuse('CLOSED'));
    clock.advance(15_000);
    await until(page.session.welcomes, (n) => n === 2);
    await settle();
    expect(broker.wishes.value).toBe(1);
    page.close();
  });
});
