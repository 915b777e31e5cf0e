// A node dies, or is replaced, and everybody who was there comes to the other one at once. Each of them gets in and has what they had; two people who
// were there all the time hear every word of each other, in order.
//
//   FAULTS_SOCKETS=5000 npx vitest run --project integration tests/faults/reconnects
import process from 'node:process';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Customer, Technician } from '../support/actors.ts';
import { stopAll } from '../support/children.ts';
import { newLane } from '../support/member.ts';
import { CANDIDATE } from '../support/sdp.ts';
import { chance } from './chance.ts';
import { House, type Node } from './nodes.ts';
import { persists } from './wanderer.ts';

const SOCKETS = Number(process.env['FAULTS_SOCKETS'] ?? 300);
/** So many want the two cores at once. */
const PATIENCE_MS = 30_000 + SOCKETS * 60;
/** Fewer than the codes that a technician may make in an hour (server/codes/budget.ts): some may be tried again. */
const SESSIONS_EACH = 16;
/** Members that are set up at once; the storm itself has no such limit. */
const AT_ONCE = 12;

type Member = Technician | Customer;
interface Seat {
  readonly sid: string;
  readonly member: Member;
}

let house: House;
let here: Node;
let there: Node;
beforeAll(async () => {
  house = await House.stands();
  [here, there] = house.nodes as [Node, Node];
}, 60_000);
afterAll(stopAll);

const luck = chance(1);

/** Somebody with a key, at the first node. */
const staff = () =>
  persists(async () => {
    const maria = await house.technician();
    maria.tab.where = here.where;
    await maria.key();
    return maria;
  }, luck);

/** One session, both connected at the first node. */
async function twoOf(maria: Technician): Promise<Seat[]> {
  const page = house.pageOf(maria);
  const { sid, code } = await page.opensSession('broker');
  const visitor = house.visitor();
  visitor.tab.where = here.where;
  const carla = await visitor.joins(code);
  await carla.admits();
  return [
    { sid, member: page },
    { sid, member: carla },
  ];
}

async function seated(): Promise<Seat[]> {
  const seats: Seat[] = [];
  const serves = async () => {
    while (seats.length < SOCKETS) {
      const maria = await staff();
      for (let n = 0; n < SESSIONS_EACH && seats.length < SOCKETS; n++)
        seats.push(...(await persists(() => twoOf(maria), luck)));
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, serves));
  return seats;
}

describe(`${SOCKETS} pages at one node`, () => {
  let seats: Seat[];
  beforeAll(
    async () => {
      seats = await seated();
    },
    120_000 + SOCKETS * 100,
  );

  it(
    'all get in at the other one when theirs dies, and whoever was there hears every word',
    async () => {
      expect(seats.length).toBeGreaterThanOrEqual(SOCKETS);
      await move(seats, { to: there, leave: () => here.kill() });
      await here.starts();
    },
    60_000 + SOCKETS * 60,
  );

  it(
    'are sent away by one that is replaced, and get in as well',
    async () => {
      const goodbyes = await move(seats, { to: here, leave: () => there.broker.kill('SIGTERM') });
      expect(new Set(goodbyes)).toEqual(new Set(['4503 CLOSED']));
      await there.starts();
    },
    60_000 + SOCKETS * 60,
  );
});

/** All of them at once, while two people talk where they come to. @returns how their lines closed */
async function move(seats: readonly Seat[], { to, leave }: { to: Node; leave: () => Promise<void> }) {
  const neighbours = await meetsAt(to);
  const known = seats.map(({ member }) => member.line.events.length);
  const closing = Promise.all(seats.map(({ member }) => member.line.closed));
  await leave();
  const goodbyes = (await closing).map(({ code, reason }) => `${code} ${reason}`);

  const spoken: string[] = [];
  let back = 0;
  const comesBack = async ({ sid, member }: Seat, n: number) => {
    member.tab.where = to.where;
    const { you } = await persists(() => member.connects(sid, known[n]), luck, PATIENCE_MS);
    back += 1;
    // While they come, the two go on talking.
    if (back % Math.ceil(seats.length / 100) === 0) spoken.push(neighbours.says());
    return you.id;
  };
  // Everybody is who they were.
  expect(await Promise.all(seats.map(comesBack))).toEqual(seats.map(({ member }) => member.id));
  expect(spoken.length).toBeGreaterThan(50);
  expect(await neighbours.hears(spoken.length)).toEqual(spoken);
  process.stdout.write(`faults: ${seats.length} pages came back, ${spoken.length} signals in order\n`);
  return goodbyes;
}

/** Two people at that node, who talk to each other. */
async function meetsAt(node: Node) {
  const maria = await house.technician('Luca Verdi');
  maria.tab.where = node.where;
  const { code } = await maria.opensSession();
  const visitor = house.visitor();
  visitor.tab.where = node.where;
  const carla = await visitor.joins(code);
  await carla.admits();
  return {
    says: () => {
      const lane = newLane();
      maria.signals({ type: 'candidate', candidate: CANDIDATE }, { lane });
      return lane;
    },
    hears: async (many: number) => {
      await maria.line.settles();
      const heard: string[] = [];
      while (heard.length < many) heard.push((await carla.hearsSignal()).lane);
      return heard;
    },
  };
}
