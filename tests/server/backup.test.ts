// The rehearsal: a broker under load is backed up, goes on, loses its disk, and is restored by the operator's commands. What was
// acknowledged before the backup is there, the log verifies, and a log that is older than what was signed says so.
import { mkdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'libsql';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { exportLog } from '../../server/log/export.ts';
import { verifyLog } from '../../shared/log/verify-log.ts';
import { logFolder } from '../../verify/folder.ts';
import { says } from '../support/commands.ts';
import { type House, openHouse } from '../support/house.ts';
import { leavesOf, outboxOf } from '../support/log-book.ts';
import { CUSTOMER, DESK, TECHNICIAN } from '../support/paper.ts';

let house: House;
let place: string;
beforeEach(async () => {
  house = await openHouse();
  await house.room.open('1.0.0');
  place = join(house.folder, 'apart');
  mkdirSync(place);
});
afterEach(() => house.closes());

const settings = () => ({ PERMESSO_DATA_DIR: house.folder });
const commands = {
  backup: (...args: string[]) => says('backup-command', ['backup', ...args], settings()),
  restore: (file: string) => says('backup-command', ['restore', file], settings()),
};
const signsIn = () => house.room.log.record(DESK, TECHNICIAN.id, { type: 'tech.login' });
const bodies = async (): Promise<string[]> =>
  (await house.store.read<{ body: string }>(house.store.sql.selectFrom('event').select('body'))).map(
    ({ body }) => body,
  );

/** Somebody is always signing in while this is done. @returns how many did */
async function underLoad(job: () => Promise<unknown>): Promise<number> {
  let isOver = false;
  let count = 0;
  const load = (async () => {
    for (; !isOver; count += 1) await signsIn();
  })();
  try {
    await job();
  } finally {
    isOver = true;
    await load;
  }
  return count;
}

/** The disk with the database is gone. Secrets and heads were elsewhere. */
async function loses(): Promise<void> {
  await house.room.close();
  await house.store.close();
  for (const ending of ['', '-wal', '-shm']) rmSync(house.file + ending, { force: true });
}
const startsAgain = async () => {
  house = await openHouse({ folder: house.folder });
  await house.room.sequencer.pass();
};
const stateOf = async (log: string) => (await house.room.status()).logs.find(({ id }) => id === log)?.state;
async function verifies(): Promise<void> {
  const { store, room } = house;
  const folder = join(house.folder, `out-${Math.random()}`);
  const log = await room.logs.current(DESK);
  await exportLog({ store, keys: room.keys, vault: room.vault, notary: room.notary }, log, folder);
  expect((await verifyLog(logFolder(folder), { vkeys: null, since: null })).verdict).toBe('sound');
}

describe('a broker that loses its database', () => {
  it('has everything from before the backup, and its log goes on in a successor', async () => {
    await house.enrols();
    const sid = await house.opens();
    await house.asks(sid, 1, { reason: 'Vedere la stampante' });
    await house.desk.act(sid, { type: 'end' }, CUSTOMER);
    const before = await bodies();
    const file = join(place, 'one.db');
    let made: Awaited<ReturnType<typeof commands.backup>> | undefined;
    const during = await underLoad(async () => {
      made = await commands.backup(file);
    });
    expect(made).toMatchObject({ code: 0, err: '' });
    expect(during).toBeGreaterThan(10);
    expect((statSync(file).mode & 0o777).toString(8)).toBe('600');
    await house.room.sequencer.pass();
    const signed = (await leavesOf(house.store, DESK)).length;

    await loses();
    const restored = await commands.restore(file);
    expect(restored).toMatchObject({ code: 0, err: '' });
    expect(restored.out).toContain(`but a head of ${signed} has been signed: the database is an older one.`);
    expect(restored.out).toContain('npm run log:successor');
    await startsAgain();
    const after = await bodies();
    expect(before.filter((body) => !after.includes(body))).toEqual([]);
    expect(after.length).toBeLessThan(before.length + during);
    const [asked] = (await house.desk.eventsAfter(sid, 0)).filter(({ type }) => type === 'consent.asked');
    expect(asked?.detail).toMatchObject({ reason: 'Vedere la stampante' });
    expect(await stateOf(DESK)).toBe('refused');

    await house.store.close();
    expect((await says('log-command', ['successor'], settings())).out).toContain('follows it from its head');
    await startsAgain();
    await signsIn();
    await house.room.sequencer.pass();
    expect(await stateOf((await house.room.logs.current(DESK)).id)).toBe('signed');
    expect(await outboxOf(house.store)).toEqual([]);
    await verifies();
  }, 90_000);

  it('goes on in the same log where nothing happened since', async () => {
    for (let i = 0; i < 20; i++) await signsIn();
    await house.room.sequencer.pass();
    const before = await bodies();
    const { out } = await commands.backup(place, '--secrets', join(house.folder, 'safe'));
    const file = /in (\S+\.db)/.exec(out)?.[1] ?? '';
    for (const name of ['secrets.json', 'keys.json'])
      expect(readFileSync(join(house.folder, 'safe', name))).toEqual(readFileSync(join(house.folder, name)));
    await loses();
    expect((await commands.restore(file)).out).not.toContain('older');
    await startsAgain();
    expect((await bodies()).slice(0, before.length)).toEqual(before);
    expect(await stateOf(DESK)).toBe('signed');
    await verifies();
  }, 60_000);
});

describe('a restore', () => {
  it('never writes over a database, and takes nothing that is not one', async () => {
    const file = join(place, 'one.db');
    await commands.backup(file);
    expect(await commands.backup(file)).toMatchObject({
      code: 1,
      err: expect.stringContaining('is there already'),
    });
    expect(await commands.restore(file)).toMatchObject({
      code: 1,
      err: expect.stringContaining('never writes over a database'),
    });
    await loses();
    const torn = join(place, 'torn.db');
    writeFileSync(torn, readFileSync(file));
    truncateSync(torn, Math.floor(statSync(file).size / 2));
    expect((await commands.restore(torn)).err).toContain('is not a whole database of Permesso');
    const newer = new Database(file);
    newer.prepare('insert into migration (name, at) values (?, 0)').run('999-of-tomorrow');
    newer.close();
    expect((await commands.restore(file)).err).toContain('is of a newer release (999-of-tomorrow)');
    expect(() => statSync(house.file)).toThrow('ENOENT');
    house = await openHouse({ folder: house.folder });
  }, 60_000);

  it('leaves nothing behind where the secrets are missing', async () => {
    await signsIn();
    const file = join(place, 'one.db');
    await commands.backup(file);
    await loses();
    rmSync(join(house.folder, 'secrets.json'));
    expect((await commands.restore(file)).err).toContain('Put its own file back');
    expect(() => statSync(house.file)).toThrow('ENOENT');
    expect(() => statSync(`${house.file}.restored`)).toThrow('ENOENT');
    house = await openHouse({ folder: house.folder });
  }, 60_000);
});
