// A database restored from an older backup is noticed: its logs are not signed any more, the auditor is told why, and successors
// go on from the last heads that anybody has seen.
import { copyFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'libsql';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { exportLog } from '../../server/log/export.ts';
import { succeedRefused } from '../../server/log/succession.ts';
import { StoreConflict } from '../../server/store/store.ts';
import { toBase64url } from '../../shared/bytes.ts';
import { verifyLog } from '../../shared/log/verify-log.ts';
import { logFolder } from '../../verify/folder.ts';
import { type House, openHouse } from '../support/house.ts';
import { faultsOf, leavesOf, outboxOf, typesOf } from '../support/log-book.ts';
import { CUSTOMER, DESK, TECHNICIAN } from '../support/paper.ts';

let house: House;
beforeEach(async () => {
  house = await openHouse();
  await signIns(5);
  await house.room.sequencer.pass();
});
afterEach(() => house.closes());

const signIns = async (count: number) => {
  for (let i = 0; i < count; i++) await house.room.log.record(DESK, TECHNICIAN.id, { type: 'tech.login' });
};
const statusOf = async (logId: string) => (await house.room.status()).logs.find(({ id }) => id === logId);
const backup = () => join(house.folder, 'backup.db');

/** Keeps a copy of the database as it is, lets more happen and be signed, and puts the copy back. */
async function restoresOlder(more: number): Promise<void> {
  await house.store.scrub();
  copyFileSync(house.file, backup());
  await signIns(more);
  await house.room.sequencer.pass();
  await restarts(() => copyFileSync(backup(), house.file));
}
async function restarts(between: () => void = () => {}): Promise<void> {
  await house.store.close();
  for (const ending of ['-wal', '-shm']) rmSync(house.file + ending, { force: true });
  between();
  house = await openHouse({ folder: house.folder });
}

describe('when an older database is put back', () => {
  it('the log is not signed any more, and the status says why', async () => {
    await restoresOlder(3);
    await house.room.sequencer.pass();
    expect(await statusOf(DESK)).toMatchObject({
      state: 'refused',
      size: 6,
      refusal: 'It has 6 entries, but a head of 9 has been signed: the database is an older one.',
    });
    expect(house.problems).toHaveLength(1);
  });

  it('it is not signed either when more entries come than there ever were', async () => {
    await restoresOlder(3);
    await signIns(10);
    await house.room.sequencer.pass();
    expect(await statusOf(DESK)).toMatchObject({ state: 'refused', size: 6, unsigned: 10 });
    expect(await leavesOf(house.store, DESK)).toHaveLength(6);
  });

  it('nobody is told twice', async () => {
    await restoresOlder(3);
    await house.room.sequencer.pass();
    await house.room.sequencer.pass();
    expect(house.problems).toHaveLength(1);
  });

  it('what happens is still written down', async () => {
    await restoresOlder(3);
    await house.room.sequencer.pass();
    const sid = await house.opens();
    expect((await house.desk.state(sid)).phase).toBe('open');
  });

  it('a successor cites the last head that was seen and takes what waits', async () => {
    const before = await headOf();
    await restoresOlder(3);
    const seen = house.room.heads.kept(await house.room.logs.current(DESK));
    expect(seen?.size).toBe(9);
    expect(before).not.toEqual(seen);
    await signIns(4);
    await house.room.sequencer.pass();
    const [done, ...others] = await succeedRefused({ store: house.store, ...house.room });
    expect(others).toEqual([]);
    const root = toBase64url(seen?.root ?? new Uint8Array());
    expect(done).toMatchObject({ closed: { id: DESK }, head: { size: 9, root } });
    const next = await house.room.logs.current(DESK);
    expect(next).toMatchObject({ id: done?.opened.id, predecessor: DESK, closed_at: null });
    await house.room.sequencer.pass();
    const [first, ...rest] = await leavesOf(house.store, next.id);
    expect(JSON.parse(first?.body ?? '')).toMatchObject({
      type: 'log.opened',
      predecessor: DESK,
      size: 9,
      root,
    });
    expect(rest).toHaveLength(4);
    expect(await outboxOf(house.store)).toEqual([]);
    expect(await faultsOf(house.store, house.room, next.id)).toEqual([]);
    expect(await statusOf(DESK)).toMatchObject({ state: 'closed', size: 6 });
    const own = await house.room.logs.current(null);
    expect(await typesOf(house.store, own.id)).toContain('log.closed');
  });
  const headOf = async () => house.room.heads.kept(await house.room.logs.current(DESK));

  it('what happens afterwards goes to the successor, also by a broker that did not know', async () => {
    await restoresOlder(3);
    const unaware = await openHouse({ folder: house.folder });
    await unaware.room.logs.open();
    await succeedRefused({ store: house.store, ...house.room });
    await unaware.room.log.record(DESK, TECHNICIAN.id, { type: 'tech.login' });
    await unaware.room.sequencer.pass();
    await signIns(1);
    await house.room.sequencer.pass();
    const next = await house.room.logs.current(DESK);
    expect(await typesOf(house.store, next.id)).toEqual(['log.opened', 'tech.login', 'tech.login']);
    await unaware.room.close();
    await unaware.store.close();
  });

  it('a session that went on meanwhile goes on in the successor, and both logs verify', async () => {
    await house.enrols();
    const sid = await house.opens();
    await house.room.sequencer.pass();
    await restoresOlder(2);
    await house.asks(sid, 1, { reason: 'Vedere la stampante' });
    await house.desk.act(sid, { type: 'end' }, CUSTOMER);
    const closed = await house.room.logs.current(DESK);
    await succeedRefused({ store: house.store, ...house.room });
    await house.room.sequencer.pass();
    const { store, room } = house;
    const deps = { store, keys: room.keys, vault: room.vault, notary: room.notary };
    for (const log of [closed, await room.logs.current(DESK)]) {
      const folder = join(house.folder, log.id);
      await exportLog(deps, log, folder);
      const report = await verifyLog(logFolder(folder), { vkeys: null, since: null });
      expect(report.verdict, log.id).toBe('sound');
    }
    expect(await house.room.bundles.of(sid)).toEqual({ refused: 'NOT_NOW' });
  });

  it('it has one successor, whoever else tries', async () => {
    await restoresOlder(3);
    const log = await house.room.logs.current(DESK);
    await house.room.logs.succeed(log, { size: 9, root: toBase64url(new Uint8Array(32)) });
    await expect(
      house.room.logs.succeed(log, { size: 9, root: toBase64url(new Uint8Array(32)) }),
    ).rejects.toThrow(StoreConflict);
  });
});

describe('a log is not signed either', () => {
  it('when its first entries are not the ones that were signed', async () => {
    await restarts(() => {
      const db = new Database(house.file);
      db.exec('drop trigger leaf_no_update');
      db.prepare('update leaf set hash = ? where idx = 2 and log_id = ?').run(Buffer.alloc(32, 7), DESK);
      db.close();
    });
    await signIns(1);
    await house.room.sequencer.pass();
    expect(await statusOf(DESK)).toMatchObject({
      state: 'refused',
      refusal: 'Its first 6 entries are not the ones that were signed.',
    });
  });

  it('when the copy of its head is not a note of its own', async () => {
    writeFileSync(join(house.folder, 'heads', `${DESK}.checkpoint`), 'forged\n6\n\n');
    await signIns(1);
    await house.room.sequencer.pass();
    expect(await statusOf(DESK)).toMatchObject({ state: 'refused', size: 6 });
    expect((await statusOf(DESK))?.refusal).toContain('cannot be read');
  });
});

describe('a log is signed', () => {
  it('when the broker was only restarted', async () => {
    await restarts();
    await signIns(2);
    await house.room.sequencer.pass();
    expect(await statusOf(DESK)).toMatchObject({ state: 'signed', size: 8, unsigned: 0, refusal: null });
    expect(await succeedRefused({ store: house.store, ...house.room })).toEqual([]);
  });

  it('when the copy of its head was lost, and the copy is made anew', async () => {
    rmSync(join(house.folder, 'heads', `${DESK}.checkpoint`));
    await house.room.sequencer.pass();
    expect(house.room.heads.kept(await house.room.logs.current(DESK))?.size).toBe(6);
  });

  it('again when the right database is put back', async () => {
    copyFileSync(house.file, join(house.folder, 'none'));
    await restoresOlder(3);
    await house.room.sequencer.pass();
    expect((await statusOf(DESK))?.state).toBe('refused');
    rmSync(join(house.folder, 'heads', `${DESK}.checkpoint`));
    await house.room.sequencer.pass();
    expect((await statusOf(DESK))?.state).toBe('signed');
  });
});
