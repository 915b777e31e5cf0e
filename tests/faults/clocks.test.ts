// The clock of one of two nodes is set, back and forward, while people work across both. Nobody is thrown out, nothing is lost, and a
// permission only ever ends earlier for it: the customer's own clock counts, and so does the node that is right.
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Customer, Technician } from '../support/actors.ts';
import { stopAll, stopLater } from '../support/children.ts';
import { newLane } from '../support/member.ts';
import { screenSdp } from '../support/sdp.ts';
import { rowsOf } from './book.ts';
import { judgedLog } from './log-of.ts';
import { House, type Node } from './nodes.ts';

let house: House;
let right: Node;
let wrong: Node;
let clock: string;
beforeAll(async () => {
  const folder = mkdtempSync(join(tmpdir(), 'permesso-clock-'));
  stopLater(async () => rmSync(folder, { recursive: true, force: true }));
  clock = join(folder, 'clock');
  sets('+0');
  house = await House.stands({ env: (node) => (node === 2 ? faketime() : {}) });
  [right, wrong] = house.nodes as [Node, Node];
}, 60_000);
afterAll(stopAll);

/** @param by seconds, as libfaketime reads them: `-3600` */
const sets = (by: string) => writeFileSync(clock, `${by}\n`);

/** Only what the time of day is; how long things take stays as it is, as with a clock that a person sets. */
function faketime(): Record<string, string> {
  const library = readdirSync('/usr/lib')
    .map((name) => join('/usr/lib', name, 'faketime'))
    .flatMap((folder) => (exists(folder) ? [join(folder, 'libfaketime.so.1')] : []))[0];
  if (!library) throw new Error('libfaketime is not installed: `npm test` installs it.');
  return {
    LD_PRELOAD: library,
    FAKETIME_TIMESTAMP_FILE: clock,
    FAKETIME_NO_CACHE: '1',
    FAKETIME_DONT_FAKE_MONOTONIC: '1',
  };
}
const exists = (folder: string): boolean => {
  try {
    return readdirSync(folder).includes('libfaketime.so.1');
  } catch {
    return false;
  }
};

/** She at the node that is right unless told otherwise, the customer at the other. */
async function meets(at = right): Promise<{ maria: Technician; carla: Customer; sid: string }> {
  const maria = await house.technician();
  maria.tab.where = at.where;
  const { code, sid } = await maria.opensSession();
  const visitor = house.visitor();
  visitor.tab.where = wrong.where;
  const carla = await visitor.joins(code);
  await carla.admits();
  await maria.hears('session.admitted');
  return { maria, carla, sid };
}

/** Each gets something done where they are, and the other hears of it. */
async function bothWork(maria: Technician, carla: Customer): Promise<void> {
  for (let n = 0; n < 5; n++) {
    await carla.acceptsFile(await maria.offersFile().finally(() => carla.hears('file.offered')));
    await maria.hears('file.accepted');
  }
}

async function isWritten(sid: string, told: number): Promise<void> {
  const rows = (await rowsOf(house, [sid])).get(sid) ?? [];
  expect(rows.map(({ seq }) => seq)).toEqual(Array.from({ length: told }, (_, i) => i + 1));
}

describe('a node whose clock is set', () => {
  it('back by an hour throws nobody out, and follows the customer’s own clock', async () => {
    const { maria, carla, sid } = await meets();
    const lines = [maria.line, carla.line];
    await maria.asks({ minutes: 5 });
    const gid = await carla.grants();
    await maria.hears('consent.granted');
    sets('-3600');
    await bothWork(maria, carla);
    await carla.wishes({ type: 'expire', gid });
    expect(await maria.hears('consent.expired')).toMatchObject({ gid });
    await bothWork(maria, carla);
    sets('+0');
    await bothWork(maria, carla);
    expect([maria.line, carla.line]).toEqual(lines);
    await isWritten(sid, maria.line.events.length);
  }, 60_000);

  it('back by an hour gives no permission that outlives it at the node that is right', async () => {
    const { maria, carla, sid } = await meets();
    sets('-3600');
    await maria.asks({ minutes: 5 });
    await carla.hears('consent.asked');
    const gid = await carla.grants();
    // By the other clock it was over before it began.
    expect(await maria.hears('consent.expired')).toMatchObject({ gid });
    expect(await carla.hears('consent.expired')).toMatchObject({ gid });
    sets('+0');
    await isWritten(sid, maria.line.events.length);
  }, 60_000);

  it('forward by two hours ends permissions earlier, and no session', async () => {
    const { maria, carla, sid } = await meets();
    await maria.asks({ minutes: 5 });
    const gid = await carla.grants();
    await maria.hears('consent.granted');
    sets('+7200');
    const offer = { type: 'offer', sdp: screenSdp() } as const;
    carla.signals(offer, { lane: newLane(), kind: 'screen', ref: gid });
    expect((await carla.line.next('wrong')).code).toBe('NO_LIVE_GRANT');
    await bothWork(maria, carla);
    expect(await maria.hears('consent.expired')).toMatchObject({ gid });
    sets('+0');
    await bothWork(maria, carla);
    await isWritten(sid, maria.line.events.length);
  }, 60_000);

  it('leaves a log that verifies', async () => {
    for (const by of ['-3600', '+0', '-43200', '+0']) {
      sets(by);
      // Both at that node: whoever comes to another one now seems to have come an hour ago, and has fifteen seconds to meet.
      const { maria, carla, sid } = await meets(wrong);
      await bothWork(maria, carla);
      await isWritten(sid, maria.line.events.length);
    }
    const { outcome, contradictions } = await judgedLog(house);
    expect(contradictions).toEqual([]);
    expect(outcome.code, outcome.out + outcome.err).toBe(0);
  }, 90_000);
});
