// Members of our sessions who are connected at other nodes. Each node says whom it has; the others look when they are woken, and again
// after anything that may have kept them from hearing it.
import type { Signatory } from '../../shared/consent/keys.ts';
import { type Bus, BusUnavailable, type Fact } from '../bus/bus.ts';
import type { Connection, Present } from './hub.ts';

interface Away {
  readonly node: string;
  readonly id: string;
}

export interface Abroad {
  of(sid: string, role: Signatory): Away | undefined;
  /** Whether nobody could be asked when this session was last looked at. */
  isApart(sid: string): boolean;
  /** One of ours has come. */
  says(sid: string, role: Signatory, id: string): void;
  /** One of ours has gone. */
  takesBack(sid: string, role: Signatory): void;
  reach(sid: string, id: string): Pick<Connection, 'forward'> | undefined;
  /** Who is anywhere, this node among them. @returns null where that cannot be known now */
  look(sid: string): Promise<ReadonlyMap<string, unknown> | null>;
}

export interface AbroadDeps {
  readonly onProblem: (problem: unknown) => void;
  readonly hasSomebody: (sid: string) => boolean;
  readonly present: (sid: string) => Present;
  /** @param before who was present  @param replaced the roles in which somebody has come in elsewhere later than here */
  readonly changed: (sid: string, before: Present, replaced: readonly Signatory[]) => void;
}

const keyOf = (sid: string): string => `present:${sid}`;
/** Told when somebody has come or gone. */
const topicOf = (sid: string): string => `present:${sid}`;

export function abroad(bus: Bus, { onProblem, hasSomebody, present, changed }: AbroadDeps): Abroad {
  /** Null where nobody could be asked. */
  const known = new Map<string, ReadonlyMap<Signatory, Away> | null>();
  const heard = new Map<string, () => void>();
  /** Looks that were begun, so that one whose answer comes late does not undo a later one. */
  let looked = 0;
  const last = new Map<string, number>();

  const look = async (sid: string): Promise<void> => {
    looked += 1;
    const mine = looked;
    last.set(sid, mine);
    const facts: ReadonlyMap<string, Fact> | null = bus.isWhole ? await bus.hear(keyOf(sid)) : null;
    // Gone from here in the meantime, and then it is nobody's business here any more; or looked at again.
    if (last.get(sid) !== mine) return;
    const before = present(sid);
    // Whoever cannot be reached is not there for us until they can.
    const away = facts && awayFrom(bus.node, facts);
    known.set(sid, away);
    changed(sid, before, [...(away?.keys() ?? [])]);
  };
  /** What cannot be heard now is looked at again once it can. */
  const looks = (sid: string): void =>
    void look(sid).catch((problem: unknown) => problem instanceof BusUnavailable || onProblem(problem));
  const forgets = (sid: string): void => {
    heard.get(sid)?.();
    heard.delete(sid);
    last.delete(sid);
    known.delete(sid);
  };
  bus.onGap(() => {
    for (const sid of heard.keys()) looks(sid);
  });

  return {
    of: (sid, role) => known.get(sid)?.get(role),
    isApart: (sid) => known.get(sid) === null,
    says: (sid, role, id) => {
      bus.say(keyOf(sid), role, id);
      if (!heard.has(sid))
        heard.set(
          sid,
          bus.subscribe(topicOf(sid), () => looks(sid)),
        );
      // Whoever is elsewhere hears it, and so do we: they may have been there before.
      bus.publish(topicOf(sid), null);
    },
    takesBack: (sid, role) => {
      bus.takeBack(keyOf(sid), role);
      if (!hasSomebody(sid)) forgets(sid);
      bus.publish(topicOf(sid), null);
    },
    reach: (sid, id) => {
      const found = [...(known.get(sid)?.values() ?? [])].find((each) => each.id === id);
      return found && { forward: (raw) => bus.send(found.node, `${sid} ${id}`, raw) };
    },
    look: (sid) => (bus.isWhole ? bus.hear(keyOf(sid)).catch(() => null) : Promise.resolve(null)),
  };
}

const awayFrom = (here: string, facts: ReadonlyMap<string, Fact>): ReadonlyMap<Signatory, Away> =>
  new Map(
    [...facts]
      .filter(([, { node }]) => node !== here)
      .map(([role, { node, value }]) => [role as Signatory, { node, id: value }]),
  );
