// Chat over the talk lane: numbered lines, resent until the other end has them, kept through reloads at both ends.
// The broker sees none of it but, at the end, a count and a hash.
import { computed, effect, type ReadonlySignal, signal } from '@preact/signals';
import type { Chance, Storage } from '../../../../link/deps.ts';
import type { TalkLine } from '../../../../link/talk.ts';
import { CHAT_LIMIT } from '../../../../shared/channel/talk.ts';
import { type Refusal, refuse } from '../../../../shared/errors.ts';
import { digestOf } from './digest.ts';
import { type History, type Line, lastMine, mine, openKeeper, theirs } from './history.ts';

export interface ChatLine {
  readonly id: string;
  /** Counts its sender's lines from 1. */
  readonly n: number;
  readonly mine: boolean;
  readonly text: string;
  /** By the broker's clock, as its sender knew it. */
  readonly at: number;
  /** Whose words these are, where they came through the customer's page; the sender's own where it is missing. */
  readonly by?: string | undefined;
  /** For lines of the other side always `got`. */
  readonly state: 'waiting' | 'sent' | 'got' | 'read';
}

export interface ChatOptions {
  readonly sid: string;
  readonly role: 'technician' | 'customer';
  readonly talk: TalkLine;
  readonly storage: Storage;
  /** The broker's clock. */
  now(): number;
  readonly chance: Pick<Chance, 'newUuid'>;
}

/** A line from another conversation of the same customer. */
export type Passed = Pick<Line, 'id' | 'text' | 'at' | 'by'>;

export interface Chat {
  /** In the order they were written or arrived here. */
  readonly lines: ReadonlySignal<readonly ChatLine[]>;
  readonly unread: ReadonlySignal<number>;
  /** Well-formed messages that made no sense: a number twice with another text, a mark for a line never sent. */
  readonly strange: ReadonlySignal<number>;
  say(text: string): Refusal | null;
  /** Passes on what somebody else wrote, or what was written elsewhere; once, by its number. At the customer's page alone. */
  pass(line: Passed): void;
  /** The person has seen everything up to now. */
  markRead(): void;
  /** Over the whole conversation in an order both ends agree on; for the `end` wish. */
  digest(): Promise<{ count: number; sha256: string }>;
  /** Resolves when everything so far would survive a reload. */
  saved(): Promise<void>;
  close(): void;
}

/** Lines kept of each side; nobody honest writes more, and memory must end somewhere. */
const MOST_LINES = 2_000;

/** Loads what was said before, then takes part. */
export async function openChat(options: ChatOptions): Promise<Chat> {
  const { talk, storage, sid, role } = options;
  const keeper = openKeeper(storage, sid);
  const history = signal<History>(await keeper.load());
  const strange = signal(0);
  /** Nothing was found and nothing was said on a lane yet. */
  let isNew = history.value.lines.length === 0;
  /** The last of my lines given to the present lane; null until the other end has said what it has. */
  const sentUpTo = signal<number | null>(null);

  const change = (next: Partial<History>) => {
    history.value = { ...history.peek(), ...next };
    keeper.save(history.value);
  };
  const sendFrom = (first: number) => {
    const lines = mine(history.value.lines).filter((line) => line.n >= first);
    for (const { id, n, text, at, by } of lines)
      talk.say({ k: 'chat', id, n, text, at, ...(by === undefined ? {} : { by }) });
    sentUpTo.value = Math.max(first - 1, lines.at(-1)?.n ?? 0);
  };
  const greet = () => void talk.say({ k: 'hello', have: theirs(history.value.lines).length });
  const mark = (n: number, kind: 'got' | 'read') => {
    if (n > lastMine(history.value)) {
      strange.value += 1;
      return;
    }
    const got = Math.max(history.value.got, n);
    change({ got, read: kind === 'read' ? Math.max(history.value.read, n) : history.value.read });
  };

  /** The other end has lines of mine that this page does not know: its storage was lost. It counts on from there. */
  const recount = (have: number) => {
    const lines = history.value.lines.map((line) => (line.mine ? { ...line, n: line.n + have } : line));
    change({ lines, lost: have, got: have });
  };

  const add = ({ id, text, at, by }: Passed): Refusal | null => {
    const n = lastMine(history.peek()) + 1;
    if (n > MOST_LINES) return refuse('TOO_FAST');
    const line = { id, n, mine: true, text, at, ...(by === undefined ? {} : { by }) };
    change({ lines: [...history.peek().lines, line] });
    if (sentUpTo.peek() !== null) sendFrom(n);
    return null;
  };

  const stops = [
    // First of all, so that a greeting that waited for us is answered on a clean slate.
    talk.onUp(() => {
      sentUpTo.value = null;
      greet();
    }),
    talk.on('hello', ({ have }) => {
      const isFirst = isNew;
      isNew = false;
      if (isFirst && have > 0) recount(have);
      else if (have > lastMine(history.value)) strange.value += 1;
      else if (have > history.value.got) change({ got: have });
      sendFrom(have + 1);
      if (history.value.seen > 0) talk.say({ k: 'read', n: history.value.seen });
    }),
    talk.on('chat', ({ id, n, text, at, by }) => {
      const known = theirs(history.value.lines);
      const before = known[n - 1];
      if (before && (before.id !== id || before.text !== text || before.by !== by)) strange.value += 1;
      // A line is missing: say again what is here, and all after it will come.
      if (n > known.length + 1) return greet();
      if (n > MOST_LINES) return;
      const line = { id, n, mine: false, text, at, ...(by === undefined ? {} : { by }) };
      if (!before) change({ lines: [...history.value.lines, line] });
      talk.say({ k: 'got', n: theirs(history.value.lines).length });
    }),
    talk.on('got', ({ n }) => mark(n, 'got')),
    talk.on('read', ({ n }) => mark(n, 'read')),
    effect(() => {
      if (!talk.isUp.value) sentUpTo.value = null;
    }),
  ];

  return {
    lines: computed(() => history.value.lines.map((line) => shown(line, history.value, sentUpTo.value))),
    unread: computed(() => theirs(history.value.lines).length - history.value.seen),
    strange,
    say(text) {
      if (text.length === 0 || text.length > CHAT_LIMIT) return refuse('BAD_INPUT');
      return add({ id: options.chance.newUuid(), text, at: Math.round(options.now()) });
    },
    pass(line) {
      if (!history.peek().lines.some(({ id }) => id === line.id)) add(line);
    },
    markRead() {
      const seen = theirs(history.value.lines).length;
      if (seen === history.value.seen) return;
      change({ seen });
      talk.say({ k: 'read', n: seen });
    },
    digest: () => digestOf(history.value.lines, role),
    saved: keeper.saved,
    close() {
      for (const stop of stops) stop();
    },
  };
}

function shown(line: Line, { got, read }: History, sentUpTo: number | null): ChatLine {
  if (!line.mine) return { ...line, state: 'got' };
  if (line.n <= read) return { ...line, state: 'read' };
  if (line.n <= got) return { ...line, state: 'got' };
  return { ...line, state: line.n <= (sentUpTo ?? 0) ? 'sent' : 'waiting' };
}
