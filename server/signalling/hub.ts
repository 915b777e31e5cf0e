// Who is connected right now, here and at other nodes: at most one connection a member. Presence is told to those present and to the
// session desk, and is never recorded.
import type { Signatory } from '../../shared/consent/keys.ts';
import type { Refusal } from '../../shared/errors.ts';
import type { Down } from '../../shared/protocol/down.ts';
import type { Bus } from '../bus/bus.ts';
import { type Abroad, abroad } from './abroad.ts';
import type { Member } from './tickets.ts';

export interface Connection {
  readonly member: Member;
  tell(message: Down): void;
  /** Sends the bytes as they are. */
  forward(raw: string): void;
  close(why: Refusal): void;
}

export type There = Readonly<Record<Signatory, boolean>>;
/** `apart`: other nodes cannot be asked now, so whoever is not here may be there. */
export type Present = There & { readonly apart?: true };
type Room = Partial<Record<Signatory, Connection>>;
const ROLES = ['technician', 'customer', 'host'] as const;
const thereBy = (isThere: (role: Signatory) => boolean): There => ({
  technician: isThere('technician'),
  customer: isThere('customer'),
  host: isThere('host'),
});

export interface Hub {
  /** Takes the member's place; an older connection of the same member is closed, wherever it is. */
  enter(connection: Connection): void;
  leave(connection: Connection): void;
  /** As far as this node knows. */
  present(sid: string): Present;
  /** At all nodes. @returns null where those cannot be asked now */
  presentAnywhere(sid: string): Promise<There | null>;
  /** What brings bytes to another member of the same session, if there is one. */
  reach(sid: string, id: string): Pick<Connection, 'forward'> | undefined;
  /** The connections of this node. */
  all(): Connection[];
  /** How many connections this node has. */
  readonly size: number;
}

export interface HubDeps {
  readonly bus: Bus;
  /** Told whenever a member of a session that has somebody here comes or goes, anywhere. */
  readonly onPresence: (sid: string, role: Signatory, isThere: boolean) => void;
  readonly onProblem: (problem: unknown) => void;
}

export function hub({ bus, onPresence, onProblem }: HubDeps): Hub {
  const rooms = new Map<string, Room>();
  let size = 0;

  const here = (sid: string): Room => rooms.get(sid) ?? {};
  const present = (sid: string): Present => {
    const isThere = (role: Signatory) => here(sid)[role] !== undefined || others.of(sid, role) !== undefined;
    return { ...thereBy(isThere), ...(others.isApart(sid) && { apart: true as const }) };
  };
  const tellAll = (sid: string): void => {
    for (const connection of Object.values(here(sid))) connection?.tell({ t: 'present', ...present(sid) });
  };
  const remove = ({ member: { sid, role } }: Connection): void => {
    const room = here(sid);
    delete room[role];
    size -= 1;
    if (Object.keys(room).length === 0) rooms.delete(sid);
    others.takesBack(sid, role);
  };

  const others: Abroad = abroad(bus, {
    onProblem,
    hasSomebody: (sid) => rooms.has(sid),
    changed: (sid, before, replaced) => {
      for (const role of replaced) {
        const older = here(sid)[role];
        if (older) remove(older);
        older?.close({ refused: 'OTHER_TAB' });
      }
      const now = present(sid);
      const moved = ROLES.filter((role) => before[role] !== now[role]);
      if (moved.length === 0 && before.apart === now.apart) return;
      tellAll(sid);
      for (const role of moved) onPresence(sid, role, now[role]);
    },
    present,
  });
  bus.receive((to, raw) => {
    const [sid = '', id = ''] = to.split(' ');
    reachHere(sid, id)?.forward(raw);
  });
  const reachHere = (sid: string, id: string) =>
    Object.values(here(sid)).find(({ member }) => member.id === id);

  return {
    enter: (connection) => {
      const { sid, role, id } = connection.member;
      const room = here(sid);
      rooms.set(sid, room);
      const older = room[role];
      room[role] = connection;
      if (older) older.close({ refused: 'OTHER_TAB' });
      else size += 1;
      tellAll(sid);
      onPresence(sid, role, true);
      others.says(sid, role, id);
    },
    leave: (connection) => {
      const { sid, role } = connection.member;
      if (here(sid)[role] !== connection) return;
      remove(connection);
      tellAll(sid);
      onPresence(sid, role, present(sid)[role]);
    },
    present,
    presentAnywhere: async (sid) => {
      const found = await others.look(sid);
      if (found === null) return null;
      return thereBy((role) => here(sid)[role] !== undefined || found.has(role));
    },
    reach: (sid, id) => reachHere(sid, id) ?? others.reach(sid, id),
    all: () => [...rooms.values()].flatMap((room) => Object.values(room)),
    get size() {
      return size;
    },
  };
}
