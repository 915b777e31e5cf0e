// The customer's receipt as the broker gives it: proven, for the one who was there, for thirty days, and readable even where it
// cannot be proven or was erased.
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openKeyring } from '../../server/keys/keyring.ts';
import { logRoom } from '../../server/log/room.ts';
import { loadSecrets } from '../../server/secrets.ts';
import { canonicalBytes } from '../../shared/canonical.ts';
import { isRefusal } from '../../shared/errors.ts';
import type { Report } from '../../shared/log/finding.ts';
import type { SessionBundle } from '../../shared/log/layout.ts';
import { verifySession } from '../../shared/log/verify-session.ts';
import type { Receipt } from '../../shared/protocol/receipt.ts';
import { type Desk, meet, meetAndView, startDesk } from '../support/actors.ts';
import { type Clock, fakeClock } from '../support/clock.ts';

const DAY = 24 * 3_600_000;

let clock: Clock;
let desk: Desk;
beforeEach(async () => {
  clock = fakeClock();
  desk = await startDesk({ now: clock.now });
});
afterEach(() => desk.closes());

function bundleOf({ bundle }: Receipt): SessionBundle {
  if (isRefusal(bundle)) throw new Error(bundle.refused);
  return bundle;
}
const verdict = (receipt: Receipt): Promise<Report> => verifySession(canonicalBytes(bundleOf(receipt)), null);

describe('a receipt', () => {
  it('proves every entry of the session, and holds no other', async () => {
    await meetAndView(desk);
    const { carla, sid, gid } = await meetAndView(desk);
    await carla.stops(gid);
    await carla.ends();
    const receipt = await carla.savesReceipt();
    expect(receipt).toMatchObject({
      technician: 'Maria Rossi',
      desk: 'Conti Informatica',
      until: clock.now() + 30 * DAY,
    });
    const report = await verdict(receipt);
    expect(report).toMatchObject({ verdict: 'sound', counts: { erased: 0, sessions: 1, notReplayed: 0 } });
    const { leaves } = bundleOf(receipt);
    expect(leaves.map(({ leaf }) => JSON.parse(leaf).sid)).toEqual(leaves.map(() => sid));
    expect(leaves.map(({ leaf }) => JSON.parse(leaf).seq)).toEqual(receipt.events.map(({ seq }) => seq));
  });

  it('can be read while the session goes on, and says that it has no end', async () => {
    const { carla } = await meet(desk);
    const receipt = await carla.savesReceipt();
    expect(receipt.until).toBeNull();
    const report = await verdict(receipt);
    expect(report.verdict).toBe('sound');
    expect(report.findings.map(({ what }) => what)).toContainEqual(expect.stringContaining('has no end'));
  });

  it('is nobody else’s', async () => {
    const one = await meet(desk);
    const two = await meet(desk);
    for (const [sid, resume] of [
      [one.sid, two.carla.joined.resume],
      [one.sid, 'A'.repeat(43)],
      ['A'.repeat(22), one.carla.joined.resume],
    ]) {
      const reply = await two.carla.tab.post('/api/receipt', { sid, resume });
      expect({ status: reply.status, error: reply.json.error }).toEqual({ status: 404, error: 'NOT_FOUND' });
    }
  });

  it('is there for thirty days after the end and not a moment longer', async () => {
    const { carla } = await meet(desk);
    await carla.ends();
    clock.advance(30 * DAY);
    expect((await verdict(await carla.savesReceipt())).verdict).toBe('sound');
    clock.advance(1);
    await expect(carla.savesReceipt()).rejects.toThrow('NOT_FOUND');
  });

  it('proves the same after its details were erased, and holds none of them', async () => {
    const { carla, sid } = await meetAndView(desk);
    await carla.ends();
    const room = logRoom({
      store: desk.store,
      bus: desk.bus,
      secrets: loadSecrets(desk.folder),
      keys: openKeyring(desk.folder, clock.now),
      headsDir: join(desk.folder, 'heads'),
      host: 'localhost:3000',
      now: clock.now,
      onProblem: (problem) => expect.fail(String(problem)),
      onRefusal: (_log, reason) => expect.fail(reason),
    });
    expect(await room.eraser.eraseSession(sid, 'asked by letter')).toBeGreaterThan(3);
    const receipt = await carla.savesReceipt();
    expect(receipt).toMatchObject({ technician: '', desk: '' });
    expect(JSON.stringify(receipt)).not.toMatch(/Maria|Conti|Vedere la stampante/);
    const report = await verdict(receipt);
    expect(report.verdict).toBe('erased');
    expect(new Set(report.findings.map(({ weight }) => weight))).toEqual(new Set(['erased', 'remark']));
  });
});

describe('where the log is not signed', () => {
  it('a receipt can be read all the same, and proves nothing until it is', async () => {
    const { carla } = await meet(desk);
    const kept = join(desk.folder, 'heads', `${carla.joined.desk.id}.checkpoint`);
    writeFileSync(kept, 'forged\n6\n\n');
    await carla.ends();
    const { events, bundle } = await carla.savesReceipt();
    expect(bundle).toEqual({ refused: 'NOT_NOW' });
    expect(events.at(-1)?.type).toBe('session.ended');
    rmSync(kept);
    expect((await verdict(await carla.savesReceipt())).verdict).toBe('sound');
  });
});

describe('the pages about receipts', () => {
  it('may use nothing but the clipboard, and the one to keep comes as a file', async () => {
    for (const path of ['/receipt', '/verify']) {
      const { status, headers } = await desk.tab().get(path);
      const allowed = String(headers['permissions-policy']).split(', ');
      expect(status).toBe(200);
      expect(allowed.filter((one) => one.endsWith('(self)'))).toEqual(['clipboard-write=(self)']);
    }
    const { headers } = await desk.tab().get('/permesso-verify.html');
    expect(headers['content-disposition']).toBe('attachment; filename="permesso-verify.html"');
  });
});
