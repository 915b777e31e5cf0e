// What was said, as this page keeps it through a reload. Each side's lines are numbered without gaps.
import * as z from 'zod/mini';
import type { Storage } from '../../../../link/deps.ts';
import { CHAT_LIMIT } from '../../../../shared/channel/talk.ts';
import { count, instant, text, uuid } from '../../../../shared/field.ts';

const line = z.strictObject({
  id: uuid,
  n: count,
  mine: z.boolean(),
  text: text(CHAT_LIMIT, 1),
  at: instant,
  /** Whose words these are, where the customer's page passed them on. */
  by: z.optional(text(60, 1)),
});
const history = z.strictObject({
  lines: z.array(line),
  /** Lines of mine that the other end has and this page lost with its storage; mine are numbered from the next. */
  lost: count,
  /** The other end has my lines up to here, and its person has seen them up to `read`. */
  got: count,
  read: count,
  /** The person here has seen theirs up to here. */
  seen: count,
});
export type Line = Readonly<z.infer<typeof line>>;
export interface History {
  readonly lines: readonly Line[];
  readonly lost: number;
  readonly got: number;
  readonly read: number;
  readonly seen: number;
}

const EMPTY: History = { lines: [], lost: 0, got: 0, read: 0, seen: 0 };

export const mine = (lines: readonly Line[]): Line[] => lines.filter((each) => each.mine);
export const theirs = (lines: readonly Line[]): Line[] => lines.filter((each) => !each.mine);

/** Writes one state at a time; states that were overtaken while a write ran are skipped. */
export function openKeeper(storage: Storage, sid: string) {
  const key = `chat.${sid}`;
  let next: History | null = null;
  let writing: Promise<void> = Promise.resolve();

  const write = async () => {
    const latest = next;
    next = null;
    if (!latest) return;
    try {
      await storage.set(key, latest);
    } catch {
      // Storage is off in this browser: the conversation then lives as long as the page.
    }
  };
  return {
    async load(): Promise<History> {
      try {
        const read = history.safeParse(await storage.get(key));
        return read.success && isWhole(read.data) ? read.data : EMPTY;
      } catch {
        return EMPTY;
      }
    },
    save(latest: History): void {
      next = latest;
      writing = writing.then(write);
    },
    saved: () => writing,
  };
}

/** Number of my last line. */
export const lastMine = ({ lines, lost }: History): number => lost + mine(lines).length;

function isWhole(read: History): boolean {
  const isCounted = (side: readonly Line[], from: number) => side.every((each, i) => each.n === from + i + 1);
  const known = theirs(read.lines);
  const isNumbered = isCounted(mine(read.lines), read.lost) && isCounted(known, 0);
  return isNumbered && read.got <= lastMine(read) && read.read <= read.got && read.seen <= known.length;
}
