// What the installation's own log tells: the release, the texts that customers are asked with, and how far the desks' logs had
// come. Each once.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { toBase64url, utf8 } from '../../shared/bytes.ts';
import { digest } from '../../shared/canonical.ts';
import { deskEvent } from '../../shared/desk/events.ts';
import { fakeClock } from '../support/clock.ts';
import { type House, openHouse } from '../support/house.ts';
import { leavesOf } from '../support/log-book.ts';
import { DESK, TECHNICIAN } from '../support/paper.ts';

const HOUR = 3_600_000;
let clock: ReturnType<typeof fakeClock>;
let house: House;
beforeEach(async () => {
  clock = fakeClock();
  house = await openHouse({ now: clock.now });
});
afterEach(() => house.closes());

const signsIn = () => house.room.log.record(DESK, TECHNICIAN.id, { type: 'tech.login' });
/** The entries of the installation's log of one type, each as its schema has it. */
async function own(type: string) {
  await house.room.sequencer.pass();
  const { id } = await house.room.logs.current(null);
  const bodies = (await leavesOf(house.store, id)).map(({ body }) => {
    const { c: _c, ...event } = JSON.parse(body);
    return deskEvent.parse(event);
  });
  return bodies.filter((event) => event.type === type);
}

describe('a release', () => {
  it('is recorded when it is another one than before', async () => {
    for (const version of ['1.0.0', '1.0.0', '1.1.0', '1.1.0', '1.0.0'])
      await house.room.milestones.recordRelease(version);
    expect(await own('release.deployed')).toMatchObject([
      { version: '1.0.0' },
      { version: '1.1.0' },
      { version: '1.0.0' },
    ]);
  });
});

describe('a text', () => {
  const notice = (text: string, version = '1') =>
    ({ id: 'view', version, language: 'it', sha256: digest(utf8(text)), text }) as const;

  it('is published once, whoever starts how often', async () => {
    const texts = [notice('Maria chiede di vedere.'), notice('Maria asks to see.', '2')];
    await house.room.milestones.publishNotices(texts);
    await house.room.milestones.publishNotices(texts);
    expect(await own('notice.published')).toMatchObject(texts);
  });

  it('that was changed under an old name is published again, so that nobody can deny it', async () => {
    await house.room.milestones.publishNotices([notice('one')]);
    await house.room.milestones.publishNotices([notice('two')]);
    expect(await own('notice.published')).toMatchObject([{ text: 'one' }, { text: 'two' }]);
  });
});

describe('the head of a desk’s log', () => {
  it('is recorded hourly while the log grows', async () => {
    const { recordHeads } = house.room.milestones;
    const records = async (ms: number) => {
      await house.room.sequencer.pass();
      clock.advance(ms);
      await recordHeads();
    };
    await signsIn();
    await records(0);
    await signsIn();
    await records(HOUR - 1);
    await records(1);
    await records(HOUR);
    const [first, second, ...others] = await own('log.head');
    expect([first, second]).toMatchObject([
      { log: DESK, size: 2 },
      { log: DESK, size: 3 },
    ]);
    expect(others).toEqual([]);
    const heads = house.store.sql.selectFrom('checkpoint').select('root').where('log_id', '=', DESK);
    const roots = await house.store.read<{ root: Uint8Array }>(heads.orderBy('size'));
    expect([first, second]).toMatchObject(roots.map(({ root }) => ({ root: toBase64url(root) })));
  });
});
