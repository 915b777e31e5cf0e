// Every part of a house of two nodes is killed at moments that chance decides, while people work across both. Afterwards each
// acknowledgement is looked for in the database. Nothing acknowledged may be missing.
//
//   FAULTS_ROUNDS=200 FAULTS_SEED=7 npx vitest run --project integration tests/faults/kill
import process from 'node:process';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { stopAll } from '../support/children.ts';
import { waitFor } from '../support/wait.ts';
import { faultsIn, lostOf, rowsOf, untold } from './book.ts';
import { type Chance, chance } from './chance.ts';
import { Clerk } from './clerk.ts';
import { judgedLog } from './log-of.ts';
import { House, type Part } from './nodes.ts';
import { Pair } from './pair.ts';
import { persists } from './wanderer.ts';

const ROUNDS = Number(process.env['FAULTS_ROUNDS'] ?? 20);
const SEED = Number(process.env['FAULTS_SEED'] ?? Math.floor(Math.random() * 2 ** 31));
/** Kills in one life of a session. */
const CHAPTER = 5;
const PAIRS = 2;

let house: House;
beforeAll(async () => {
  house = await House.stands();
}, 60_000);
afterAll(stopAll);

const count = {
  kills: {} as Record<string, number>,
  socket: 0,
  http: 0,
  events: 0,
  returns: 0,
  grants: 0,
  expired: 0,
};

describe('whatever is killed, whenever', () => {
  it(
    'loses nothing that it has acknowledged',
    async () => {
      const luck = chance(SEED);
      process.stdout.write(`faults: seed ${SEED}, ${ROUNDS} kills\n`);
      const kills = plan(luck);
      const patient = await Pair.meets(house, await house.technician('Dora Neri'), {
        chance: luck,
        isPatient: true,
      });
      for (let at = 0; at < kills.length; at += CHAPTER) {
        const faults = await chapter(kills.slice(at, at + CHAPTER), patient, luck);
        expect(faults, `seed ${SEED}, kills ${at + 1} to ${at + CHAPTER}`).toEqual([]);
        if (kills.length > 50) process.stdout.write(`faults: so far ${JSON.stringify(count)}\n`);
      }
      await patient.ends();
      expect(await faultsOf(patient)).toEqual([]);
      process.stdout.write(`faults: ${JSON.stringify(count)}\n`);
      expect(Object.values(count.kills).reduce((sum, n) => sum + n, 0)).toBe(ROUNDS);
      expect(count.socket).toBeGreaterThan(ROUNDS);
      expect(count.returns).toBeGreaterThan(0);
    },
    30_000 + ROUNDS * 15_000,
  );

  it('leaves a log that verifies, whose heads contradict nothing', async () => {
    const { outcome, heads, contradictions } = await judgedLog(house);
    process.stdout.write(`faults: the log\n${outcome.out}${heads} heads\n`);
    expect(contradictions).toEqual([]);
    expect(outcome.code, outcome.out + outcome.err).toBe(0);
  }, 120_000);
});

/** Which part is killed when: each as often as any other, in an order of chance. */
function plan(luck: Chance): Part[] {
  const kills: Part[] = [];
  while (kills.length < ROUNDS) kills.push(...luck.shuffled(house.parts));
  return kills.slice(0, ROUNDS);
}

/** People meet, work while parts are killed, and part. @returns every contradiction, in words */
async function chapter(kills: readonly Part[], patient: Pair, luck: Chance): Promise<string[]> {
  const pairs: Pair[] = [];
  for (let n = 0; n < PAIRS; n++) {
    const maria = await persists(() => house.technician(), luck);
    pairs.push(await Pair.meets(house, maria, { chance: luck }));
  }
  const clerk = new Clerk(house, await persists(() => house.technician('Luca Verdi'), luck), luck);
  for (const part of kills) await round(part, { pairs, patient, clerk, luck });
  for (const pair of pairs) await pair.ends();
  return compared(pairs, clerk);
}

interface Scene {
  readonly pairs: readonly Pair[];
  readonly patient: Pair;
  readonly clerk: Clerk;
  readonly luck: Chance;
}

/** One kill, at a moment of chance, and everybody back at work after it. */
async function round(part: Part, { pairs, patient, clerk, luck }: Scene): Promise<void> {
  const all = [...pairs, patient, clerk];
  for (const each of all) each.begins();
  await luck.rests(100, 700);
  await part.kill();
  count.kills[part.name] = (count.kills[part.name] ?? 0) + 1;
  await luck.rests(0, 300);
  await part.starts();
  // Each has to get something done again before the next kill.
  const before = pairs.map(({ acknowledged }) => acknowledged.length);
  const isBack = async () =>
    pairs.every(({ acknowledged }, i) => acknowledged.length > (before[i] ?? 0)) || undefined;
  const what = `everybody at work after the kill of ${part.name}`;
  await waitFor(isBack, { what, timeoutMs: 40_000 }).catch((cause) => {
    throw new Error(house.said, { cause });
  });
  for (const each of all) await each.rests();
}

/** One session beside what is written of it. */
async function faultsOf(pair: Pair): Promise<string[]> {
  const { sid, acknowledged, wanderers } = pair;
  const rows = await rowsOf(house, [sid]);
  const written = rows.get(sid) ?? [];
  const isOf = (type: string) => written.filter((row) => row.type === type).length;
  count.events += written.length;
  count.grants += isOf('consent.granted');
  count.expired += isOf('consent.expired');
  count.socket += acknowledged.length;
  count.returns += wanderers.reduce((sum, { returns }) => sum + returns, 0);
  return [
    ...lostOf(acknowledged, rows),
    ...faultsIn(sid, written, Date.now()),
    ...wanderers.flatMap(({ member, told }) => untold(member.id, told, written)),
  ];
}

async function compared(pairs: readonly Pair[], clerk: Clerk): Promise<string[]> {
  const faults: string[] = [];
  for (const pair of pairs) faults.push(...(await faultsOf(pair)));
  const rows = await rowsOf(house, [...clerk.made.keys()]);
  for (const [sid, customers] of clerk.made) {
    const written = rows.get(sid) ?? [];
    if (written.length === 0) faults.push(`lost: the session ${sid}`);
    for (const id of customers)
      if (!written.some(({ body }) => body.includes(id))) faults.push(`lost: the customer ${id} of ${sid}`);
  }
  faults.push(...(await clerk.faults()));
  count.http += clerk.acknowledged;
  return faults;
}
