// A broker that tells other things than were signed, or things that nobody signed, is caught by the page and left.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { EventOf, EventType } from '../../shared/session/events.ts';
import { malleated } from '../support/forgery.ts';
import type { Broker, Role } from './support/broker.ts';
import { type FakeClock, fakeClock } from './support/clock.ts';
import {
  type Asked,
  asks,
  type Couple,
  deny,
  grants,
  met,
  revoke,
  says,
  strangers,
  yesTo,
} from './support/couple.ts';
import { chance, isThere, until } from './support/kit.ts';
import { caught, caughtUp, lyingAbout, raised, reports } from './support/liar.ts';
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

describe('when what is told is not what was signed', () => {
  const other = () => chance.newUuid();
  const begin = async () => {
    await open();
    await caughtUp(broker, page);
  };

  it.each<[string, (event: EventOf<'consent.asked'>) => object]>([
    ['number', () => ({ askId: other() })],
    ['scope', () => ({ scope: 'control' })],
    ['surface', () => ({ surface: 'tab' })],
    ['minutes', () => ({ minutes: 4 })],
    ['reason', ({ detail }) => ({ detail: { ...detail, reason: 'to see the bank' } })],
    ['hash', ({ statement }) => ({ statement: { ...statement, hash: 'x'.repeat(43) } })],
  ])('notices another %s of a question', async (_what, but) => {
    await begin();
    lyingAbout(broker, 'consent.asked', but);
    await asks(couple);
    expect(await caught(broker, page)).toBe('NOT_AS_SIGNED');
    expect(page.ledger.asks.value.size).toBe(0);
  });

  it.each<[string, (event: EventOf<'consent.granted'>) => object]>([
    ['number', () => ({ gid: other() })],
    ['question', () => ({ askId: other() })],
    ['scope', () => ({ scope: 'control' })],
    ['surface', () => ({ surface: 'tab' })],
    ['minutes', () => ({ minutes: 4 })],
    ['end', ({ expiresAt }) => ({ expiresAt: expiresAt + 3_600_000 })],
    ['level', () => ({ auth: 'sas' })],
    ['text', ({ notice }) => ({ notice: { ...notice, id: 'consent.control' } })],
    ['version of the text', ({ notice }) => ({ notice: { ...notice, version: '2020-01-01' } })],
    ['language of the text', ({ notice }) => ({ notice: { ...notice, language: 'en' } })],
    ['wording', ({ notice }) => ({ notice: { ...notice, sha256: 'x'.repeat(43) } })],
    ['hash', ({ statement }) => ({ statement: { ...statement, hash: 'x'.repeat(43) } })],
  ])('notices another %s of a grant', async (_what, but) => {
    await begin();
    lyingAbout(broker, 'consent.granted', but);
    await grants(couple);
    expect(await caught(broker, page)).toBe('NOT_AS_SIGNED');
    expect(page.ledger.grants.value.size).toBe(0);
  });

  it('notices what was left out of an answer, a stop or a refusal', async () => {
    const lies: [EventType, object, (question: Asked) => Promise<unknown>][] = [
      ['consent.denied', { askId: other() }, (q) => says(couple, 'customer', deny(q))],
      ['consent.aborted', { why: 'picker-cancelled' }, (q) => says(couple, 'customer', abort(q))],
      ['consent.aborted', { askId: other() }, (q) => says(couple, 'customer', abort(q))],
      ['consent.withdrawn', { askId: other() }, (q) => says(couple, 'technician', withdraw(q))],
      ['consent.moot', { what: 'deny' }, () => says(couple, 'customer', revoke(other()))],
      ['consent.moot', { ref: other() }, () => says(couple, 'customer', revoke(other()))],
      ['consent.void', { what: 'ask' }, () => says(couple, 'customer', nonsense())],
    ];
    page = memberOf(broker, 'technician', { clock, pair: null });
    for (const [type, but, act] of lies) {
      page.close();
      clock.advance(10_000);
      couple = await met({ now: clock.now });
      broker = couple.broker;
      await begin();
      const question = await asks(couple);
      lyingAbout(broker, type, () => but);
      await act(question);
      expect([type, await caught(broker, page)]).toEqual([type, 'NOT_AS_SIGNED']);
    }
  });
  const abort = ({ askId, hash }: Asked) =>
    ({ type: 'abort', askId, ask: hash, why: 'not-possible' }) as const;
  const withdraw = ({ askId }: Asked) => ({ type: 'withdraw', askId }) as const;
  const nonsense = () => yesTo(couple, { askId: other(), hash: 'a'.repeat(43), surface: 'tab' });

  it.each<[string, object]>([
    ['reason', { why: 'keys' }],
    ['time', { localMs: 50_000 }],
  ])('notices another %s of a stop', async (_what, but) => {
    await begin();
    const gid = await grants(couple);
    lyingAbout(broker, 'consent.revoked', () => but);
    await says(couple, 'customer', revoke(gid));
    expect(await caught(broker, page)).toBe('NOT_AS_SIGNED');
  });

  it('notices other keys, or another level, than the two ends met with', async () => {
    const strange = await strangers({ now: clock.now });
    for (const but of [{ auth: 'none' }, { keys: { ...couple.keys, customer: strange.keys.customer } }]) {
      lyingAbout(broker, 'peer.authenticated', () => but);
      await open('customer');
      expect(await until(page.ledger.alarm, isThere)).toBe('NOT_AS_SIGNED');
      expect(page.ledger.auth.value).toBeNull();
      page.close();
    }
    await open('customer');
  });

  it('notices an introduction by keys that this page never met', async () => {
    const mine = couple.pairs.customer;
    couple = await met({ now: clock.now });
    broker = couple.broker;
    page = memberOf(broker, 'customer', { clock, pair: mine });
    expect(await until(page.ledger.alarm, isThere)).toBe('UNKNOWN_KEY');
  });

  it('notices an introduction at another level than this page met at, though its key signed it', async () => {
    for (const auth of ['sas', 'none', 'pake'] as const) {
      await begin();
      await raised(couple, auth);
      expect(await caught(broker, page)).toBe('NOT_AS_SIGNED');
      expect(page.ledger.auth.value).toBe('pake');
      page.close();
      couple = await met({ now: clock.now });
      broker = couple.broker;
    }
    await begin();
  });
});

describe('when nobody signed it', () => {
  const unsigned = { statement: null };

  it('notices a question without a statement', async () => {
    await open('customer');
    lyingAbout(broker, 'consent.asked', ({ detail }) => ({ ...unsigned, detail: { ...detail, jws: null } }));
    await asks(couple);
    expect(await caught(broker, page)).toBe('NOT_AS_SIGNED');
    expect(reports(broker)[0]?.of).toBe('broker');
  });

  it('notices a grant without a statement', async () => {
    await open();
    lyingAbout(broker, 'consent.granted', () => ({ ...unsigned, detail: { jws: null } }));
    await grants(couple);
    expect(await caught(broker, page)).toBe('NOT_AS_SIGNED');
  });

  it('notices an introduction without a statement', async () => {
    lyingAbout(broker, 'peer.authenticated', () => ({ ...unsigned, detail: null }));
    await open('customer');
    expect(await until(page.ledger.alarm, isThere)).toBe('NOT_AS_SIGNED');
  });

  it('notices a statement whose text is kept back', async () => {
    await open();
    lyingAbout(broker, 'consent.granted', () => ({ detail: null }));
    await grants(couple);
    expect(await caught(broker, page)).toBe('NOT_AS_SIGNED');
    expect(page.ledger.grants.value.size).toBe(0);
  });

  it('notices a signature that is not one', async () => {
    await open();
    lyingAbout(broker, 'consent.granted', ({ detail }) => ({
      detail: { jws: `${detail?.jws?.slice(0, -86)}${'A'.repeat(86)}` },
    }));
    await grants(couple);
    expect(await caught(broker, page)).toBe('BAD_SIGNATURE');
    expect(reports(broker)[0]?.of).toBe('customer');
  });

  it('is content with the other valid signature of the same statement', async () => {
    await open();
    lyingAbout(broker, 'consent.granted', ({ detail }) => ({
      detail: { jws: malleated(detail?.jws ?? '') },
    }));
    await proven(await grants(couple));
    expect(page.ledger.alarm.value).toBeNull();
  });

  it('notices the words of another session', async () => {
    const other = await met({ now: clock.now });
    await grants(other);
    const foreign = other.broker.events.findLast(({ type }) => type === 'consent.granted');
    await open();
    lyingAbout(broker, 'consent.granted', () => ({ detail: foreign?.detail ?? null }));
    await grants(couple);
    expect(await caught(broker, page)).toBe('UNKNOWN_KEY');
  });

  it('lets the broker only narrow by itself', async () => {
    await open();
    const gid = await grants(couple);
    await proven(gid);
    broker.act({ type: 'expire', gid }, 'customer');
    await caughtUp(broker, page);
    expect(page.ledger.alarm.value).toBeNull();
  });
});
