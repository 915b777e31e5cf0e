// The customer's page keeps its own answers: a broker that loses them gets no signature for more, not after a reload either. And the
// half minute on the stop page passes in sight only.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openOwnAnswers } from '../../client-web/src/customer/room/own-answers.ts';
import { lookOn, notBegun, type Pause, pauseLeft } from '../../client-web/src/view/pause.ts';
import { openSpeech } from '../../link/speech.ts';
import { refuse } from '../../shared/errors.ts';
import { type FakeClock, fakeClock } from './support/clock.ts';
import { asks, type Couple, met, yesTo } from './support/couple.ts';
import { chance, memoryStorage, noStorage, settle, until } from './support/kit.ts';
import { type Member, memberOf } from './support/page.ts';

const FINE = { contact: 'customer', topic: 'other' } as const;
const CALLED = { contact: 'caller', topic: 'other' } as const;

describe('a page whose customer was called', () => {
  let clock: FakeClock;
  let couple: Couple;
  let page: Member;
  let storage: ReturnType<typeof memoryStorage>;
  const speechWith = async () => {
    const own = await openOwnAnswers(couple.broker.sid, storage);
    const { session, pair } = page;
    const { isLocked } = own;
    return { own, speech: openSpeech({ session, pair, storage, deps: { ...clock, ...chance }, isLocked }) };
  };
  const signedHere = () =>
    couple.broker.heard.filter(
      ({ role, message }) => role === 'customer' && message.t === 'wish' && message.command.type === 'state',
    ).length;

  beforeEach(async () => {
    clock = fakeClock();
    couple = await met({ now: clock.now });
    storage = memoryStorage();
    page = memberOf(couple.broker, 'customer', { clock, pair: couple.pairs.customer, storage });
    await until(page.session.status, (status) => status.kind === 'online');
    await until(page.session.state, (state) => state.seq === couple.broker.state.seq);
  });
  afterEach(() => page.close());

  it('signs nothing but seeing, though the broker takes the answer away and asks for more', async () => {
    couple.broker.onWish = (command) => (command.type === 'answer' ? 'lose' : 'take');
    const { own, speech } = await speechWith();
    const question = await asks(couple);
    await until(page.session.state, (state) => state.seq === couple.broker.state.seq);
    own.give(CALLED, page.session);
    await settle();
    expect(couple.broker.events.some(({ type }) => type === 'customer.answered')).toBe(false);
    for (const scope of ['control', 'clipboard-in', 'clipboard-out', 'record', 'sysinfo', 'reboot'] as const)
      expect(await speech.say(yesTo(couple, question, { scope }))).toEqual(refuse('VIEW_ONLY'));
    expect(signedHere()).toBe(0);
    expect(await speech.say(yesTo(couple, question))).toMatchObject({ seq: couple.broker.state.seq });
    expect(signedHere()).toBe(1);
  });

  it('remembers it through a reload, and never makes it milder', async () => {
    const before = (await speechWith()).own;
    before.give(CALLED, page.session);
    await settle();
    const { own, speech } = await speechWith();
    expect(own.isRisky.value).toBe(true);
    own.give(FINE, page.session);
    expect(own.answers.value).toEqual(CALLED);
    const control = yesTo(couple, await asks(couple), { scope: 'control' });
    expect(await speech.say(control)).toEqual(refuse('VIEW_ONLY'));
  });

  it('is heard by the broker, once, however often it is told', async () => {
    const { own } = await speechWith();
    own.give(CALLED, page.session);
    own.tellAgain(page.session);
    await until(page.session.state, (state) => state.phase === 'open' && state.answers !== null);
    await settle();
    expect(couple.broker.events.filter(({ type }) => type === 'customer.answered')).toHaveLength(1);
  });

  it('answers also where the browser keeps nothing', async () => {
    const own = await openOwnAnswers(couple.broker.sid, noStorage);
    expect(own.answers.value).toBeNull();
    own.give(CALLED, page.session);
    expect(own.isLocked('control')).toBe(true);
    expect(own.isLocked('view')).toBe(false);
  });
});

describe('the half minute', () => {
  const LASTS = 30_000;
  const looked = (times: readonly (readonly [number, boolean])[]): Pause =>
    times.reduce((pause, [now, isInSight]) => lookOn(pause, isInSight, now), notBegun);

  it('passes while the page is in sight', () => {
    const seen = looked(Array.from({ length: 121 }, (_, i) => [i * 250, true] as const));
    expect(pauseLeft(seen, LASTS)).toBe(0);
    expect(
      pauseLeft(
        looked([
          [0, true],
          [250, true],
        ]),
        LASTS,
      ),
    ).toBe(30);
  });

  it('stands still while it is not, and goes on from where it was', () => {
    const away = looked([
      [0, true],
      [1_000, true],
      [2_000, false],
      [60_000, false],
      [60_100, true],
    ]);
    expect(away.spent).toBe(1_000);
    expect(lookOn(away, true, 61_100).spent).toBe(2_000);
  });

  it('counts neither a sleep nor a clock that went back', () => {
    expect(
      looked([
        [0, true],
        [60_000, true],
      ]).spent,
    ).toBe(0);
    expect(
      looked([
        [1_000, true],
        [0, true],
      ]).spent,
    ).toBe(0);
  });
});
