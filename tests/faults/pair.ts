// Two people in one session, each at a node of their own, who wish for one thing after the other as fast as they are answered, until they
// are told to stop. A patient pair only looks: each permission is for one minute, and nobody ends it but time.

import type { OpenSession } from '../../shared/session/state.ts';
import type { Customer, Technician } from '../support/actors.ts';
import { newUuid } from '../support/member.ts';
import type { Acknowledged } from './book.ts';
import type { Chance } from './chance.ts';
import type { House } from './nodes.ts';
import { persists, Wanderer } from './wanderer.ts';

const FILE = { size: 120_000, sha256: 'ab'.repeat(32) } as const;

export class Pair {
  readonly maria: Wanderer<Technician>;
  readonly carla: Wanderer<Customer>;
  readonly sid: string;
  readonly #isPatient: boolean;
  readonly #chance: Chance;
  #isOver = false;
  #acting: Promise<unknown> = Promise.resolve();

  private constructor(
    house: House,
    chance: Chance,
    { maria, carla, isPatient }: { maria: Technician; carla: Customer; isPatient: boolean },
  ) {
    this.maria = new Wanderer(maria, house, chance);
    this.carla = new Wanderer(carla, house, chance);
    this.sid = maria.sid;
    this.#isPatient = isPatient;
    this.#chance = chance;
  }

  /** The two meet and go on, she at one node, the other at any. */
  static async meets(
    house: House,
    maria: Technician,
    { chance, isPatient = false }: { chance: Chance; isPatient?: boolean },
  ): Promise<Pair> {
    maria.tab.where = chance.one(house.nodes).where;
    const { code } = await persists(() => maria.opensSession(), chance);
    const visitor = house.visitor();
    visitor.tab.where = chance.one(house.nodes).where;
    const carla = await persists(() => visitor.joins(code), chance);
    await carla.admits();
    return new Pair(house, chance, { maria, carla, isPatient });
  }

  get wanderers(): readonly Wanderer[] {
    return [this.maria, this.carla];
  }

  get acknowledged(): readonly Acknowledged[] {
    return this.wanderers.flatMap(({ acknowledged }) => acknowledged);
  }

  /** Both go about their work from now on. */
  begins(): void {
    this.#isOver = false;
    const both = [this.#goesOn(() => this.#mariaActs()), this.#goesOn(() => this.#carlaActs())];
    this.#acting = Promise.all(both);
    // Told by `rests`, which may come later.
    this.#acting.catch(() => {});
  }

  /** Both finish what they are at, and are connected. */
  async rests(): Promise<void> {
    this.#isOver = true;
    await this.#acting;
    for (const wanderer of this.wanderers) await wanderer.isBack();
  }

  /** She ends it, and comes back for that as often as it takes. */
  async ends(): Promise<void> {
    const isEnded = () => this.maria.told.some(({ type }) => type === 'session.ended');
    while (!isEnded())
      if (!(await this.maria.wishes({ type: 'end' }, { type: 'session.ended', key: this.sid })))
        await this.#chance.rests(20, 100);
      else await this.maria.member.line.closed;
    // Whoever is told of the end is disconnected; the other may have been between two nodes just then.
    await this.carla.isBack();
    await this.carla.member.line.closed;
  }

  async #goesOn(act: () => Promise<unknown>): Promise<void> {
    while (!this.#isOver) {
      await act();
      // Sixty messages a second are allowed, and a signed wish is one.
      await this.#chance.rests(15, 40);
    }
  }

  async #mariaActs(): Promise<unknown> {
    const { state } = this.maria;
    if (state.phase !== 'open') return this.maria.isBack();
    if (this.#isPatient) return this.#mariaLooks(state);
    const [grant] = Object.values(state.grants);
    const dice = this.#chance.between(1, 10);
    if (dice === 1 && state.ask) return this.maria.says({ type: 'withdraw', askId: state.ask.askId });
    if (dice === 1 && grant) return this.maria.says({ type: 'relinquish', gid: grant.gid });
    if (dice <= 4 && !state.ask && !grant) {
      const terms = { scope: 'view', surface: 'monitor', minutes: this.#chance.between(1, 60) } as const;
      return this.maria.says({ type: 'ask', askId: newUuid(), reason: 'Vedere la stampante', ...terms });
    }
    return this.#movesFiles(this.maria);
  }

  async #mariaLooks({ ask, grants }: OpenSession): Promise<unknown> {
    if (ask || grants.view) return this.maria.isBack();
    const terms = { scope: 'view', surface: 'monitor', minutes: 1 } as const;
    return this.maria.says({ type: 'ask', askId: newUuid(), reason: 'Vedere la stampante', ...terms });
  }

  async #carlaActs(): Promise<unknown> {
    const { state, member } = this.carla;
    if (state.phase !== 'open') return this.carla.isBack();
    if (this.#isPatient && !state.ask) return this.carla.isBack();
    const [grant] = Object.values(state.grants);
    const dice = this.#chance.between(1, 10);
    if (state.ask && dice <= 7) return this.carla.says(await member.yes());
    if (this.#isPatient) return this.carla.isBack();
    if (grant && dice <= 2)
      return this.carla.says({ type: 'revoke', gid: grant.gid, why: 'stop', localMs: 12 });
    if (grant && dice <= 4)
      return this.carla.wishes({ type: 'start', gid: grant.gid }, { type: 'scope.started', key: grant.gid });
    return this.#movesFiles(this.carla);
  }

  /** Goes on with one that the other has offered, or offers one. */
  async #movesFiles(who: Wanderer): Promise<unknown> {
    const { state } = who;
    const files = state.phase === 'open' ? Object.values(state.files) : [];
    const role = who.member === this.maria.member ? 'technician' : 'customer';
    const isNext = (stage: string) => stage === 'offered' || stage === 'accepted';
    const theirs = files.find(({ from, stage }) => from !== role && isNext(stage));
    if (!theirs || this.#chance.between(1, 3) === 1) {
      const fileId = newUuid();
      const offer = { type: 'offer-file', fileId, name: 'stampante.pdf', size: FILE.size } as const;
      return who.wishes(offer, { type: 'file.offered', key: fileId });
    }
    const { fileId, stage } = theirs;
    if (stage === 'offered')
      return who.wishes({ type: 'accept-file', fileId }, { type: 'file.accepted', key: fileId });
    const how = { result: 'complete', bytes: FILE.size, sha256: FILE.sha256 } as const;
    return who.wishes({ type: 'finish-file', fileId, ...how }, { type: 'file.done', key: fileId });
  }
}
