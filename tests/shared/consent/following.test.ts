// What a broker follows of what is well signed: consent-protocol.md 2.4 (5) to (9), with real keys. What it does not follow is
// recorded as void and allows nothing; what has no place in its author's chain is not recorded at all.
import { beforeEach, describe, expect, it } from 'vitest';
import { sealWith } from '../../../shared/consent/jws.ts';
import { NOTICES, noticeShownAs, noticeText } from '../../../shared/consent/notices.ts';
import { type ErrorCode, isRefusal } from '../../../shared/errors.ts';
import { LIMITS } from '../../../shared/session/scopes.ts';
import { liveGrant } from '../../../shared/session/state.ts';
import type { Broker, Role } from '../../client/support/broker.ts';
import { type FakeClock, fakeClock } from '../../client/support/clock.ts';
import {
  type Asked,
  askDraft,
  asks,
  type Couple,
  deny,
  grants,
  met,
  revoke,
  says,
  strangers,
  yesTo,
} from '../../client/support/couple.ts';
import { chance } from '../../client/support/kit.ts';
import { malleated } from '../../support/forgery.ts';
import { complete, type Draft, type DraftOf } from '../../support/statements.ts';

let clock: FakeClock;
let couple: Couple;
let broker: Broker;

beforeEach(async () => {
  clock = fakeClock();
  couple = await met({ now: clock.now });
  broker = couple.broker;
});

/** @returns the types of what was recorded, or the code of the refusal */
const sends = async (role: Role, jws: string): Promise<string[] | ErrorCode> => {
  const told = await broker.wish({ type: 'state', jws }, role);
  return isRefusal(told) ? told.refused : told.map(({ type }) => type);
};
const isAllowed = () => liveGrant(broker.state, 'view', broker.now()) !== null;
/** Says it, and expects it recorded as void. @returns why */
const voided = async (role: Role, draft: Draft): Promise<string> => {
  await says(couple, role, draft);
  const last = broker.events.at(-1);
  return last?.type === 'consent.void' ? last.why : `not void: ${last?.type}`;
};
const answers = async (but: Partial<DraftOf<'grant'>>): Promise<string> =>
  voided('customer', yesTo(couple, await asks(couple), but));

describe('a grant as it was asked for', () => {
  it('is followed', async () => {
    await grants(couple);
    expect(broker.events.at(-1)?.type).toBe('consent.granted');
    expect(isAllowed()).toBe(true);
  });

  it('is followed when it allows less', async () => {
    const question = await asks(couple, { surface: 'monitor', minutes: 10 });
    const narrower = yesTo(couple, question, { surface: 'tab' });
    await says(couple, 'customer', narrower);
    expect(isAllowed()).toBe(true);
  });
});

describe('a grant that says something else', () => {
  const wrong: [string, ErrorCode, (question: Asked) => Partial<DraftOf<'grant'>>][] = [
    ['another question’s number', 'NO_OPEN_ASK', () => ({ askId: chance.newUuid() })],
    ['another question’s words', 'ASK_ALTERED', () => ({ ask: 'a'.repeat(43) })],
    ['another scope', 'ASK_ALTERED', () => ({ scope: 'control' })],
    ['a wider surface', 'WIDER_THAN_ASKED', () => ({ surface: 'monitor' })],
    ['a longer time', 'LONGER_THAN_ASKED', () => ({ minutes: 6, exp: 1_700_000_360 })],
    ['a second more than its minutes', 'OUT_OF_TIME', () => ({ exp: 1_700_000_301 })],
    ['an end before its beginning', 'OUT_OF_TIME', () => ({ nbf: 1_700_000_100, exp: 1_700_000_099 })],
    ['no time at all', 'OUT_OF_TIME', () => ({ exp: 1_700_000_000 })],
    ['a text that was never published', 'NOTICE_UNKNOWN', () => ({ notice: shown('consent.control') })],
    [
      'a version that was never published',
      'NOTICE_UNKNOWN',
      () => ({ notice: shown('consent.view', '2020-01-01') }),
    ],
    [
      'other words than the published ones',
      'NOTICE_ALTERED',
      () => ({ notice: shown('consent.view', '2026-11-25') }),
    ],
  ];
  const shown = (id: string, version = '2026-11-25') =>
    ({ id, version, language: 'it', sha256: 'x'.repeat(43) }) as const;

  it.each(wrong)('is void with %s: %s', async (_what, why, but) => {
    const question = await asks(couple);
    expect(await voided('customer', yesTo(couple, question, but(question)))).toBe(why);
    expect(isAllowed()).toBe(false);
  });

  it.each<[string, Partial<DraftOf<'grant'>['party']>]>([
    ['another technician', { techId: 'x'.repeat(22) }],
    ['another desk', { deskId: 'x'.repeat(22) }],
    ['a better acquaintance than there is', { authLevel: 'sas' }],
    ['no acquaintance where there is one', { authLevel: 'none' }],
  ])('is void for %s', async (_who, but) => {
    const usual = yesTo(couple, await asks(couple));
    expect(await voided('customer', { ...usual, party: { ...usual.party, ...but } })).toBe('WRONG_AUDIENCE');
    expect(isAllowed()).toBe(false);
  });

  it.each<[string, { tech?: string; desk?: string; surface?: 'tab'; minutes?: number }]>([
    ['another name', { tech: 'Mario Rossi' }],
    ['another desk', { desk: 'Microsoft' }],
    ['a narrower surface than was asked', { surface: 'tab' }],
    ['a shorter time than is allowed', { minutes: 1 }],
  ])('is void when the text on the screen named %s', async (_what, but) => {
    const usual = yesTo(couple, await asks(couple));
    const notice = NOTICES.find(({ id, version, language }) => {
      const { notice: said } = usual;
      return id === said.id && version === said.version && language === said.language;
    });
    if (!notice) throw new Error('no text');
    const facts = {
      tech: usual.party.techName,
      desk: usual.party.desk,
      surface: 'window',
      minutes: 5,
    } as const;
    const text = noticeText(notice, { ...facts, ...but });
    expect(await voided('customer', { ...usual, notice: noticeShownAs(notice, text) })).toBe(
      'NOTICE_ALTERED',
    );
  });

  it('is void a moment after the question has run out', async () => {
    const question = await asks(couple);
    clock.advance(LIMITS.answerMs);
    expect(await voided('customer', yesTo(couple, question))).toBe('NO_OPEN_ASK');
  });

  it('is void when the question was answered, taken back or refused before', async () => {
    const refused = await asks(couple);
    await says(couple, 'customer', deny(refused));
    expect(await voided('customer', yesTo(couple, refused))).toBe('NO_OPEN_ASK');
    clock.advance(LIMITS.askAgainMs);
    const taken = await asks(couple);
    await says(couple, 'technician', { type: 'withdraw', askId: taken.askId });
    expect(await voided('customer', yesTo(couple, taken))).toBe('NO_OPEN_ASK');
    clock.advance(LIMITS.askAgainMs);
    const answered = await asks(couple);
    await says(couple, 'customer', yesTo(couple, answered));
    expect(await voided('customer', yesTo(couple, answered))).toBe('NO_OPEN_ASK');
  });

  it('is void under a number that lives or has lived', async () => {
    const gid = await grants(couple);
    expect(await answers({ gid })).toBe('NO_OPEN_ASK');
    await says(couple, 'customer', revoke(gid));
    await says(couple, 'technician', { type: 'withdraw', askId: openAsk() });
    clock.advance(LIMITS.askAgainMs);
    expect(await answers({ gid })).toBe('NO_OPEN_ASK');
    expect(isAllowed()).toBe(false);
  });
  const openAsk = () => (broker.state.phase === 'open' ? (broker.state.ask?.askId ?? '') : '');
});

describe('an ask that may not be asked', () => {
  it('is void, and asks nothing', async () => {
    await asks(couple);
    expect(await voided('technician', askDraft())).toBe('ASK_OPEN');
    expect(await voided('technician', askDraft({ scope: 'control' }))).toBe('ASK_OPEN');
  });

  it('is void for what needs a host', async () => {
    expect(await voided('technician', askDraft({ scope: 'control' }))).toBe('NEEDS_HOST');
    expect(broker.state.phase === 'open' && broker.state.ask).toBeNull();
  });
});

describe('a statement that comes again', () => {
  it('changes nothing, however often and however late', async () => {
    const question = await asks(couple);
    const { jws } = await says(couple, 'customer', deny(question));
    const { seq } = broker.state;
    expect(await sends('customer', jws)).toEqual([]);
    await says(couple, 'customer', revoke(chance.newUuid()));
    expect(await sends('customer', jws)).toEqual([]);
    expect(broker.state.seq).toBe(seq + 1);
  });

  it('is not a second one under the second valid form of its signature', async () => {
    const question = await asks(couple);
    const draft = yesTo(couple, question);
    const { jws } = await couple.hands.customer.signs(draft);
    const twin = malleated(jws);
    expect(await sends('customer', twin)).toEqual(['consent.granted']);
    expect(await sends('customer', jws)).toEqual([]);
    expect(await sends('customer', twin)).toEqual([]);
    expect(broker.events.filter(({ type }) => type === 'consent.granted')).toHaveLength(1);
  });

  it('is refused from the other side of the session', async () => {
    const { jws } = await says(couple, 'customer', deny(await asks(couple)));
    expect(await sends('technician', jws)).toBe('UNKNOWN_KEY');
  });

  it('is refused in another session of the same two people', async () => {
    const { jws } = await says(couple, 'customer', yesTo(couple, await asks(couple)));
    const other = await met({ now: clock.now });
    expect(await other.broker.wish({ type: 'state', jws }, 'customer')).toEqual({ refused: 'UNKNOWN_KEY' });
  });

  it('is not an introduction, nor an introduction a statement', async () => {
    const { jws } = await couple.hands.customer.signs(revoke(chance.newUuid()));
    const wish = { type: 'introduce', jws, keys: couple.keys } as const;
    expect(await broker.wish(wish, 'technician')).toEqual({ refused: 'UNKNOWN_KEY' });
    const { other: ckt, mine } = couple.pairs.technician;
    const peer = { type: 'peer', ckt, tkt: mine.thumbprint, auth: 'sas' } as const;
    const sealed = await couple.hands.technician.signs(peer);
    expect(await sends('technician', sealed.jws)).toBe('BAD_STATEMENT');
  });
});

describe('a statement out of its place', () => {
  /** The customer's statement, well signed, at another place than the next one. */
  const saying = async (n: number, prev: string | null | undefined) => {
    const { ends, key } = couple.hands.customer;
    const place = { n, prev: prev ?? null };
    return sends('customer', (await sealWith(key, complete(revoke(chance.newUuid()), place, ends))).jws);
  };

  it('is refused before the one that is next, after it, and beside it', async () => {
    const { hash: last } = await says(couple, 'customer', deny(await asks(couple)));
    const { seq } = broker.state;
    expect(await saying(3, last)).toBe('OUT_OF_ORDER');
    expect(await saying(1, null)).toBe('OUT_OF_ORDER');
    expect(await saying(2, null)).toBe('OUT_OF_ORDER');
    expect(await saying(2, 'x'.repeat(43))).toBe('OUT_OF_ORDER');
    expect(broker.state.seq).toBe(seq);
  });

  it('does not find a place in the other end’s chain', async () => {
    await asks(couple);
    const chains = broker.state.phase === 'open' ? broker.state.chains : null;
    const prev = chains?.technician.at(-1);
    expect(await saying(3, prev)).toBe('OUT_OF_ORDER');
  });
});

describe('an introduction', () => {
  it('is refused for other keys than the pinned ones, whoever signs it', async () => {
    const others = await strangers({ now: clock.now });
    const { other: ckt, mine } = couple.pairs.technician;
    const { jws } = await couple.hands.technician.signs({
      type: 'peer',
      ckt,
      tkt: mine.thumbprint,
      auth: 'sas',
    });
    for (const keys of [others.keys, { ...couple.keys, customer: others.keys.customer }])
      expect(await broker.wish({ type: 'introduce', jws, keys }, 'technician')).toEqual({
        refused: 'UNKNOWN_KEY',
      });
  });

  it('has to come first', async () => {
    const fresh = await strangers({ now: clock.now });
    const { jws } = await fresh.hands.technician.signs(askDraft());
    expect(await fresh.broker.wish({ type: 'state', jws }, 'technician')).toEqual({ refused: 'NOT_NOW' });
  });
});
