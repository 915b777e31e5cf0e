// A broker that tells the past otherwise, or writes what no honest broker writes, is caught by the page and left.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openStatement } from '../../shared/consent/open-statement.ts';
import { recordOf } from '../../shared/session/decide-consent.ts';
import type { Draft, EventOf, SessionEvent } from '../../shared/session/events.ts';
import type { DraftOf } from '../support/statements.ts';
import type { Broker, Role } from './support/broker.ts';
import { type FakeClock, fakeClock } from './support/clock.ts';
import { asks, type Couple, grants, met, revoke, says, yesTo } from './support/couple.ts';
import { chance, isThere, settle, until } from './support/kit.ts';
import { caught, caughtUp, lying, lyingAbout, reports, toldAnew } from './support/liar.ts';
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

describe('when the past is told otherwise', () => {
  /** Two statements of the customer's in a row, that both come to nothing. */
  const two = async () => {
    await says(couple, 'customer', revoke(chance.newUuid()));
    await says(couple, 'customer', revoke(chance.newUuid()));
  };

  it('notices a statement that was left out', async () => {
    await two();
    const left = broker.events.find(({ type }) => type === 'consent.moot')?.seq ?? 0;
    lying(broker, (event) => {
      if (event.seq === left) return null;
      if (event.seq < left || event.type !== 'consent.moot') return event;
      return { ...event, seq: event.seq - 1, statement: { hash: event.statement?.hash ?? '', n: 1 } };
    });
    await open();
    expect(await until(page.ledger.alarm, isThere)).toBe('OUT_OF_ORDER');
  });

  it('notices two statements that changed places', async () => {
    await two();
    const [first, second] = broker.events.filter(
      (event): event is EventOf<'consent.moot'> => event.type === 'consent.moot',
    );
    if (!first?.statement || !second?.statement) throw new Error('nothing was said');
    const swapped = new Map<number, SessionEvent>([
      [first.seq, { ...second, seq: first.seq, statement: { ...second.statement, n: 1 } }],
      [second.seq, { ...first, seq: second.seq, statement: { ...first.statement, n: 2 } }],
    ]);
    lying(broker, (event) => swapped.get(event.seq) ?? event);
    await open();
    expect(await until(page.ledger.alarm, isThere)).toBe('OUT_OF_ORDER');
  });

  it('notices the same statement told twice', async () => {
    await open();
    const { jws, hash } = await says(couple, 'customer', revoke(chance.newUuid()));
    const again = broker.events.at(-1) as EventOf<'consent.moot'>;
    const signed = { statement: { n: 2, hash }, detail: { jws } };
    broker.writes([{ type: 'consent.moot', what: 'revoke', ref: again.ref, ...signed }], 'customer');
    expect(await caught(broker, page)).toBe('OUT_OF_ORDER');
  });

  it('notices a stop that is missing when everything is told anew', async () => {
    await open();
    const gid = await grants(couple);
    await proven(gid);
    await says(couple, 'customer', revoke(gid));
    await caughtUp(broker, page);
    lying(broker, (event) => (event.type === 'consent.revoked' ? null : event));
    await toldAnew(broker, page, clock);
    expect(await caught(broker, page)).toBe('NOT_AS_SIGNED');
  });

  it('notices an unsigned end that is missing as well', async () => {
    await open();
    const gid = await grants(couple);
    await proven(gid);
    broker.act({ type: 'expire', gid }, 'customer');
    await caughtUp(broker, page);
    lying(broker, (event) => (event.type === 'consent.expired' ? null : event));
    await toldAnew(broker, page, clock);
    expect(await caught(broker, page)).toBe('NOT_AS_SIGNED');
  });

  it('notices another word in what was told before', async () => {
    await open();
    await caughtUp(broker, page);
    lyingAbout(broker, 'session.joined', ({ device }) => ({ device: { ...device, language: 'it' } }));
    await toldAnew(broker, page, clock);
    expect(await caught(broker, page)).toBe('NOT_AS_SIGNED');
  });
});

describe('when the broker writes what no honest broker writes', () => {
  /** A grant that the customer signed and that ought to have been void, written down all the same. */
  const written = async (draft: DraftOf<'grant'>): Promise<void> => {
    const { jws } = await couple.hands.customer.signs(draft);
    const opened = await openStatement(jws, { sid: broker.sid, keys: couple.keys }, 'customer');
    if ('wrong' in opened) throw new Error(opened.wrong);
    const { gid, scope, askId, surface, minutes, notice, party } = draft;
    const event: Draft = {
      type: 'consent.granted',
      ...{ gid, scope, askId, surface, minutes, notice },
      expiresAt: broker.now() + minutes * 60_000,
      auth: party.authLevel,
      ...recordOf(opened),
    };
    broker.writes([event], 'customer');
  };

  it.each<[string, Partial<DraftOf<'grant'>>, string]>([
    ['a wider surface', { surface: 'monitor' }, 'WIDER_THAN_ASKED'],
    ['a longer time', { minutes: 6, exp: 1_700_000_360 }, 'LONGER_THAN_ASKED'],
    ['a longer life than its minutes', { exp: 1_700_086_400 }, 'OUT_OF_TIME'],
    ['a life that begins tomorrow', { nbf: 1_700_086_400, exp: 1_700_086_700 }, 'OUT_OF_TIME'],
    ['an answer to other words', { ask: 'a'.repeat(43) }, 'ASK_ALTERED'],
    ['another scope', { scope: 'control' }, 'ASK_ALTERED'],
  ])('notices %s', async (_what, but, why) => {
    await open();
    await written(yesTo(couple, await asks(couple), but));
    expect(await caught(broker, page)).toBe(why);
    expect(page.ledger.grants.value.size).toBe(0);
  });

  it('notices a grant for somebody else, and one by another acquaintance', async () => {
    for (const but of [
      { techId: 'x'.repeat(22) },
      { deskId: 'x'.repeat(22) },
      { authLevel: 'sas' },
    ] as const) {
      await open();
      const usual = yesTo(couple, await asks(couple));
      await written({ ...usual, party: { ...usual.party, ...but } });
      expect(await caught(broker, page)).toBe('WRONG_AUDIENCE');
      page.close();
      couple = await met({ now: clock.now });
      broker = couple.broker;
    }
    await open();
  });

  it('notices text that was never published, and text that was altered', async () => {
    await open();
    const usual = yesTo(couple, await asks(couple));
    await written({ ...usual, notice: { ...usual.notice, sha256: 'x'.repeat(43) } });
    expect(await caught(broker, page)).toBe('NOTICE_ALTERED');
  });

  it('notices a number that comes back to life', async () => {
    await open();
    const gid = await grants(couple);
    await proven(gid);
    await says(couple, 'customer', revoke(gid));
    await written(yesTo(couple, await asks(couple), { gid }));
    expect(await caught(broker, page)).toBe('NO_OPEN_ASK');
  });

  it('does not go on listening once it has caught it', async () => {
    await open();
    await written(yesTo(couple, await asks(couple), { surface: 'monitor' }));
    await caught(broker, page);
    const { seq } = page.session.state.value;
    await says(couple, 'customer', revoke(chance.newUuid()));
    await settle();
    expect(page.session.state.value.seq).toBe(seq);
    expect(reports(broker)).toHaveLength(1);
  });
});
