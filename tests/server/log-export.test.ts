// A log that leaves the broker verifies with nothing but the folder and its key: whole, with erased details, after a key was
// replaced, from the command line beside a running broker; and a changed byte in the database shows.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { rotate } from '../../server/keys/keyring.ts';
import { exportLog } from '../../server/log/export.ts';
import { just } from '../../server/store/store.ts';
import { parseVkey, type Vkey } from '../../shared/log/note.ts';
import { verifyLog } from '../../shared/log/verify-log.ts';
import { logFolder } from '../../verify/folder.ts';
import { runVerifier } from '../../verify/run.ts';
import { says } from '../support/commands.ts';
import { type House, openHouse } from '../support/house.ts';
import { CUSTOMER, DESK, TECHNICIAN, uuid } from '../support/paper.ts';

let house: House;
let sid: string;
let out: string;
let vkeys: Vkey[];
beforeEach(async () => {
  house = await openHouse();
  await house.room.open('1.0.0');
  await house.enrols();
  out = join(house.folder, 'out');
  vkeys = keysOf((await house.room.logs.current(DESK)).origin);
  sid = await house.opens();
  await house.asks(sid, 1, { reason: 'Vedere la stampante' });
  await house.desk.act(sid, { type: 'offer-file', fileId: uuid(1), name: 'a.pdf', size: 7 }, TECHNICIAN);
  await house.desk.act(sid, { type: 'end' }, CUSTOMER);
  const logins = Array.from({ length: 300 }, () =>
    house.room.log.record(DESK, TECHNICIAN.id, { type: 'tech.login' }),
  );
  await Promise.all(logins);
});
afterEach(() => house.closes());

const keysOf = (origin: string): Vkey[] =>
  house.room.notary
    .vkeys(origin)
    .map((text) => parseVkey(text))
    .filter((vkey) => vkey !== null);
const exportsTo = async (folder: string) => {
  await house.room.sequencer.pass();
  const { store, room } = house;
  const log = await room.logs.current(DESK);
  return exportLog({ store, keys: room.keys, vault: room.vault, notary: room.notary }, log, folder);
};
const verdict = (folder: string, since: string | null = null) =>
  verifyLog(logFolder(folder), { vkeys, since });

describe('an exported log', () => {
  it('verifies, with every session and every detail', async () => {
    const entries = await exportsTo(out);
    const report = await verdict(out);
    expect(report).toMatchObject({ verdict: 'sound', findings: [] });
    expect(report.counts).toMatchObject({ entries, erased: 0, sessions: 1, notReplayed: 0 });
    expect(report.counts['details']).toBeGreaterThanOrEqual(4);
  });

  it('continues the one that was exported before', async () => {
    await exportsTo(out);
    const since = readFileSync(join(out, 'checkpoint'), 'utf8');
    await house.opens();
    await exportsTo(`${out}2`);
    const report = await verdict(`${out}2`, since);
    expect(report.findings.filter(({ weight }) => weight === 'tampered')).toEqual([]);
  });

  it('says that details were erased, and that nothing else is wrong', async () => {
    await house.room.eraser.eraseSession(sid, 'asked by letter');
    await exportsTo(out);
    const report = await verdict(out);
    expect(report.verdict).toBe('erased');
    expect(new Set(report.findings.map(({ weight }) => weight))).toEqual(new Set(['erased']));
    expect((await runVerifier(['log', '--dir', out])).code).toBe(3);
  });

  it('verifies with the old key after a new one has taken its place', async () => {
    rotate(house.folder, 'log', Date.now());
    await house.room.log.record(DESK, TECHNICIAN.id, { type: 'tech.login' });
    await exportsTo(out);
    expect(vkeys).toHaveLength(1);
    expect((await verdict(out)).verdict).toBe('sound');
    expect(readFileSync(join(out, 'vkey'), 'utf8').split('\n')).toHaveLength(3);
  });

  it('shows that somebody changed a detail in the database', async () => {
    await house.room.sequencer.pass();
    const { store, room } = house;
    const row = store.sql.selectFrom('detail').innerJoin('event', 'event.detail_id', 'detail.id');
    const asked = row
      .select(['detail.id as id', 'detail.key_id as key'])
      .where('event.type', '=', 'consent.asked');
    const [found] = await store.read<{ id: string; key: string }>(asked);
    const keys = store.sql
      .selectFrom('detail_key')
      .select(['id', 'wrapped'])
      .where('id', '=', found?.key ?? '');
    const [key] = await store.read<{ id: string; wrapped: Uint8Array }>(keys);
    if (!found || !key) throw new Error('there is such a detail');
    // Even by somebody who has all keys.
    const { c: _c, ...forged } = room.vault.seal(key, found.id, { reason: 'Vedere tutto' });
    await store.write([just(store.sql.updateTable('detail').set(forged).where('id', '=', found.id))]);
    await exportsTo(out);
    expect((await verdict(out)).verdict).toBe('tampered');
  });

  it('goes into an empty folder only', async () => {
    await exportsTo(out);
    expect(await exportsTo(out)).toEqual({ refused: 'ALREADY_EXISTS' });
  });
});

describe('from the command line, beside a running broker', () => {
  /** A command of the operator, on this broker's data. @returns what it said */
  async function runs(program: string, ...args: string[]): Promise<string> {
    const { out, err } = await says(program, args, { PERMESSO_DATA_DIR: house.folder });
    if (err) throw new Error(err);
    return out;
  }

  it('erases, replaces a key and exports', async () => {
    await house.room.eraser.hold(sid, 'on');
    const erases = () => runs('log-command', 'erase', '--session', sid, '--reason', 'asked');
    await expect(erases()).rejects.toThrow('The session is held.');
    await house.room.eraser.hold(sid, 'off');
    expect(await erases()).toContain('5 details');
    expect(await runs('keys-command', '--rotate', 'log')).toContain('has taken the place');
    expect(await runs('log-command', 'export', '--out', out)).toContain('There is also');
    const report = await verdict(out);
    expect(report.verdict).toBe('erased');
    expect(report.findings.filter(({ weight }) => weight !== 'erased')).toEqual([]);
    expect(house.problems).toEqual([]);
  });
});
