// Two people compare words by voice, and somebody may stand between their pages.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { pairOf } from '../../link/pair.ts';
import { toBase64url } from '../../shared/bytes.ts';
import { commitmentTo, type ShortString } from '../../shared/code/sas.ts';
import { newKey } from '../support/statements.ts';
import type { Broker, Role } from './support/broker.ts';
import { type FakeClock, fakeClock } from './support/clock.ts';
import { type Couple, met } from './support/couple.ts';
import { chance, settle, until } from './support/kit.ts';
import { between, saidBy, saysFor } from './support/meeting.ts';
import { type Member, memberOf } from './support/page.ts';

let clock: FakeClock;
let couple: Couple;
let broker: Broker;
let maria: Member;
let carlo: Member;

const open = async (role: Role): Promise<Member> => {
  const page = memberOf(broker, role, { clock, pair: couple.pairs[role], hadRead: false });
  await until(page.ledger.auth, (auth) => auth !== null);
  return page;
};
const stageOf = ({ comparison }: Member) => comparison.stage.value.at;
const reads = async (): Promise<ShortString> => {
  const stage = await until(carlo.comparison.stage, ({ at }) => at === 'reading');
  if (stage.at !== 'reading') throw new Error('nothing to read');
  return stage.words;
};
const rows = async (): Promise<readonly ShortString[]> => {
  const stage = await until(maria.comparison.stage, ({ at }) => at === 'choosing');
  if (stage.at !== 'choosing') throw new Error('nothing to choose from');
  return stage.rows;
};
const isSame = (a: ShortString, b: ShortString) => JSON.stringify(a) === JSON.stringify(b);
/** Both are ready to compare. @returns where the words that Carlo reads stand among Maria's rows */
const compares = async (): Promise<number> => {
  maria.comparison.begin();
  const [words, all] = [await reads(), await rows()];
  return all.findIndex((row) => isSame(row, words));
};
const suspicions = () =>
  broker.events.flatMap((event) => (event.type === 'statement.refused' ? [event.of] : []));

beforeEach(async () => {
  clock = fakeClock();
  couple = await met({ now: clock.now, code: 'broker' });
  broker = couple.broker;
  [maria, carlo] = [await open('technician'), await open('customer')];
});
afterEach(() => {
  for (const end of [maria, carlo]) {
    end.close();
  }
});

describe('when nobody stands in between', () => {
  it('shows the customer words, and the technician the same words among three others', async () => {
    const at = await compares();
    expect(at).toBeGreaterThanOrEqual(0);
    const all = await rows();
    expect(all).toHaveLength(4);
    expect(new Set(all.map(({ digits }) => digits)).size).toBe(4);
  });

  it('raises the session at both ends when the technician finds the row', async () => {
    maria.comparison.choose(await compares());
    clock.advance(7_000);
    await until(carlo.comparison.stage, ({ at }) => at === 'same');
    expect(stageOf(maria)).toBe('same');
    await Promise.all([maria, carlo].map(({ ledger }) => until(ledger.auth, (auth) => auth === 'sas')));
    expect(broker.state).toMatchObject({ auth: 'sas' });
  });

  it('raises nothing at a customer who was shown no words, whoever signs that they agreed', async () => {
    const { mine, other } = couple.pairs.technician;
    await maria.speech.say({ type: 'peer', ckt: other, tkt: mine.thumbprint, auth: 'sas' });
    expect(await until(carlo.ledger.alarm, (alarm) => alarm !== null)).toBe('NOT_AS_SIGNED');
    expect(carlo.ledger.auth.value).toBe('none');
  });

  it('raises nothing at a customer whose words stood too short to be read', async () => {
    await compares();
    clock.advance(4_000);
    const { mine, other } = couple.pairs.technician;
    await maria.speech.say({ type: 'peer', ckt: other, tkt: mine.thumbprint, auth: 'sas' });
    expect(await until(carlo.ledger.alarm, (alarm) => alarm !== null)).toBe('NOT_AS_SIGNED');
  });

  it('raises nothing when the technician takes another row, or finds none', async () => {
    const right = await compares();
    maria.comparison.choose((right + 1) % 4);
    await until(carlo.comparison.stage, ({ at }) => at === 'differs');
    await compares();
    maria.comparison.choose(null);
    await until(carlo.comparison.stage, ({ at }) => at === 'differs');
    await settle();
    expect(suspicions()).toEqual(['customer', 'customer']);
    expect(broker.state).toMatchObject({ auth: 'none' });
  });

  it('raises nothing when the customer hears that they differ', async () => {
    const right = await compares();
    carlo.comparison.differs();
    await until(maria.comparison.stage, ({ at }) => at === 'differs');
    maria.comparison.choose(right);
    await settle();
    expect(suspicions()).toEqual(['technician']);
    expect(broker.state).toMatchObject({ auth: 'none' });
  });

  it('can be stopped and begun again, with other words', async () => {
    await compares();
    const before = await reads();
    carlo.comparison.stop();
    await until(maria.comparison.stage, ({ at }) => at === 'off');
    const at = await compares();
    expect(isSame(before, await reads())).toBe(false);
    maria.comparison.choose(at);
    clock.advance(7_000);
    await until(carlo.comparison.stage, ({ at: now }) => now === 'same');
  });

  it('is the technician’s to begin and to end well', async () => {
    carlo.comparison.begin();
    carlo.comparison.choose(0);
    await settle();
    expect([stageOf(maria), stageOf(carlo)]).toEqual(['off', 'off']);
    expect(broker.meets).toEqual([]);
  });
});

describe('when somebody stands in between', () => {
  it('shows other words at each end when the two pages hold other keys', async () => {
    const stranger = await newKey();
    const { sid, mine } = couple.pairs.customer;
    const keys = { ...couple.keys, technician: stranger.publicKey };
    carlo.pair.value = pairOf({ sid, role: 'customer', mine, keys, level: 'none', clockOffsetMs: 0 });
    const commitment = (nT: string) => commitmentTo({ nT, sid, tkt: stranger.thumbprint });
    const shown = toBase64url(chance.bytes(32));
    // It has to commit under the key that Carlo's page holds, before it knows what Maria's page will show.
    between(broker, (data) => {
      if (data.k === 'voice-commit') return { ...data, commitment: commitment(shown) };
      return data.k === 'voice-reveal' ? { ...data, nonce: shown } : data;
    });
    maria.comparison.begin();
    const [words, all] = [await reads(), await rows()];
    expect(all.some((row) => isSame(row, words))).toBe(false);
  });

  it('notices a nonce that is not the one that was committed to', async () => {
    between(broker, (data) =>
      data.k === 'voice-reveal' ? { ...data, nonce: toBase64url(chance.bytes(32)) } : data,
    );
    maria.comparison.begin();
    await until(carlo.comparison.stage, ({ at }) => at === 'differs');
    await settle();
    expect(suspicions()).toEqual(['technician']);
    expect(stageOf(maria)).toBe('differs');
  });

  it('notices a commitment that is not the one that was made', async () => {
    between(broker, (data) => (data.k === 'voice-commit' ? { ...data, commitment: 'x'.repeat(43) } : data));
    maria.comparison.begin();
    await until(carlo.comparison.stage, ({ at }) => at === 'differs');
  });

  it('shows the technician rows without the words when the customer’s nonce was swapped', async () => {
    between(broker, (data) =>
      data.k === 'voice-nonce' ? { ...data, nonce: toBase64url(chance.bytes(32)) } : data,
    );
    expect(await compares()).toBe(-1);
  });

  it('gets one nonce of the technician’s page for each time that somebody begins', async () => {
    maria.comparison.begin();
    await rows();
    for (let i = 0; i < 5; i += 1)
      saysFor(broker, 'customer', { k: 'voice-nonce', nonce: toBase64url(chance.bytes(32)) });
    await settle();
    expect(saidBy(broker, 'voice-reveal')).toHaveLength(1);
  });

  it('cannot try commitments at the customer’s page until the words agree', async () => {
    for (let i = 0; i < 40; i += 1) {
      const nT = toBase64url(chance.bytes(32));
      const commitment = commitmentTo({ nT, sid: broker.sid, tkt: couple.pairs.customer.other });
      saysFor(broker, 'technician', { k: 'voice-commit', commitment });
    }
    await until(carlo.comparison.stage, ({ at }) => at === 'differs');
    await settle();
    expect(saidBy(broker, 'voice-nonce')).toHaveLength(10);
    expect(suspicions()).toContain('technician');
  });

  it('cannot say in the technician’s place that the words agree', async () => {
    await compares();
    saysFor(broker, 'technician', { k: 'voice-end', how: 'same' });
    await until(carlo.comparison.stage, ({ at }) => at !== 'reading');
    expect(stageOf(carlo)).toBe('off');
    expect(carlo.ledger.auth.value).toBe('none');
  });

  it('says nothing to a page that knows no keys yet', async () => {
    carlo.pair.value = null;
    maria.comparison.begin();
    await settle();
    expect(stageOf(carlo)).toBe('off');
    expect(saidBy(broker, 'voice-nonce')).toEqual([]);
  });
});
