// Secrets are replaced while a broker works, and nobody notices: tickets, codes and everything that was sealed go on opening, also
// when the old secrets are gone.
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { addGeneration, dropOld, type Rotates, resealAll } from '../../server/keys/rotation.ts';
import { sealing } from '../../server/outbox/sealing.ts';
import { loadSecrets, readSecrets, secretsPath } from '../../server/secrets.ts';
import { just } from '../../server/store/store.ts';
import { type Desk, meetAndView, startDesk } from '../support/actors.ts';
import { type Clock, fakeClock } from '../support/clock.ts';
import { says } from '../support/commands.ts';

const KINDS: Rotates[] = ['ticket', 'codes', 'details'];
const HOUR_MS = 3_600_000;

let desk: Desk;
let clock: Clock;
beforeEach(async () => {
  clock = fakeClock(Date.now());
  desk = await startDesk({ now: clock.now });
});
afterEach(() => desk.closes());

/** A rotation as an operator does it, up to the moment when the new generation is in use. */
const rotates = (which: Rotates) => {
  expect(addGeneration(desk.folder, which, { now: clock.now(), from: clock.now() + 60_000 })).toBe(true);
  clock.advance(60_000);
};
const drops = () => dropOld(desk.folder, clock.now(), KINDS);
const field = (name: 'ticketKey' | 'codePepper' | 'detailKey') => readSecrets(desk.folder)[name];

describe('the secret of tickets', () => {
  it('lets tickets of both generations in, and those of a dropped one no more', async () => {
    const { maria } = await meetAndView(desk);
    const [before, lost] = [await maria.ticket(), await maria.ticket()];
    rotates('ticket');
    const after = await maria.ticket();
    await maria.dialsWith(before);
    await maria.dialsWith(after);
    const late = await maria.ticket();
    clock.advance(10 * 60_000);
    expect(drops()).toEqual({ ticket: 1, codes: 0, details: 0 });
    await expect(maria.dialsWith(lost)).rejects.toThrow('TICKET_INVALID');
    await maria.dialsWith(late);
  });

  it('is not used before it begins, so that every node can know it first', async () => {
    const { ticketKey } = loadSecrets(desk.folder, clock.now);
    const old = ticketKey.current();
    addGeneration(desk.folder, 'ticket', { now: clock.now(), from: clock.now() + 60_000 });
    expect(ticketKey.held()).toHaveLength(2);
    expect(ticketKey.current().equals(old)).toBe(true);
    clock.advance(60_000);
    expect(ticketKey.current().equals(old)).toBe(false);
    expect(drops().ticket).toBe(0);
  });

  it('takes no second rotation before the first one has begun', () => {
    const now = clock.now();
    expect(addGeneration(desk.folder, 'ticket', { now, from: now + 60_000 })).toBe(true);
    expect(addGeneration(desk.folder, 'ticket', { now, from: now + 60_000 })).toBe(false);
    expect(field('ticketKey')).toHaveLength(2);
  });
});

describe('the pepper of codes', () => {
  it('lets a customer in with a code from before', async () => {
    const maria = await desk.technician();
    const before = await maria.opensSession('broker');
    rotates('codes');
    const carla = await desk.visitor().joins(before.code);
    expect(carla.joined.sid).toBe(before.sid);
    const after = await maria.createsSession('broker');
    expect((await desk.visitor().joins(after.code)).joined.sid).toBe(after.sid);
    clock.advance(HOUR_MS);
    expect(drops().codes).toBe(1);
  });
});

describe('the key of details', () => {
  const reasonIn = async (sid: string) => {
    const auditor = await desk.auditor(`Aldo ${Math.random()}`);
    const { json } = await auditor.tab.get(`/api/log/sessions/${sid}`);
    return JSON.stringify(json);
  };

  it('is replaced under a working broker: old and new details open, and the old key is in nothing any more', async () => {
    const { maria, carla, sid, gid } = await meetAndView(desk);
    const old = loadSecrets(desk.folder, clock.now).detailKey.current();
    rotates('details');
    await carla.stops(gid);
    expect(await reasonIn(sid)).toContain('Vedere la stampante');
    const second = await meetAndView(desk);
    clock.advance(10 * 60_000);
    const secrets = loadSecrets(desk.folder, clock.now);
    expect(await resealAll(desk.store, secrets)).toBeGreaterThan(0);
    expect(drops().details).toBe(1);
    expect(await resealAll(desk.store, secrets)).toBe(0);
    expect(secrets.detailKey.held().some((key) => key.equals(old))).toBe(false);
    expect(readFileSync(secretsPath(desk.folder), 'utf8')).not.toContain(
      old.export({ format: 'jwk' }).k as string,
    );
    expect(await reasonIn(sid)).toContain('Vedere la stampante');
    expect(await reasonIn(second.sid)).toContain('Vedere la stampante');
    await maria.ends();
    await desk.restarts();
    expect(await reasonIn(sid)).toContain('Vedere la stampante');
  });

  it('takes along what waits to be sent and what signs deliveries', async () => {
    await desk.admin();
    const home = await desk.people.firstDesk();
    const { detailKey } = loadSecrets(desk.folder, clock.now);
    const secret = sealing(detailKey).seal('webhook:hook', 'whsec_of_a_receiver');
    const hook = {
      id: 'hook',
      desk_id: home?.id ?? '',
      url: 'https://hooks.example.org/',
      state: 'on',
    } as const;
    const row = { ...hook, secret, made_at: clock.now() };
    await desk.store.write([just(desk.store.sql.insertInto('webhook').values(row))]);
    rotates('details');
    await resealAll(desk.store, { detailKey });
    clock.advance(10 * 60_000);
    expect(drops().details).toBe(1);
    const [kept] = await desk.store.read<{ secret: Uint8Array }>(
      desk.store.sql.selectFrom('webhook').select('secret'),
    );
    expect(sealing(detailKey).open('webhook:hook', kept?.secret ?? new Uint8Array())).toBe(
      'whsec_of_a_receiver',
    );
  });

  it('keeps the words of conversations findable', () => {
    const before = loadSecrets(desk.folder, clock.now).wordKey;
    rotates('details');
    clock.advance(10 * 60_000);
    drops();
    expect(loadSecrets(desk.folder, clock.now).wordKey.equals(before)).toBe(true);
  });
});

describe('the commands', () => {
  const folder = mkdtempSync(join(tmpdir(), 'permesso-secrets-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('make everything once, for its owner alone, and never over what is there', async () => {
    const made = await says('secrets-command', ['make', folder, '--compose']);
    expect(made.code).toBe(0);
    const files = ['broker/secrets.json', 'broker/keys.json', 'broker/database-url', 'broker/redis-url'];
    files.push('broker/turn-secret', 'broker/metrics-token', 'database-password', 'redis.conf');
    files.push('broker/database-owner-url', 'database-owner-password');
    const modes = files.map((name) => (statSync(join(folder, name)).mode & 0o777).toString(8));
    expect(new Set(modes)).toEqual(new Set(['600']));
    const all = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((one) => one.isFile());
    expect(all).toHaveLength(files.length);
    const before = files.map((name) => readFileSync(join(folder, name), 'utf8'));
    expect((await says('secrets-command', ['make', folder, '--compose'])).out).toContain('there already');
    expect(files.map((name) => readFileSync(join(folder, name), 'utf8'))).toEqual(before);
    expect(made.out + made.err).not.toContain(before[6]);
  }, 90_000);

  it('rotate beside a working broker, seal anew, and say what went', async () => {
    const { sid } = await meetAndView(desk);
    const settings = { PERMESSO_DATA_DIR: desk.folder };
    const rotated = await says('secrets-command', ['rotate', 'details', '--after', '0'], settings);
    expect(rotated).toMatchObject({ code: 0, err: '' });
    clock.advance(1_000);
    const finished = await says('secrets-command', ['finish'], settings);
    expect(finished.err).toBe('');
    expect(finished.out).toMatch(/[1-9]\d* rows of the store were sealed anew/);
    expect(finished.out).toContain('details: 0 old generations are gone');
    const auditor = await desk.auditor();
    const { json } = await auditor.tab.get(`/api/log/sessions/${sid}`);
    expect(JSON.stringify(json)).toContain('Vedere la stampante');
  }, 90_000);

  it('say how they are used', async () => {
    for (const args of [
      ['rotate', 'pepper'],
      ['rotate', 'ticket', '--after', '-1'],
    ])
      expect(await says('secrets-command', args)).toMatchObject({
        code: 1,
        err: expect.stringContaining('npm run secrets -- rotate ticket|codes|details'),
      });
  }, 90_000);

  it('refuse a file that others may read', async () => {
    chmodSync(secretsPath(desk.folder), 0o644);
    const said = await says('secrets-command', ['rotate', 'ticket'], { PERMESSO_DATA_DIR: desk.folder });
    expect(said.err).toContain('is open to others (mode 644)');
    expect(() => loadSecrets(desk.folder)).toThrow('is open to others');
    writeFileSync(secretsPath(desk.folder), '{}');
    chmodSync(secretsPath(desk.folder), 0o600);
    expect(() => loadSecrets(desk.folder)).toThrow('is damaged');
  }, 90_000);
});
