// The disk is full, a real one: nothing is said to be stored that is not, people are told in words, what runs goes on, and when
// there is room again the broker works without a restart.
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openKeyring, rotate } from '../../server/keys/keyring.ts';
import { addGeneration } from '../../server/keys/rotation.ts';
import { loadSecrets } from '../../server/secrets.ts';
import { openSqlite } from '../../server/store/sqlite.ts';
import { just, type Store, StoreUnavailable } from '../../server/store/store.ts';
import { replaceFile } from '../../server/whole-files.ts';
import { requestFile } from '../../shared/protocol/request-files.ts';
import { type Desk, meetAndView, newLane, startDesk } from '../support/actors.ts';
import { asks } from '../support/asking.ts';
import { announces, puts } from '../support/attaching.ts';
import { stopAll } from '../support/children.ts';
import { dataSdp } from '../support/sdp.ts';
import { type SmallDisk, smallDisk } from '../support/small-disk.ts';
import { waitFor } from '../support/wait.ts';

afterAll(stopAll);

describe('a store whose disk fills up under many writers', () => {
  it('holds exactly what it acknowledged, and takes more when there is room', async () => {
    const disk = await smallDisk(6);
    mkdirSync(join(disk.folder, 'data'));
    const ballast = join(disk.folder, 'ballast');
    writeFileSync(ballast, Buffer.alloc(1 << 20));
    const store = await openSqlite(join(disk.folder, 'data', 'permesso.db'));
    const acknowledged: string[] = [];
    const refused: string[] = [];
    const writes = async (name: string) => {
      const row = { id: name, name: 'x'.repeat(3_000), created_at: 0, slug: name };
      try {
        await store.write([just(store.sql.insertInto('desk').values(row as never))]);
        acknowledged.push(name);
      } catch (error) {
        expect(error).toBeInstanceOf(StoreUnavailable);
        refused.push(name);
      }
    };
    for (let round = 0; round < 400 && refused.length === 0; round++)
      await Promise.all(Array.from({ length: 7 }, (_, i) => writes(`${round}-${i}`)));
    expect(acknowledged.length).toBeGreaterThan(100);
    expect(refused.length).toBeGreaterThan(0);
    // The files as a power cut would leave them now.
    expect(await desksIn(copyOf(join(disk.folder, 'data')))).toEqual([...acknowledged].sort());
    expect(await desksOf(store)).toEqual([...acknowledged].sort());

    disk.fill();
    await writes('still-full');
    expect(refused).toContain('still-full');
    disk.free();
    rmSync(ballast);
    await writes('again');
    expect(acknowledged).toContain('again');
    await store.close();
  });

  const desksOf = async (store: Store) =>
    (await store.read<{ id: string }>(store.sql.selectFrom('desk').select('id'))).map(({ id }) => id).sort();
  const copies: string[] = [];
  const copyOf = (folder: string) => {
    const copy = mkdtempSync(join(tmpdir(), 'permesso-cut-'));
    copies.push(copy);
    cpSync(folder, copy, { recursive: true });
    return copy;
  };
  const desksIn = async (folder: string) => {
    const store = await openSqlite(join(folder, 'permesso.db'));
    const found = await desksOf(store);
    await store.close();
    return found;
  };
  afterAll(() => {
    for (const copy of copies) rmSync(copy, { recursive: true, force: true });
  });
});

describe('a broker whose disk is full', () => {
  let desk: Desk;
  let disk: SmallDisk;
  beforeEach(async () => {
    disk = await smallDisk(16);
    desk = await startDesk({ folder: disk.folder });
  });
  afterEach(async () => {
    disk.free();
    await desk.closes().catch(() => {});
  });
  const unsaved = { status: 503, error: 'STORE_UNAVAILABLE', retryAfter: 5 };
  const health = async () => (await desk.tab().get('/health')).status;
  /** Health is looked at once a second; a story waits for the next look. */
  const healthIs = (status: number) =>
    waitFor(async () => (await health()) === status || undefined, {
      what: `health ${status}`,
      timeoutMs: 10_000,
    });

  it('says so, keeps what runs running, and records a Stop as soon as it can', async () => {
    const { maria, carla, gid } = await meetAndView(desk);
    const waiting = await (await desk.technician('Dora Neri')).createsSession('broker');
    disk.fill();
    await healthIs(503);
    const reply = await maria.tab.post('/api/sessions', { code: 'page' });
    expect({ status: reply.status, ...reply.json }).toMatchObject(unsaved);
    expect(reply.headers['retry-after']).toBe('5');
    expect((await desk.visitor().tries(waiting.code)).json).toMatchObject({ error: 'STORE_UNAVAILABLE' });

    carla.signals({ type: 'offer', sdp: dataSdp() }, { lane: newLane() });
    await maria.hearsSignal();
    await expect(carla.stops(gid)).rejects.toThrow('4503');
    await carla.connects();
    expect(carla.line.state).toMatchObject({ phase: 'open' });
    expect(maria.line.events.map(({ type }) => type)).not.toContain('consent.revoked');

    disk.free();
    await carla.saysAgain();
    await maria.hears('consent.revoked');
    await healthIs(200);
    await desk.visitor().joins(waiting.code);
    const kept = join(disk.folder, 'heads');
    const sizes = () =>
      readdirSync(kept).map((name) => readFileSync(join(kept, name), 'utf8').split('\n')[1]);
    const before = sizes().map(Number);
    await maria.ends();
    await waitFor(async () => sizes().some((size, i) => Number(size) > (before[i] ?? 0)) || undefined, {
      what: 'a newer copy of a head',
      timeoutMs: 10_000,
    });
  });

  it('takes a customer’s file on from where it was stored', async () => {
    await desk.admin();
    const carla = await asks(desk);
    const bytes = Buffer.alloc(300_000, 7);
    const { id } = requestFile.parse((await announces(carla, 'a.log', bytes.length)).json);
    const first = requestFile.parse(
      (await puts(carla, id, { at: 0, bytes: bytes.subarray(0, 100_000) })).json,
    );
    disk.fill();
    const piece = { at: first.received, bytes: bytes.subarray(first.received) };
    const refused = await puts(carla, id, piece);
    expect({ status: refused.status, ...refused.json }).toMatchObject(unsaved);
    disk.free();
    expect((await puts(carla, id, piece)).json).toMatchObject({
      received: bytes.length,
      sha256: expect.any(String),
    });
  });

  it('keeps the keys, secrets and heads it has when there is no room for new ones', async () => {
    const files = ['keys.json', 'secrets.json'].map((name) => join(disk.folder, name));
    const before = files.map((path) => readFileSync(path, 'utf8'));
    disk.fill();
    expect(() => rotate(disk.folder, 'log', Date.now())).toThrow('ENOSPC');
    const now = Date.now();
    expect(() => addGeneration(disk.folder, 'ticket', { now, from: now })).toThrow('ENOSPC');
    expect(files.map((path) => readFileSync(path, 'utf8'))).toEqual(before);
    expect(readdirSync(disk.folder).filter((name) => name.includes('.json.'))).toEqual([]);
    openKeyring(disk.folder, Date.now);
    loadSecrets(disk.folder);
  });

  it('never puts half a file in the place of a whole one', async () => {
    const path = join(disk.folder, 'whole');
    replaceFile(path, 'whole\n');
    writeFileSync(join(disk.folder, 'ballast'), Buffer.alloc(8_192));
    disk.fill();
    rmSync(join(disk.folder, 'ballast'));
    // Room for a part of it, which one write would take without a word.
    expect(() => replaceFile(path, 'x'.repeat(100_000))).toThrow('ENOSPC');
    expect(readFileSync(path, 'utf8')).toBe('whole\n');
  });
});
