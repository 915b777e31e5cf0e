// Who is connected right now: at most one connection a member. Presence is told to those present and to the session
// desk, and is never recorded.
import type { Signatory } from '../../shared/consent/keys.ts';
import type { Refusal } from '../../shared/errors.ts';
import type { Down } from '../../shared/protocol/down.ts';
import type { Member } from './tickets.ts';

export interface Connection {
  readonly member: Member;
  tell(message: Down): void;
  /** Sends the bytes as they are. */
  forward(raw: string): void;
  close(why: Refusal): void;
}

type Room = Partial<Record<Member['role'], Connection>>;

export interface Hub {
  /** Takes the member's place; an older connection of the same member is closed. */
  enter(connection: Connection): void;
  leave(connection: Connection): void;
  present(sid: string): Readonly<Record<Signatory, boolean>>;
  /** The connection of another member of the same session, if there is one. */
  reach(sid: string, id: string): Connection | undefined;
  closeAll(why: Refusal): void;
  readonly size: number;
}

/** @param onPresence told whenever a member of a session comes or goes */
export function hub(onPresence: (sid: string, role: Signatory, isThere: boolean) => void): Hub {
  const rooms = new Map<string, Room>();
  let size = 0;

  const present = (sid: string) => {
    const room = rooms.get(sid);
    return {
      technician: room?.technician !== undefined,
      customer: room?.customer !== undefined,
      host: room?.host !== undefined,
    };
  };
  const tellPresence = (sid: string, role: Member['role'], isThere: boolean) => {
    const room = rooms.get(sid);
    for (const connection of Object.values(room ?? {})) connection?.tell({ t: 'present', ...present(sid) });
    onPresence(sid, role, isThere);
  };

  return {
    enter: (connection) => {
      const { sid, role } = connection.member;
      const room = rooms.get(sid) ?? {};
      rooms.set(sid, room);
      const older = room[role];
      room[role] = connection;
      if (older) older.close({ refused: 'OTHER_TAB' });
      else size += 1;
      tellPresence(sid, role, true);
    },
    leave: (connection) => {
      const { sid, role } = connection.member;
      const room = rooms.get(sid);
      if (room?.[role] !== connection) return;
      delete room[role];
      size -= 1;
      if (Object.keys(room).length === 0) rooms.delete(sid);
      tellPresence(sid, role, false);
    },
    present,
    reach: (sid, id) => Object.values(rooms.get(sid) ?? {}).find(({ member }) => member.id === id),
    closeAll: (why) => {
      for (const room of rooms.values()) for (const connection of Object.values(room)) connection?.close(why);
    },
    get size() {
      return size;
    },
  };
}
