// The numbers of a desk: read from its log, shown to whoever may see them, and honest about pictures without a permission.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'libsql';
import { register } from 'prom-client';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ConfigProblems, readConfig } from '../../server/config.ts';
import { readFigures } from '../../server/log/figures.ts';
import { figures } from '../../shared/desk/figures.ts';
import { type Desk, meet, meetAndView, newLane, startDesk } from '../support/actors.ts';
import { asks } from '../support/asking.ts';
import { dataSdp } from '../support/sdp.ts';

const TOKEN = 'a-token-of-at-least-thirty-two-characters';

let desk: Desk;
beforeEach(async () => {
  desk = await startDesk({ config: { metricsToken: TOKEN } });
});
afterEach(() => desk.closes());

const scrape = async (token = TOKEN) =>
  desk.tab().get('/metrics', { headers: { authorization: `Bearer ${token}` } });
/** The lines of one metric, without its explanation. */
const valuesOf = async (name: string) =>
  (await scrape()).text
    .split('\n')
    .filter((line) => line.startsWith(`${name}{`) || line.startsWith(`${name} `));

/** A sample of the text format 0.0.4: name, labels, value. */
const SAMPLE = /^([a-z_]\w*)(?:\{(?:\w+="(?:[^"\\\n]|\\.)*",?)+\})? (?:[+-]?(?:\d[\d.e+-]*|Inf)|NaN)$/i;
/** The value of one sample, by its name and labels; 0 where there is none. */
const numberOf = async (sample: string) => {
  const line = (await scrape()).text.split('\n').find((one) => one.startsWith(`${sample} `));
  return Number(line?.slice(sample.length) ?? 0);
};

describe('GET /metrics', () => {
  it('speaks the text format, with its kind and a sentence for each number', async () => {
    const reply = await scrape();
    expect(reply.status).toBe(200);
    expect(reply.headers['content-type']).toContain('text/plain; version=0.0.4');
    expect(reply.headers['cache-control']).toBe('no-store');
    expect(reply.text).toContain('# TYPE permesso_frames_without_grant_total counter');
    expect(await valuesOf('permesso_frames_without_grant_total')).toEqual([
      'permesso_frames_without_grant_total 0',
    ]);
  });

  it('counts sessions, permissions and entries as they are', async () => {
    const { carla, maria, gid } = await meetAndView(desk);
    await desk.technician('Dora Neri').then((dora) => dora.createsSession());
    expect(await valuesOf('permesso_sessions')).toEqual([
      'permesso_sessions{phase="waiting"} 1',
      'permesso_sessions{phase="meeting"} 0',
      'permesso_sessions{phase="open"} 1',
    ]);
    expect(await valuesOf('permesso_grants_live')).toEqual(['permesso_grants_live 1']);
    await carla.stops(gid);
    expect(await valuesOf('permesso_grants_live')).toEqual(['permesso_grants_live 0']);
    await maria.ends();
    const db = new Database(desk.file);
    const { count } = db.prepare('select count(*) as count from event').get() as { count: number };
    db.close();
    expect(await valuesOf('permesso_events_appended_total')).toEqual([
      `permesso_events_appended_total ${count}`,
    ]);
    expect(
      (await valuesOf('permesso_log_entries')).map((line) => /of="(\w+)"/.exec(line)?.[1]).sort(),
    ).toEqual(['desk', 'installation']);
  });

  it('does not hide a picture that came without a permission', async () => {
    const { maria, carla } = await meet(desk);
    await maria.wishes({ type: 'report-stray', frames: 3 });
    await maria.wishes({ type: 'report-stray', frames: 4 });
    await maria.wishes({ type: 'report-lane', kind: 'screen', why: 'NO_LIVE_GRANT' });
    await carla.wishes({ type: 'report-statement', of: 'technician', why: 'BAD_SIGNATURE' });
    expect(await valuesOf('permesso_frames_without_grant_total')).toEqual([
      'permesso_frames_without_grant_total 7',
    ]);
    expect(await valuesOf('permesso_lanes_refused_total')).toContain(
      'permesso_lanes_refused_total{kind="screen"} 1',
    );
    expect(await valuesOf('permesso_statements_refused_total')).toContain(
      'permesso_statements_refused_total{of="technician"} 1',
    );
    const auditor = await desk.auditor();
    const shown = figures.parse((await auditor.tab.get('/api/log/figures')).json);
    expect(shown).toMatchObject({
      strayFrames: 7,
      refusedLanes: { screen: 1 },
      refusedStatements: { technician: 1 },
    });
    await desk.restarts();
    expect(await valuesOf('permesso_frames_without_grant_total')).toEqual([
      'permesso_frames_without_grant_total 7',
    ]);
  });

  it('can be read whole by a reader of the format: every number has a kind, and no line is anything else', async () => {
    await meetAndView(desk);
    const kinds = new Map<string, string>();
    for (const line of (await scrape()).text.split('\n').filter(Boolean)) {
      const [, name, kind] = /^# TYPE (\S+) (counter|gauge|histogram|summary)$/.exec(line) ?? [];
      if (name && kind) kinds.set(name, kind);
      if (line.startsWith('# ')) continue;
      const [, metric = ''] = SAMPLE.exec(line) ?? [];
      expect(metric, line).not.toBe('');
      const owner = kinds.has(metric) ? metric : metric.replace(/_(?:bucket|sum|count)$/, '');
      expect(kinds.get(owner), line).toBeDefined();
    }
    expect(kinds.get('permesso_store_write_seconds')).toBe('histogram');
    expect(kinds.get('process_resident_memory_bytes')).toBe('gauge');
  });

  it('counts what this node refused, relayed and wrote, and who is connected', async () => {
    const { maria, carla } = await meetAndView(desk);
    const before = await numberOf('permesso_refusals_total{code="CODE_NOT_USABLE"}');
    await desk.visitor().tries('0000000000');
    await desk.visitor().tries('0000000000');
    expect(await numberOf('permesso_refusals_total{code="CODE_NOT_USABLE"}')).toBe(before + 2);
    const relayed = await numberOf('permesso_relayed_total{what="signal"}');
    carla.signals({ type: 'offer', sdp: dataSdp() }, { lane: newLane() });
    await maria.hearsSignal();
    expect(await numberOf('permesso_relayed_total{what="signal"}')).toBe(relayed + 1);
    expect(await numberOf('permesso_sockets')).toBe(2);
    expect(await numberOf('permesso_nodes_reached')).toBe(1);
    const stored = await numberOf('permesso_store_write_seconds_count{outcome="stored"}');
    await desk.technician('Dora Neri');
    expect(await numberOf('permesso_store_write_seconds_count{outcome="stored"}')).toBeGreaterThan(stored);
    await desk.restarts();
    expect(await numberOf('permesso_relayed_total{what="signal"}')).toBe(0);
  });

  it('tells what waits', async () => {
    await desk.admin();
    await asks(desk);
    await asks(desk);
    expect(await numberOf('permesso_waiting{what="requests"}')).toBe(2);
    expect(await numberOf('permesso_waiting{what="letters"}')).toBe(0);
  });

  it('names nobody and nothing that came from outside', async () => {
    const { maria, carla, sid } = await meetAndView(desk);
    await desk.tab().get('/api/nowhere-secret-path');
    const { text } = await scrape();
    const secrets = [maria.staff.person.email, carla.tab.address, sid, 'nowhere-secret-path', 'Maria'];
    for (const secret of secrets) expect(text.includes(secret), secret).toBe(false);
  });

  it('opens to its token alone', async () => {
    for (const token of ['', 'wrong', `${TOKEN}x`, TOKEN.slice(1)]) {
      const reply = await scrape(token);
      expect(reply.status).toBe(401);
      expect(reply.headers['www-authenticate']).toBe('Bearer');
      expect(reply.text).not.toContain('permesso_');
    }
    const admin = await desk.admin();
    expect((await admin.tab.get('/metrics')).status).toBe(401);
  });

  it('keeps nothing in a registry that everybody shares', async () => {
    await scrape();
    await scrape();
    expect(await register.metrics()).toBe('\n');
  });
});

describe('without a token in the settings', () => {
  it('is not there, whatever is brought', async () => {
    const plain = await startDesk();
    const nothing = await plain.tab().get('/nowhere');
    for (const headers of [{}, { authorization: `Bearer ${TOKEN}` }, { authorization: 'Bearer null' }]) {
      const reply = await plain.tab().get('/metrics', { headers });
      expect({ status: reply.status, text: reply.text }).toEqual({ status: 404, text: nothing.text });
    }
    await plain.closes();
  });
});

describe('the token in the settings', () => {
  const folder = mkdtempSync(join(tmpdir(), 'permesso-token-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const read = (text: string | null) => {
    const path = join(folder, 'token');
    if (text === null) rmSync(path, { force: true });
    else writeFileSync(path, text);
    return () => readConfig({ PERMESSO_METRICS_TOKEN: path }).metricsToken;
  };
  it('is read from a file', () => expect(read(`${TOKEN}\n`)()).toBe(TOKEN));
  it('is none where there is no setting', () => expect(readConfig({}).metricsToken).toBe(null));
  for (const [what, text] of Object.entries({
    missing: null,
    short: 'abc',
    empty: '',
    'of two lines': `${TOKEN}\n${TOKEN}`,
  }))
    it(`stops the start when it is ${what}`, () => expect(read(text)).toThrow(ConfigProblems));
});

describe('the numbers', () => {
  it('are found by indexes that hold only what counts', async () => {
    const seen: { sql: string; parameters: readonly unknown[] }[] = [];
    await readFigures({
      ...desk.store,
      read: (query) => {
        seen.push(query.compile());
        return desk.store.read(query);
      },
    });
    const db = new Database(desk.file);
    const plans = seen.map(({ sql, parameters }) =>
      (db.prepare(`explain query plan ${sql}`).all(parameters) as { detail: string }[])
        .map(({ detail }) => detail)
        .join('\n'),
    );
    db.close();
    expect(plans).toHaveLength(4);
    expect(plans[0]).toContain('USING INDEX event_rare');
    expect(plans[1]).toContain('USING INDEX session_live');
    expect(plans[2]).toMatch(/session USING INDEX session_live/);
    expect(plans[2]).toMatch(/SEARCH event USING (?:COVERING )?INDEX \S+ \(session_id=\?\)/);
    expect(plans.join('\n')).not.toMatch(/SCAN event$/m);
  });
});
