// A node dies and everybody who was there comes to the other one at once. Each of them gets in and has what they had; two people who
// were there all the time hear every word of each other, in order.
//
//   FAULTS_SOCKETS=5000 npx vitest run --project integration tests/faults/reconnects
import process from 'node:process';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Customer, Technician } from '../support/actors.ts';
import { stopAll } from '../support/children.ts';
import { newLane } from '../support/member.ts';
import { CANDIDATE } from '../support/sdp.ts';
import { chance } from './chance.ts';
import { House, type Node } from './nodes.ts';
import { persists } from './wanderer.ts';

const SOCKETS = Number(process.env['FAULTS_SOCKETS'] ?? 600);
/** Codes that a technician may make in an hour (server/codes/budget.ts). */
const SESSIONS_EACH = 20;
/** Members that are set up at once; the storm itself has no such limit. */
const AT_ONCE = 24;

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

/** Sessions with two members each, connected at the first node. */
async function seated(): Promise<Seat[]> {
  const seats: Seat[] = [];
  const table = async (maria: Technician) => {
    for (let n = 0; n < SESSIONS_EACH && seats.length < SOCKETS; n++) {
      const { sid, code } = await persists(() => maria.createsSession('broker'), luck);
      const one = new Technician(maria.tab, maria.staff.person, new Map());
      // Each socket is a page of its own, with the same browser's key.
      one.key = () => maria.key();
      await one.connects(sid);
      seats.push({ sid, member: one });
      const visitor = house.visitor();
      visitor.tab.where = here.where;
      seats.push({ sid, member: await persists(() => visitor.joins(code), luck) });
    }
  };
  const tables = Math.ceil(SOCKETS / SESSIONS_EACH / 2);
  const waiting = Array.from({ length: tables }, (_, n) => n);
  const serves = async () => {
    while (waiting.pop() !== undefined) {
      const maria = await house.technician();
      maria.tab.where = here.where;
      await table(maria);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, serves));
  return seats;
}

describe(`${SOCKETS} pages whose node has died`, () => {
  it(
    'all get in at the other one, and whoever was there hears every word',
    async () => {
      const neighbours = await meetsAt(there);
      const seats = await seated();
      expect(seats.length).toBeGreaterThanOrEqual(SOCKETS);
      const known = seats.map(({ member }) => member.line.events.length);
      await here.kill();
      await Promise.all(seats.map(({ member }) => member.line.closed));

      const spoken: string[] = [];
      let back = 0;
      const comesBack = async ({ sid, member }: Seat, n: number) => {
        member.tab.where = there.where;
        const { you } = await persists(() => member.connects(sid, known[n]), luck);
        back += 1;
        // While they come, the two go on talking.
        if (back % Math.ceil(SOCKETS / 100) === 0) spoken.push(neighbours.says());
        return you.id;
      };
      const welcomes = await Promise.all(seats.map(comesBack));
      expect(back).toBe(seats.length);
      // Everybody is who they were.
      expect(welcomes).toEqual(seats.map(({ member }) => member.id));
      expect(spoken.length).toBeGreaterThan(50);
      expect(await neighbours.hears(spoken.length)).toEqual(spoken);
      process.stdout.write(`faults: ${seats.length} pages came back, ${spoken.length} signals in order\n`);
      await here.starts();
    },
    120_000 + SOCKETS * 100,
  );
});

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
