// The monitors of a display by name, place and size, and notice when they change: RandR 1.5. It takes no picture.
import type { Randr, Reply } from 'x11';
import type { Cancel, Display } from '../x11/display.ts';

/** A rectangle of the screen in pixels, from its top left corner. */
export interface Rect {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface Monitor extends Rect {
  readonly name: string;
  readonly isPrimary: boolean;
}

export interface Monitors {
  /** All active monitors, the primary one first, then from left to right. */
  list(): Promise<Monitor[]>;
  /** Told the new list whenever one came, went, moved or changed its size. */
  watch(listener: (monitors: Monitor[]) => void): Cancel;
}

/** RRGetMonitors, request 42 of RandR 1.5 (randrproto, section 7.7); the package knows RandR up to 1.3. */
const GET_MONITORS = 42;
/** The head of a reply is in the package's hands: its first eight bytes are gone. */
const MONITORS_AT = 24;
const MONITOR_BYTES = 24;
/** RRScreenChangeNotify, RRCrtcChangeNotify and RROutputChangeNotify. */
const CHANGES = 1 | 2 | 4;

/** Opens RandR on a display. A server without it, which nobody has seen lately, counts as one monitor. */
export async function openMonitors(display: Display): Promise<Monitors> {
  const { client, root, ask } = display;
  const randr = await ask<Randr>((done) => client.require('randr', done)).catch(() => null);
  if (!randr) return { list: async () => [wholeScreen(display)], watch: () => () => {} };
  const [major, minor] = await ask<[number, number]>((reply) => randr.QueryVersion(1, 5, reply));
  const isOld = major === 1 && minor < 5;
  randr.SelectInput(root, CHANGES);
  display.followWindows();

  const list = async (): Promise<Monitor[]> => {
    if (isOld) return [wholeScreen(display)];
    const found = await ask<RawMonitor[]>((reply) => getMonitors(display, randr, reply));
    const named = await Promise.all(
      found.map(async ({ nameAtom, ...rest }) => ({
        name: await ask<string>((reply) => client.GetAtomName(nameAtom, reply)),
        ...rest,
      })),
    );
    return inOrder(named);
  };
  return {
    list,
    watch(listener) {
      let before = '';
      let isOver = false;
      const look = async () => {
        const now = await list();
        const told = JSON.stringify(now);
        if (isOver || told === before) return;
        const isFirst = before === '';
        before = told;
        if (!isFirst) listener(now);
      };
      // What cannot be asked any more is a connection that was lost, which the display tells.
      const lookQuietly = () => void look().catch(() => {});
      lookQuietly();
      const cancel = display.onEvent(({ type, name, wid1 }) => {
        const isRandr = type === randr.firstEvent || type === randr.firstEvent + 1;
        // A monitor that was only named anew is told as a change of the root window.
        if (isRandr || (name === 'ConfigureNotify' && wid1 === root)) lookQuietly();
      });
      return () => {
        isOver = true;
        cancel();
      };
    },
  };
}

/** Primary first, then from left to right and from top to bottom. */
export const inOrder = (monitors: readonly Monitor[]): Monitor[] =>
  [...monitors].sort(
    (a, b) =>
      Number(b.isPrimary) - Number(a.isPrimary) || a.x - b.x || a.y - b.y || (a.name < b.name ? -1 : 1),
  );

interface RawMonitor extends Rect {
  readonly nameAtom: number;
  readonly isPrimary: boolean;
}

function getMonitors({ client, root }: Display, { majorOpcode }: Randr, reply: Reply<RawMonitor[]>): void {
  const packet = Buffer.alloc(12);
  packet.writeUInt8(majorOpcode, 0);
  packet.writeUInt8(GET_MONITORS, 1);
  packet.writeUInt16LE(packet.length / 4, 2);
  packet.writeUInt32LE(root, 4);
  // Only the active ones.
  packet.writeUInt8(1, 8);
  client.seq_num += 1;
  client.replies[client.seq_num] = [readMonitors, reply as Reply<never>];
  client.pack_stream.put(packet);
  client.pack_stream.submit(true);
}

/** The list in a reply of RRGetMonitors, each MONITORINFO followed by its outputs. */
export function readMonitors(reply: Buffer): RawMonitor[] {
  const found: RawMonitor[] = [];
  const count = reply.readUInt32LE(4);
  let at = MONITORS_AT;
  for (let n = 0; n < count; n++) {
    found.push({
      nameAtom: reply.readUInt32LE(at),
      isPrimary: reply.readUInt8(at + 4) !== 0,
      x: reply.readInt16LE(at + 8),
      y: reply.readInt16LE(at + 10),
      width: reply.readUInt16LE(at + 12),
      height: reply.readUInt16LE(at + 14),
    });
    at += MONITOR_BYTES + reply.readUInt16LE(at + 6) * 4;
  }
  return found;
}

const wholeScreen = ({ width, height }: Display): Monitor => ({
  name: 'screen',
  isPrimary: true,
  x: 0,
  y: 0,
  width,
  height,
});
