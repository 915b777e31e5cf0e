// The log over HTTP: who may read it, that its files are byte for byte what shared/log computes, that only one spelling of a path
// reads them, and that a session's bundle proves itself.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { treeRows } from '../../server/log/tree-rows.ts';
import { concat, utf8 } from '../../shared/bytes.ts';
import { readCanonical } from '../../shared/canonical.ts';
import { logStatus } from '../../shared/desk/log-status.ts';
import { sessionBundle } from '../../shared/log/layout.ts';
import { leafHash, rootOf } from '../../shared/log/merkle.ts';
import { openNote, parseVkey, readCheckpoint } from '../../shared/log/note.ts';
import { encodeEntries } from '../../shared/log/tiles.ts';
import { verifySession } from '../../shared/log/verify-session.ts';
import { type Desk, meetAndView, type Staff, startDesk, type Technician } from '../support/actors.ts';
import { leavesOf } from '../support/log-book.ts';
import type { Tab } from '../support/tab.ts';
import { waitFor } from '../support/wait.ts';

let desk: Desk;
let auditor: Staff;
let maria: Technician;
let sid: string;
let logId: string;
beforeAll(async () => {
  desk = await startDesk();
  auditor = await desk.auditor();
  const met = await meetAndView(desk);
  ({ maria, sid } = met);
  await met.carla.stops(met.gid);
  await met.carla.ends();
  // More than one tile.
  const jobs = Array.from({ length: 300 }, (_, n) => `${n}`);
  for (const job of jobs) await auditor.readsLog({ q: job });
  await desk.restarts();
  logId = (await desk.people.firstDesk())?.id ?? '';
});
afterAll(() => desk.closes());

const status = async () => logStatus.parse((await auditor.tab.get('/api/log/status')).json);
const signedSize = async () => (await status()).logs.find(({ id }) => id === logId)?.size ?? 0;
const allSigned = () =>
  waitFor(async () => ((await status()).logs.every(({ unsigned }) => unsigned === 0) ? true : undefined), {
    what: 'the last entries to be signed',
  });
/** The bytes of a body, of whatever kind. */
async function bytes(tab: Tab, path: string): Promise<{ status: number; body: Uint8Array; cache: string }> {
  const headers = { cookie: `__Host-sid=${tab.login}`, 'x-forwarded-for': tab.address };
  const reply = await fetch(`http://127.0.0.1:${desk.where.port}${path}`, { headers });
  const body = new Uint8Array(await reply.arrayBuffer());
  return { status: reply.status, body, cache: reply.headers.get('cache-control') ?? '' };
}
const keysOf = async () => {
  const { json } = await desk.visitor().tab.get('/.well-known/permesso-keys.json');
  return json as { keys: { kid: string; alg: string }[]; logs: { origin: string; vkey: string }[] };
};
const leaves = async () => (await leavesOf(desk.store, logId)).map(({ body }) => body);

describe('the published keys', () => {
  it('are for everybody, public parts only, with the keys of every log', async () => {
    const { keys, logs } = await keysOf();
    expect(keys).toMatchObject([{ kty: 'OKP', crv: 'Ed25519', alg: 'Ed25519', use: 'sig', until: null }]);
    expect(JSON.stringify(keys)).not.toContain('"d"');
    expect(logs.map(({ origin }) => origin)).toContain(`localhost:3000/log/${logId}`);
    expect(logs).toHaveLength(2);
    for (const { origin, vkey } of logs) expect(parseVkey(vkey)?.name).toBe(origin);
  });
});

describe('the files of a log', () => {
  it('are signed by the published key over the root of all entries', async () => {
    await allSigned();
    const { body } = await bytes(auditor.tab, `/log/${logId}/checkpoint`);
    const vkeys = (await keysOf()).logs.map(({ vkey }) => parseVkey(vkey)).filter((vkey) => vkey !== null);
    const opened = openNote(Buffer.from(body).toString('utf8'), vkeys);
    const head = readCheckpoint(opened?.text ?? '');
    const texts = (await leaves()).slice(0, head?.size);
    expect(texts.length).toBeGreaterThan(256);
    expect(head?.root).toEqual(rootOf(texts.map((text) => leafHash(utf8(text)))));
  });

  it('are byte for byte what the entries say', async () => {
    const texts = (await leaves()).map(utf8);
    const hashes = texts.map(leafHash);
    const full = await bytes(auditor.tab, `/log/${logId}/tile/0/000`);
    expect(full.body).toEqual(concat(...hashes.slice(0, 256)));
    expect(full.cache).toBe('private, max-age=31536000, immutable');
    const part = await bytes(auditor.tab, `/log/${logId}/tile/0/001.p/20`);
    expect(part.body).toEqual(concat(...hashes.slice(256, 276)));
    expect(part.cache).toBe('private, no-cache');
    const above = await bytes(auditor.tab, `/log/${logId}/tile/1/000.p/1`);
    expect(above.body).toEqual(rootOf(hashes.slice(0, 256)));
    const entries = await bytes(auditor.tab, `/log/${logId}/tile/entries/000`);
    expect(entries.body).toEqual(encodeEntries(texts.slice(0, 256)));
    const some = await bytes(auditor.tab, `/log/${logId}/tile/entries/001.p/3`);
    expect(some.body).toEqual(encodeEntries(texts.slice(256, 259)));
  });

  it('have one spelling each', async () => {
    const wrong = [
      'tile/0/0',
      'tile/0/0000',
      'tile/0/%30%30%30',
      'tile/0/000/',
      'tile/0/000?x=1',
      'tile/0/x000/000',
      'tile/0/000.p/256',
      'tile/0/001.p/0',
      'tile/0/001.p/020',
      'tile/00/000',
      'tile/64/000.p/1',
      'tile/-1/000',
      'tile/entries/0',
      'tile/0/../0/000',
      'tile//0/000',
      'checkpoint?x=1',
      'checkpoint/',
    ];
    for (const path of wrong)
      expect((await auditor.tab.get(`/log/${logId}/${path}`)).status, path).not.toBe(200);
  });

  it('are not there beyond what is signed, nor for a log that never was', async () => {
    const size = await signedSize();
    const beyond = [`tile/0/001.p/${size - 255}`, 'tile/0/002.p/1', 'tile/1/000.p/2', 'tile/2/000.p/1'];
    for (const path of beyond)
      expect((await bytes(auditor.tab, `/log/${logId}/${path}`)).status, path).toBe(404);
    expect((await bytes(auditor.tab, `/log/${'A'.repeat(22)}/checkpoint`)).status).toBe(404);
  });

  it('are for auditors and admins alone', async () => {
    const paths = [
      `/log/${logId}/checkpoint`,
      `/log/${logId}/tile/0/000`,
      `/log/${logId}/tile/entries/000`,
      '/api/log/status',
      `/api/log/sessions/${sid}/bundle`,
    ];
    for (const path of paths) {
      expect((await desk.visitor().tab.get(path)).status, path).toBe(401);
      expect((await maria.tab.get(path)).status, path).toBe(403);
      expect((await (await desk.admin()).tab.get(path)).status, path).toBe(200);
    }
  });
});

describe('a session’s bundle', () => {
  it('proves itself with the published key', async () => {
    const { body } = await bytes(auditor.tab, `/api/log/sessions/${sid}/bundle`);
    const bundle = sessionBundle.parse(readCanonical(body));
    expect(bundle.leaves.map(({ leaf }) => JSON.parse(leaf).seq)).toEqual(bundle.leaves.map((_, i) => i + 1));
    expect(JSON.stringify(bundle.leaves.map(({ detail }) => detail))).toContain('Maria Rossi');
    const { logs } = await keysOf();
    const vkeys = logs.map(({ vkey }) => parseVkey(vkey)).filter((vkey) => vkey !== null);
    expect(await verifySession(body, vkeys)).toMatchObject({ verdict: 'sound', findings: [] });
  });

  it('waits for what has just happened to be signed', async () => {
    const { code, sid: fresh } = await maria.opensSession();
    const carla = await desk.visitor().joins(code);
    await carla.admits();
    await carla.ends();
    const { body } = await bytes(auditor.tab, `/api/log/sessions/${fresh}/bundle`);
    const bundle = sessionBundle.parse(readCanonical(body));
    expect(JSON.parse(bundle.leaves.at(-1)?.leaf ?? '').type).toBe('session.ended');
  });

  it('is written down, with its session', async () => {
    const before = (await leavesOf(desk.store, logId)).length;
    await auditor.tab.get(`/api/log/sessions/${sid}/bundle`);
    await allSigned();
    const since = (await leaves()).slice(before).map((body) => JSON.parse(body));
    expect(since).toContainEqual(
      expect.objectContaining({ type: 'admin.export', what: 'session', sid, by: auditor.id, c: null }),
    );
  });

  it('of a session that never was is not there', async () => {
    expect((await bytes(auditor.tab, `/api/log/sessions/${'A'.repeat(22)}/bundle`)).status).toBe(404);
  });
});

describe('the broker', () => {
  it('signs what it wrote before it stops', async () => {
    await auditor.readsLog();
    await desk.restarts();
    const rows = treeRows(desk.store, logId);
    const last = await leavesOf(desk.store, logId);
    expect(last.some(({ body }) => JSON.parse(body).type === 'admin.view')).toBe(true);
    expect((await rows.lastSigned())?.size).toBe(last.length);
  });

  it('records its release once, and the heads of the desk in the log of the installation', async () => {
    const own = (await status()).logs.find(({ of }) => of === 'installation');
    await desk.restarts();
    await allSigned();
    const types = (await leavesOf(desk.store, own?.id ?? '')).map(({ body }) => JSON.parse(body));
    expect(types.filter(({ type }) => type === 'release.deployed')).toMatchObject([
      { version: '0.0.0-story' },
    ]);
    expect(types).toContainEqual(expect.objectContaining({ type: 'log.head', log: logId }));
  });
});

describe('a technician’s key', () => {
  const toldOf = async (thumbprint: string) =>
    (await leaves())
      .map((body) => JSON.parse(body))
      .filter(({ keyThumbprint }) => keyThumbprint === thumbprint);

  it('is written down when a browser brings it, and when the account is closed', async () => {
    const dario = await desk.technician('Dario Neri');
    const { thumbprint } = await dario.key();
    await (await desk.admin()).setsState(dario.id, 'disabled');
    await allSigned();
    expect(await toldOf(thumbprint)).toMatchObject([
      { type: 'tech.key.enrolled', by: dario.id },
      { type: 'tech.key.revoked' },
    ]);
  });

  it('and when that was decided after a report', async () => {
    const ezio = await desk.technician('Ezio Neri');
    const { thumbprint } = await ezio.key();
    const carla = await desk.visitor().joins((await ezio.opensSession()).code);
    await carla.wishes({ type: 'end' });
    await ezio.hears('session.ended');
    const { sid, resume } = carla.joined;
    const report = { sid, resume, reasons: ['other'], words: '' };
    expect((await desk.visitor().tab.post('/api/complaint', report)).status).toBe(204);
    const { tab } = await desk.admin();
    expect((await tab.post(`/api/complaints/${ezio.id}/decide`, { decision: 'closed' })).status).toBe(204);
    await allSigned();
    expect((await toldOf(thumbprint)).at(-1)).toMatchObject({ type: 'tech.key.revoked' });
  });
});
