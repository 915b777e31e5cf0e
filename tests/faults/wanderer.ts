// A member whose page stays open while nodes come and go: when its line breaks it comes back at any node, after a moment that chance
// decides, goes on from the last event it has, and says again what it heard no answer to.

import type { Command } from '../../shared/session/commands.ts';
import type { SessionEvent } from '../../shared/session/events.ts';
import { apply, NEW, type SessionState } from '../../shared/session/state.ts';
import type { Customer, Technician } from '../support/actors.ts';
import { type Line, Refused } from '../support/line.ts';
import type { Draft } from '../support/statements.ts';
import type { Acknowledged } from './book.ts';
import type { Chance } from './chance.ts';
import type { House } from './nodes.ts';

/** Nobody tries longer than that: the house is to be whole again by then. */
const PATIENCE_MS = 40_000;
const LONGEST_PAUSE_MS = 3_000;
/** A fault of where one is, which another try may not meet; in a crowd a ticket may grow old before its turn comes. */
const PASSING = [
  'TICKET_INVALID',
  'STORE_UNAVAILABLE',
  'BUS_UNAVAILABLE',
  'TOO_FAST',
  'TOO_MANY_TRIES',
  'NOT_NOW',
];

/** Tries at any node until it goes, as people press again. @throws what the broker says no to for good, or the last failure */
export async function persists<T>(
  job: () => Promise<T>,
  chance: Chance,
  patienceMs = PATIENCE_MS,
): Promise<T> {
  const deadline = performance.now() + patienceMs;
  for (let tried = 0; ; tried++) {
    try {
      return await job();
    } catch (error) {
      const isFinal = error instanceof Refused && !PASSING.includes(error.message);
      if (isFinal || performance.now() > deadline) throw error;
      // Longer each time, as pages do, so that a crowd does not keep itself waiting.
      await chance.rests(50, Math.min(250 * 2 ** tried, LONGEST_PAUSE_MS));
    }
  }
}

export class Wanderer<M extends Technician | Customer = Technician | Customer> {
  readonly member: M;
  /** What has been acknowledged, ever. */
  readonly acknowledged: Acknowledged[] = [];
  /** How often it had to come back. */
  returns = 0;
  readonly #house: House;
  readonly #chance: Chance;
  /** The line on which all that is known stands. */
  #whole: Line;
  #seen: SessionState = NEW;
  /** Signed and sent, and not answered. */
  #unanswered: { readonly jws: string; readonly hash: string } | null = null;

  constructor(member: M, house: House, chance: Chance) {
    this.member = member;
    this.#house = house;
    this.#chance = chance;
    this.#whole = member.line;
  }

  /** All that this page was told, in order. */
  get told(): readonly SessionEvent[] {
    return this.#whole.events;
  }

  /** The session as this page sees it now. */
  get state(): SessionState {
    const { told } = this;
    // Not folded anew for each look: sessions here become long.
    const known = this.#seen.seq <= told.length ? this.#seen : NEW;
    this.#seen = told.slice(known.seq).reduce(apply, known);
    return this.#seen;
  }

  /** An unsigned wish, once. @returns whether it was acknowledged */
  async wishes(command: Command, what: Pick<Acknowledged, 'type' | 'key'>): Promise<boolean> {
    const seq = await this.#answer(() => this.member.wishes(command));
    if (seq === null) return false;
    this.acknowledged.push({ sid: this.member.sid, seq, ...what });
    return true;
  }

  /** A signed wish; one that was not answered comes first, as it is the next link of the chain. */
  async says(draft: Draft): Promise<boolean> {
    if (!(await this.#settles())) return false;
    const { hand } = this.member;
    if (!hand) throw new Error('has not met anybody');
    this.#unanswered = await hand.signs(draft);
    return this.#settles();
  }

  /** Comes back at any node, unless the line still stands. */
  async isBack(): Promise<void> {
    if (this.#whole.socket.readyState === this.#whole.socket.OPEN) return;
    this.returns += 1;
    await persists(() => this.#comesBack(), this.#chance);
  }

  async #settles(): Promise<boolean> {
    const waiting = this.#unanswered;
    if (!waiting) return true;
    const seq = await this.#answer(() => this.member.wishes({ type: 'state', jws: waiting.jws }));
    if (seq === null) return false;
    this.acknowledged.push({ sid: this.member.sid, seq, type: null, key: waiting.hash });
    this.#unanswered = null;
    return true;
  }

  /** @returns null where there was none, or a no */
  async #answer(ask: () => Promise<number>): Promise<number | null> {
    await this.isBack();
    try {
      return await ask();
    } catch (error) {
      if (error instanceof Refused) return null;
      // No answer in five seconds: a page takes its line for broken and opens another.
      this.#whole.socket.terminate();
      return null;
    }
  }

  async #comesBack(): Promise<void> {
    const { member } = this;
    const before = this.#whole.events;
    member.tab.where = this.#chance.one(this.#house.nodes).where;
    await member.connects(member.sid, before.length);
    member.line.events.unshift(...before);
    this.#whole = member.line;
  }
}
