// The store: what it has acknowledged stays, what it has refused leaves no trace, and one lost race is nobody else's.
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import Database from 'libsql';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openSqlite } from '../../server/store/sqlite.ts';
import {
  just,
  must,
  type Step,
  type Store,
  StoreConflict,
  StoreUnavailable,
} from '../../server/store/store.ts';
import { startChild, stopAll } from '../support/children.ts';
import { newFolder } from '../support/house.ts';

let folder: string;
let file: string;
let store: Store;
beforeEach(async () => {
  folder = newFolder();
  file = join(folder, 'permesso.db');
  store = await openSqlite(file);
});
afterEach(async () => {
  await store.close();
  rmSync(folder, { recursive: true, force: true });
});
afterAll(stopAll);

const event = (session: string, seq = 1): Step =>
  just(
    store.sql
      .insertInto('event')
      .values({ log_id: 'l', session_id: session, seq, at: 0, type: 'x', body: '{}', detail_id: null }),
  );
const detail = (id: string): Step => just(store.sql.insertInto('detail').values({ id, body: '{}' }));
const sessions = async (): Promise<string[]> => {
  const query = store.sql.selectFrom('event').select('session_id').orderBy('id');
  return (await store.read<{ session_id: string }>(query)).map((row) => row.session_id);
};
const details = async (): Promise<string[]> =>
  (await store.read<{ id: string }>(store.sql.selectFrom('detail').select('id').orderBy('id'))).map(
    ({ id }) => id,
  );

describe('units that are written together', () => {
  it('do not fail with the neighbour that lost a race', async () => {
    await store.write([event('taken')]);
    const units = Array.from({ length: 20 }, (_, i) =>
      store.write(i % 4 === 2 ? [detail(`d${i}`), event('taken')] : [event(`s${i}`)]),
    );
    const results = await Promise.allSettled(units);
    const lost = results.flatMap((result, i) => (result.status === 'rejected' ? [i] : []));
    expect(lost).toEqual([2, 6, 10, 14, 18]);
    for (const result of results)
      if (result.status === 'rejected') expect(result.reason).toBeInstanceOf(StoreConflict);
    expect(await sessions()).toHaveLength(16);
    expect(await details()).toEqual([]);
  });

  it('leave exactly one winner of the same number', async () => {
    const tries = Array.from({ length: 50 }, () => store.write([event('race')]));
    const won = (await Promise.allSettled(tries)).filter(({ status }) => status === 'fulfilled');
    expect(won).toHaveLength(1);
    expect(await sessions()).toEqual(['race']);
  });
});

describe('a unit', () => {
  it('is undone wholly by a conflict at its end', async () => {
    await store.write([event('a')]);
    await expect(store.write([detail('d1'), event('b'), event('a')])).rejects.toThrow(StoreConflict);
    expect(await sessions()).toEqual(['a']);
    expect(await details()).toEqual([]);
  });

  it('is undone wholly by an expectation that fails', async () => {
    const nobody = must(store.sql.updateTable('code').set({ state: 'used' }).where('hash', '=', 'none'));
    await expect(store.write([event('a'), nobody])).rejects.toThrow(StoreConflict);
    expect(await sessions()).toEqual([]);
  });

  it('is undone wholly by a statement that makes no sense', async () => {
    const nonsense = just({
      compile: () => ({
        ...store.sql.selectFrom('desk').select('id').compile(),
        sql: 'insert into nowhere values (1)',
      }),
    });
    await expect(store.write([event('a'), nonsense])).rejects.toThrow(StoreUnavailable);
    expect(await sessions()).toEqual([]);
    await store.write([event('b')]);
    expect(await sessions()).toEqual(['b']);
  });
});

describe('what is read', () => {
  it('is on disk already, also in the middle of writing', async () => {
    const other = new Database(file);
    const onDisk = other.prepare('select session_id from event');
    for (let round = 0; round < 30; round++) {
      const writing = [1, 2, 3].map((n) => store.write([event(`${round}-${n}`)]));
      const seen = await sessions();
      const kept = new Set((onDisk.all() as { session_id: string }[]).map((row) => row.session_id));
      expect(seen.filter((id) => !kept.has(id))).toEqual([]);
      await Promise.all(writing);
    }
    other.close();
    expect(await sessions()).toHaveLength(90);
  });
});

describe('the log', () => {
  it('takes events and never changes or removes one', async () => {
    await store.write([detail('d'), event('a')]);
    const change = store.sql.updateTable('event').set({ body: '{"forged":true}' });
    await expect(store.write([just(change)])).rejects.toThrow('append-only');
    await expect(store.write([just(store.sql.deleteFrom('event'))])).rejects.toThrow('append-only');
    expect(await sessions()).toEqual(['a']);
  });

  it('refuses an event that is larger than any honest one', async () => {
    const body = JSON.stringify({ filler: 'x'.repeat(5_000) });
    const row = { log_id: 'l', session_id: 'a', seq: 1, at: 0, type: 'x', body, detail_id: null };
    await expect(store.write([just(store.sql.insertInto('event').values(row))])).rejects.toThrow();
  });
});

describe('a store', () => {
  it('keeps its rows when it is opened again', async () => {
    await store.write([event('a'), event('b')]);
    await store.close();
    store = await openSqlite(file);
    expect(await sessions()).toEqual(['a', 'b']);
  });

  it('finishes what was handed to it before it closes', async () => {
    const writing = Array.from({ length: 20 }, (_, i) => store.write([event(`s${i}`)]));
    await store.close();
    await Promise.all(writing);
    store = await openSqlite(file);
    expect(await sessions()).toHaveLength(20);
  });

  it('says so when it is closed', async () => {
    await store.close();
    await expect(store.write([event('a')])).rejects.toThrow(StoreUnavailable);
    await expect(sessions()).rejects.toThrow(StoreUnavailable);
    await store.close();
  });

  it('that cannot be opened says so', async () => {
    await expect(openSqlite(join(folder, 'no', 'such', 'folder.db'))).rejects.toThrow(StoreUnavailable);
  });
});

const WRITER = fileURLToPath(new URL('../support/writer.ts', import.meta.url));
const TYPESCRIPT = new URL('../support/typescript.mjs', import.meta.url).href;

describe('when the broker is killed in the middle of writing', () => {
  // How many acknowledgements are awaited before the kill: early, in the middle, late.
  for (const [round, awaited] of [25, 140, 390].entries())
    it(`has every row that was acknowledged, ${awaited} acknowledgements in`, async () => {
      const child = startChild(process.execPath, ['--import', TYPESCRIPT, WRITER, file, String(round)], {
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      if (!child.stdout) throw new Error('the writer has no output');
      const acked: string[] = [];
      const gone = once(child, 'exit');
      for await (const line of createInterface(child.stdout)) {
        acked.push(line);
        if (acked.length === awaited) child.kill('SIGKILL');
      }
      expect((await gone)[1]).toBe('SIGKILL');
      const kept = new Set(await sessions());
      // The last line may have been cut off with the process.
      const whole = acked.filter((id) => /^\d-\d-\d+$/.test(id));
      expect(whole.length).toBeGreaterThanOrEqual(awaited - 1);
      expect(whole.slice(0, -1).filter((id) => !kept.has(id))).toEqual([]);
      const told = new Set(await details());
      expect([...kept].filter((id) => !told.has(`d-${id}`))).toEqual([]);
    });
});
