// What goes over HTTP while parts of the house are killed: customers write to the desk, a technician takes notes, codes are made and
// typed. Each thing is tried once; whether it was acknowledged is written down.
import * as http from '../../shared/protocol/http.ts';
import { requestDetails, requestOpened } from '../../shared/protocol/requests.ts';
import { COMPUTER, type Technician } from '../support/actors.ts';
import { SLUG, WRITTEN } from '../support/asking.ts';
import { must } from '../support/member.ts';
import type { Tab } from '../support/tab.ts';
import type { Chance } from './chance.ts';
import type { House } from './nodes.ts';
import { persists } from './wanderer.ts';

interface Case {
  readonly tab: Tab;
  readonly request: string;
  readonly secret: string;
  /** Of each text, whether it was acknowledged. */
  readonly lines: Map<string, boolean>;
  readonly notes: Map<string, boolean>;
}

/** Codes that a technician may make in an hour (server/codes/budget.ts), less one. */
const MOST_CODES = 19;

export class Clerk {
  /** Sessions that were acknowledged as made, each with the customers that were let in. */
  readonly made = new Map<string, string[]>();
  readonly #house: House;
  readonly #chance: Chance;
  readonly #luca: Technician;
  readonly #cases: Case[] = [];
  #texts = 0;
  #codes = 0;
  #isOver = false;
  #acting: Promise<unknown> = Promise.resolve();

  constructor(house: House, luca: Technician, chance: Chance) {
    this.#house = house;
    this.#luca = luca;
    this.#chance = chance;
  }

  get acknowledged(): number {
    const texts = this.#cases.flatMap(({ lines, notes }) => [...lines.values(), ...notes.values()]);
    const entries = [...this.made.values()].reduce((sum, customers) => sum + 1 + customers.length, 0);
    return this.#cases.length + texts.filter(Boolean).length + entries;
  }

  begins(): void {
    this.#isOver = false;
    this.#acting = this.#goesOn();
  }

  async rests(): Promise<void> {
    this.#isOver = true;
    await this.#acting;
  }

  /** Reads every case at some node. @returns what was acknowledged and is not there, or is there twice, in words */
  async faults(): Promise<string[]> {
    const faults: string[] = [];
    for (const { request, lines, notes } of this.#cases) {
      const read = () => this.#at(this.#luca.tab).get(`/api/requests/${request}`);
      const found = requestDetails.parse((await persists(async () => must(await read()), this.#chance)).json);
      const kept = [
        { of: lines, texts: found.lines.map(({ text }) => text) },
        { of: notes, texts: found.notes.map(({ text }) => text) },
      ];
      for (const { of, texts } of kept)
        for (const [text, isAcknowledged] of of) {
          const times = texts.filter((each) => each === text).length;
          if (times > 1 || (isAcknowledged && times === 0)) faults.push(`"${text}" is there ${times} times`);
        }
    }
    return faults;
  }

  async #goesOn(): Promise<void> {
    while (!this.#isOver) {
      // What was not answered is neither acknowledged nor tried again.
      await this.#acts().catch(() => {});
      await this.#chance.rests(20, 60);
    }
  }

  async #acts(): Promise<void> {
    const [found] = this.#chance.shuffled(this.#cases);
    const dice = this.#chance.between(1, 12);
    if (dice === 1 && this.#codes < MOST_CODES) return this.#makesAndJoins();
    if (!found || (dice === 2 && this.#cases.length < 4)) return this.#opens();
    this.#texts += 1;
    const text = `text ${this.#texts}`;
    if (dice <= 7) {
      const { request, secret } = found;
      return this.#writes(found.lines, text, () =>
        this.#at(found.tab).post('/api/request/say', { request, secret, text }),
      );
    }
    const path = `/api/requests/${found.request}/notes`;
    return this.#writes(found.notes, text, () => this.#at(this.#luca.tab).post(path, { text }));
  }

  async #writes(
    texts: Map<string, boolean>,
    text: string,
    send: () => ReturnType<Tab['post']>,
  ): Promise<void> {
    texts.set(text, false);
    must(await send());
    texts.set(text, true);
  }

  async #opens(): Promise<void> {
    const tab = this.#at(this.#house.tab());
    const opened = must(await tab.post(`/api/portal/${SLUG}/requests`, WRITTEN));
    const { request, secret } = requestOpened.parse(opened.json);
    this.#cases.push({ tab, request, secret, lines: new Map(), notes: new Map() });
  }

  async #makesAndJoins(): Promise<void> {
    this.#codes += 1;
    const created = must(await this.#at(this.#luca.tab).post('/api/sessions', { code: 'broker' }));
    const { sid, code } = http.created.parse(created.json);
    this.made.set(sid, []);
    const reply = must(await this.#at(this.#house.tab()).post('/api/join', { code, device: COMPUTER }));
    this.made.get(sid)?.push(http.joined.parse(reply.json).customer);
  }

  #at(tab: Tab): Tab {
    tab.where = this.#chance.one(this.#house.nodes).where;
    return tab;
  }
}
