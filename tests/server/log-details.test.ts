// What is personal lies sealed beside the log: unreadable in the file, bound to its place, vouched for by its leaf, and gone for
// good once erased, while the log goes on verifying.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { EVIDENCE_MS } from '../../server/log/retention.ts';
import { just } from '../../server/store/store.ts';
import { fromBase64url } from '../../shared/bytes.ts';
import { isRefusal } from '../../shared/errors.ts';
import { opens } from '../../shared/log/commitment.ts';
import { fakeClock } from '../support/clock.ts';
import { allThatIsKept } from '../support/engines.ts';
import { type House, openHouse } from '../support/house.ts';
import { faultsOf, leavesOf, typesOf } from '../support/log-book.ts';
import { CUSTOMER, DESK, TECHNICIAN, uuid } from '../support/paper.ts';

const DAY_MS = 24 * 3_600_000;
const NAME = 'Fattura di Carla Bianchi.pdf';

const clock = fakeClock();
let house: House;
let sid: string;
beforeEach(async () => {
  house = await openHouse({ now: clock.now });
  sid = await house.opens();
  await house.desk.act(sid, { type: 'offer-file', fileId: uuid(1), name: NAME, size: 7 }, TECHNICIAN);
});
afterEach(() => house.closes());

const ends = () =>
  house.desk.act(sid, { type: 'end', chat: { count: 2, sha256: 'ab'.repeat(32) } }, CUSTOMER);
const kept = (): Promise<string> => allThatIsKept(house.store, house.file);
const details = async () =>
  (await house.desk.eventsAfter(sid, 0)).map(({ type, detail }) => ({ type, detail }));
const detailOf = async (type: string) => (await details()).find((one) => one.type === type)?.detail ?? null;
const words = async () => {
  const row = house.store.sql.selectFrom('session').select('words').where('id', '=', sid);
  return (await house.store.read<{ words: string }>(row))[0]?.words;
};
const bundle = async () => {
  const made = await house.room.bundles.of(sid);
  if (isRefusal(made)) throw new Error(made.refused);
  return made;
};
const problems = () => faultsOf(house.store, house.room, DESK);

describe('a detail', () => {
  it('can be read in the broker and nowhere in its files', async () => {
    expect(await detailOf('file.offered')).toEqual({ name: NAME });
    expect(await kept()).not.toContain('Fattura di Carla');
    await house.store.scrub();
    expect(await kept()).not.toContain('Fattura di Carla');
  });

  it('opens the commitment of its leaf, and nothing else does', async () => {
    const { leaves } = await bundle();
    const sealed = leaves.filter(({ detail }) => detail !== null);
    expect(sealed.length).toBeGreaterThanOrEqual(3);
    for (const { leaf, detail, salt } of sealed) {
      const { c } = JSON.parse(leaf);
      const bytes = fromBase64url(salt ?? '');
      expect(bytes && detail && opens(c, bytes, detail)).toBe(true);
      expect(bytes && opens(c, bytes, { ...detail, name: 'another' })).toBe(false);
    }
    expect(leaves.map(({ leaf }) => leaf).join('')).not.toContain('Fattura');
  });

  it('has a salt of its own, so that equal details look different', async () => {
    await house.desk.act(sid, { type: 'offer-file', fileId: uuid(2), name: NAME, size: 7 }, TECHNICIAN);
    const commitments = (await leavesOfSession()).map(({ c }) => c).filter((c) => c !== null);
    expect(new Set(commitments).size).toBe(commitments.length);
  });
  const leavesOfSession = async () => (await bundle()).leaves.map(({ leaf }) => JSON.parse(leaf));

  it('that somebody moved to another event opens nowhere', async () => {
    await house.desk.act(sid, { type: 'offer-file', fileId: uuid(2), name: 'b.pdf', size: 7 }, TECHNICIAN);
    const rows = await house.store.read<{ id: string; nonce: Uint8Array; ct: Uint8Array }>(
      house.store.sql.selectFrom('detail').select(['id', 'nonce', 'ct']).orderBy('id', 'desc').limit(2),
    );
    const [one, two] = rows;
    if (!one || !two) throw new Error('there are two details');
    const set = { nonce: two.nonce, ct: two.ct };
    await house.store.write([just(house.store.sql.updateTable('detail').set(set).where('id', '=', one.id))]);
    await expect(details()).rejects.toThrow();
  });
});

describe('when a session is erased', () => {
  beforeEach(async () => {
    await ends();
    await house.room.sequencer.pass();
    expect(await house.room.eraser.eraseSession(sid, 'asked by letter of Carla')).toBe(5);
    await house.room.sequencer.pass();
  });

  it('its details read as nothing, and its events as before', async () => {
    expect((await details()).every(({ detail }) => detail === null)).toBe(true);
    expect((await details()).map(({ type }) => type)).toContain('file.offered');
  });

  it('its search words are gone', async () => {
    expect(await words()).toBe('');
  });

  it('the log still verifies, and says that it was done and on what ground', async () => {
    expect(await problems()).toEqual([]);
    expect((await typesOf(house.store, DESK)).at(-1)).toBe('detail.erased');
    const last = JSON.parse((await leavesOf(house.store, DESK)).at(-1)?.body ?? '');
    expect(last).toMatchObject({ sid, eventSeq: null, count: 5, basis: 'request' });
    expect(JSON.stringify(last)).not.toContain('letter');
  });

  it('nothing of key, salt or ciphertext is left', async () => {
    const keys = house.store.sql.selectFrom('detail_key').select('wrapped').where('id', '=', sid);
    expect(await house.store.read(keys)).toEqual([{ wrapped: null }]);
    const left = house.store.sql.selectFrom('detail').select('id').where('key_id', '=', sid);
    expect(await house.store.read(left.where('ct', 'is not', null))).toEqual([]);
    expect((await bundle()).leaves.every(({ detail, salt }) => detail === null && salt === null)).toBe(true);
  });

  it('it cannot be erased again', async () => {
    expect(await house.room.eraser.eraseSession(sid, 'again')).toEqual({ refused: 'NOT_FOUND' });
  });
});

describe('erasing', () => {
  it('waits for the end of the session', async () => {
    expect(await house.room.eraser.eraseSession(sid, 'now')).toEqual({ refused: 'NOT_NOW' });
    expect(await detailOf('file.offered')).toEqual({ name: NAME });
  });

  it('is not possible while the session is held', async () => {
    await ends();
    expect(await house.room.eraser.hold(sid, 'on')).toBeNull();
    expect(await house.room.eraser.eraseSession(sid, 'now')).toEqual({ refused: 'FORBIDDEN' });
    clock.advance(EVIDENCE_MS + DAY_MS);
    await house.room.eraser.eraseDue();
    expect(await detailOf('file.offered')).toEqual({ name: NAME });
    await house.room.eraser.hold(sid, 'off');
    await house.room.eraser.eraseDue();
    expect(await detailOf('file.offered')).toBeNull();
  });

  it('of a session that never was is refused', async () => {
    expect(await house.room.eraser.eraseSession('A'.repeat(22), 'now')).toEqual({ refused: 'NOT_FOUND' });
  });
});

describe('as time goes by', () => {
  const leftAfter = async (days: number) => {
    clock.advance(days * DAY_MS);
    await house.room.eraser.eraseDue();
    const found = await details();
    return found.filter(({ detail }) => detail !== null).map(({ type }) => type);
  };
  const ALL = ['session.created', 'session.joined', 'peer.authenticated', 'file.offered', 'chat.closed'];

  it('details go by their kind, and the rest 24 months after the end', async () => {
    await ends();
    expect(await leftAfter(29)).toEqual(ALL);
    expect(await leftAfter(2)).toEqual([
      'session.created',
      'session.joined',
      'peer.authenticated',
      'file.offered',
    ]);
    expect(await leftAfter(58)).toEqual([
      'session.created',
      'session.joined',
      'peer.authenticated',
      'file.offered',
    ]);
    expect(await leftAfter(2)).toEqual(['session.created', 'peer.authenticated', 'file.offered']);
    expect(await leftAfter(630)).toEqual(['session.created', 'peer.authenticated', 'file.offered']);
    expect(await leftAfter(10)).toEqual([]);
    expect(await words()).toBe('');
    await house.room.sequencer.pass();
    expect(await problems()).toEqual([]);
    const erased = (await leavesOf(house.store, DESK)).map(({ body }) => JSON.parse(body));
    expect(erased.filter(({ type }) => type === 'detail.erased')).toMatchObject([
      { sid, count: 1, basis: 'retention' },
      { sid, count: 1, basis: 'retention' },
      { sid, eventSeq: null, count: 3, basis: 'retention' },
    ]);
  });

  it('a session that goes on keeps what it has', async () => {
    clock.advance(EVIDENCE_MS + DAY_MS);
    await house.room.eraser.eraseDue();
    expect(await detailOf('file.offered')).toEqual({ name: NAME });
  });
});
