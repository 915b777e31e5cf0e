// How long a message takes from one member of a session to the other, who is at another node, while somebody makes noise at every door of
// both, beside the same two in peace. Two built brokers on PostgreSQL and Redis; whoever makes the noise is a program of its own.
import { once } from 'node:events';
import process from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { House } from '../tests/faults/nodes.ts';
import type { Customer, Technician } from '../tests/support/actors.ts';
import { startChild, stopAll } from '../tests/support/children.ts';
import { CANDIDATE } from '../tests/support/sdp.ts';
import type { Bench } from './bar.ts';

const NAME = 'relay: a message to the other node, under noise beside calm';
const NOISE = fileURLToPath(new URL('./relay/noise.ts', import.meta.url));
const ROUNDS = Number(process.env['BENCH_ROUNDS'] ?? 5);
const MESSAGES = 200;
/** As fast as a socket may speak for long, and a little less. */
const PAUSE_MS = 20;

export const bench: Bench = {
  bars: [{ name: NAME, unit: 'µs', higherIsBetter: false, floor: 2, ambition: 1.2 }],
  async measure() {
    const house = await House.stands();
    const pair = await meetsAcross(house);
    await measured(pair);
    const calm: number[][] = [];
    const noisy: number[][] = [];
    const facts: string[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      const sides = [
        async () => calm.push(await measured(pair)),
        async () => {
          const quiet = await makesNoise(house);
          noisy.push(await measured(pair));
          facts.push(`${await quiet()} knocks a second`);
        },
      ];
      for (const side of round % 2 === 0 ? sides : sides.reverse()) await side();
    }
    await stopAll();
    return { [NAME]: { ours: noisy, yardstick: calm, facts } };
  },
};

interface Two {
  readonly maria: Technician;
  readonly carla: Customer;
}

async function meetsAcross(house: House): Promise<Two> {
  const maria = await house.technician();
  const { code } = await maria.opensSession();
  const visitor = house.visitor();
  const [, second] = house.nodes;
  if (!second) throw new Error('a house of one node');
  visitor.tab.where = second.where;
  const carla = await visitor.joins(code);
  await carla.admits();
  await maria.hears('session.admitted');
  return { maria, carla };
}

/** @returns how long each message took, in microseconds */
async function measured({ maria, carla }: Two): Promise<number[]> {
  const took: number[] = [];
  for (let n = 0; n < MESSAGES; n++) {
    const at = performance.now();
    maria.signals({ type: 'candidate', candidate: CANDIDATE });
    await carla.hearsSignal();
    took.push((performance.now() - at) * 1_000);
    await sleep(PAUSE_MS);
  }
  return took;
}

/** @returns what ends it and tells how much there was of it */
async function makesNoise(house: House): Promise<() => Promise<number>> {
  const ports = house.nodes.map(({ where }) => String(where.port));
  const child = startChild(process.execPath, [...process.execArgv, NOISE, ...ports], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const began = performance.now();
  await sleep(500);
  return async () => {
    const { stdout } = child;
    if (!stdout) throw new Error('noise without a voice');
    const said = once(stdout, 'data');
    child.kill('SIGTERM');
    const [knocks] = await said;
    return Math.round(Number(String(knocks)) / ((performance.now() - began) / 1_000));
  };
}
