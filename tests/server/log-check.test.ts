// The auditor's own checks against a real broker: its bundles, its tiles over HTTP, and a database that somebody changed.
import Database from 'libsql';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checkSession } from '../../client-web/src/admin/log/check/check-session.ts';
import { fetchFile } from '../../client-web/src/admin/log/check/fetch-file.ts';
import type { KeptHead } from '../../client-web/src/admin/log/check/kept-heads.ts';
import { checkWholeLog } from '../../client-web/src/admin/log/check/whole-log.ts';
import { logStatus } from '../../shared/desk/log-status.ts';
import { type Desk, meetAndView, type Staff, startDesk } from '../support/actors.ts';
import { waitFor } from '../support/wait.ts';

let desk: Desk;
let auditor: Staff;
let sid: string;
beforeEach(async () => {
  desk = await startDesk();
  auditor = await desk.auditor();
  const { maria, carla, sid: met, gid } = await meetAndView(desk);
  sid = met;
  await carla.stops(gid);
  await maria.ends();
});
afterEach(() => desk.closes());

/** A file as the page fetches it, signed in. */
async function fetched(path: string): Promise<Uint8Array | null> {
  const bytes = await fetchFile(path, {
    fetch: (where) =>
      fetch(`http://127.0.0.1:${desk.where.port}${where}`, {
        headers: { cookie: `__Host-sid=${auditor.tab.login}` },
      }),
    wait: async () => {},
  });
  if (bytes !== null && 'declined' in bytes) throw new Error(bytes.declined);
  return bytes;
}
const published = async (): Promise<string[]> =>
  (await auditor.tab.get('/.well-known/permesso-keys.json')).json.logs.map(
    ({ vkey }: { vkey: string }) => vkey,
  );
const bundle = async () => (await fetched(`/api/log/sessions/${sid}/bundle`)) ?? new Uint8Array();
const statusNow = async () => logStatus.parse((await auditor.tab.get('/api/log/status')).json);
/** Every entry so far is under a signed head. */
const allSigned = () =>
  waitFor(async () => (await statusNow()).logs.every(({ unsigned }) => unsigned === 0) || undefined, {
    what: 'a head over everything',
    timeoutMs: 15_000,
  });
const checkDesk = async (kept: KeptHead | null = null) => {
  const { logs } = await statusNow();
  const id = logs.find(({ of }) => of === 'desk')?.id;
  const read = (path: string) => fetched(`/log/${id}/${path}`);
  return checkWholeLog({ vkeys: await published(), kept, read, onProgress: () => {} });
};

/** What an operator with the file in hand can do, past every rule of the broker. */
function changes(statement: string, ...values: unknown[]): void {
  const db = new Database(desk.file);
  for (const trigger of ['event_no_update', 'leaf_no_update', 'checkpoint_no_delete'])
    db.exec(`drop trigger if exists ${trigger}`);
  db.prepare(statement).run(...values);
  db.close();
}

describe('a session', () => {
  it('is sound, with every statement signed', async () => {
    const checked = await checkSession(await bundle(), await published());
    expect(checked).toMatchObject({ verdict: 'sound', signed: 4, firstBad: null });
    expect(checked.counts).toMatchObject({ sessions: 1 });
  });

  it('is found out when its grant was made longer in the database', async () => {
    await bundle();
    changes(
      `update event set body = replace(body, '"minutes":15', '"minutes":55') where session_id = ? and type = 'consent.granted'`,
      sid,
    );
    const { events } = await auditor.readsSession(sid);
    const checked = await checkSession(await bundle(), await published());
    expect(checked.verdict).toBe('tampered');
    expect(checked.firstBadSeq).toBe(events.find(({ type }) => type === 'consent.granted')?.seq);
  });
});

describe('the whole log', () => {
  it('is sound, and goes on from the head that was kept', async () => {
    await allSigned();
    const first = await checkDesk();
    expect(first).toMatchObject({ verdict: 'sound' });
    expect(first.counts).toMatchObject({ sessions: 1 });
    await auditor.readsLog();
    await allSigned();
    const kept = { note: first.note, vkeys: await published(), at: 1 };
    const second = await checkDesk(kept);
    expect(second).toMatchObject({ verdict: 'sound', continues: true });
    expect(second.size).toBeGreaterThan(first.size ?? 0);
  });

  it('is found out when an entry was changed, and the entry is named', async () => {
    await allSigned();
    changes(
      `update event set body = replace(body, '"why":"stop"', '"why":"keys"') where type = 'consent.revoked'`,
    );
    const checked = await checkDesk();
    expect(checked.verdict).toBe('tampered');
    const place = await desk.store.read<{ idx: number }>(
      desk.store.sql
        .selectFrom('leaf')
        .innerJoin('event', 'event.id', 'leaf.event_id')
        .select('leaf.idx as idx')
        .where('event.type', '=', 'consent.revoked'),
    );
    expect(checked.firstBad?.entry).toBe(place[0]?.idx);
  });

  it('is found out when newer heads were taken away', async () => {
    await allSigned();
    const first = await checkDesk();
    await auditor.readsLog();
    await allSigned();
    const second = await checkDesk();
    expect(second.size).toBeGreaterThan(first.size ?? 0);
    changes('delete from checkpoint where size > ?', first.size);
    const kept = { note: second.note, vkeys: await published(), at: 1 };
    const again = await checkDesk(kept);
    expect(again.size).toBeLessThan(second.size ?? 0);
    expect(again).toMatchObject({ verdict: 'tampered', continues: false });
  });
});
