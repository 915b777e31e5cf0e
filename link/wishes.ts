// Wishes under way to the broker, each with its promise. Some also stand in an outbox that outlives lost connections and
// reloads, since a stop that was pressed must be recorded in the end. It knows nothing of sockets.
import * as z from 'zod/mini';
import { ERRORS, type ErrorCode, isErrorCode, type Refusal, refuse } from '../shared/errors.ts';
import type { Down } from '../shared/protocol/down.ts';
import type { Up } from '../shared/protocol/up.ts';
import { type Command, command } from '../shared/session/commands.ts';
import type { Chance, Clock, Storage } from './deps.ts';

export type Answer = { readonly seq: number } | Refusal;

const AGAIN_MS = 1_000;
/**
 * Wishes that go out in the end, whatever happens to connection and page: those that only take away, and every signed
 * statement, since the next one of the same author follows it or nothing (consent-protocol.md 2.4).
 */
const KEPT: ReadonlySet<Command['type']> = new Set([
  'state',
  'vouch-host',
  'fail-host',
  'drop-host',
  'answer',
  'expire',
  'end',
  'fail-meeting',
  'finish-file',
  'reject-file',
  'report-use',
  'report-misuse',
]);
/** After these the session will never take the outbox. OTHER_TAB is not among them: that tab may send it. */
const HOPELESS: readonly ErrorCode[] = ['ENDED', 'NOT_FOUND', 'NOT_A_MEMBER'];

export interface WishesOptions {
  readonly sid: string;
  /** The two ends have met and gone on: no other customer can come any more. */
  isOpen(): boolean;
  readonly storage: Storage;
  readonly clock: Clock;
  readonly chance: Pick<Chance, 'newUuid'>;
  send(message: Up): boolean;
}

export interface Wishes {
  make(wish: Command): Promise<Answer>;
  /** A connection is there: what waited goes out, in order. */
  online(): void;
  offline(): void;
  answered(message: Extract<Down, { t: 'done' | 'refused' }>): void;
  /** The state now contains everything up to `seq`. */
  reached(seq: number): void;
  /** No connection will come again: what waits and what is still wished is refused with `code`. */
  closed(code: ErrorCode): void;
}

interface Item {
  readonly command: Command;
  settle(answer: Answer): void;
}

export function openWishes({ sid, isOpen, storage, clock, chance, send }: WishesOptions): Wishes {
  const key = `outbox.${sid}`;
  const underWay = new Map<number, Item>();
  let outbox: Item[] = [];
  let recorded: { readonly seq: number; readonly item: Item }[] = [];
  let reachedSeq = 0;
  let count = 0;
  let over: ErrorCode | null = null;

  const dispatch = (item: Item): boolean => {
    count += 1;
    if (!send({ t: 'wish', n: count, command: item.command })) return false;
    underWay.set(count, item);
    return true;
  };
  const sendAgain = () => {
    const waiting = new Set(underWay.values());
    for (const item of outbox) if (!waiting.has(item)) dispatch(item);
  };
  const loaded = load(storage, key).then((before) => {
    outbox = [...before.map((wish): Item => ({ command: wish, settle: () => {} })), ...outbox];
    sendAgain();
  });
  let saved = loaded;
  const save = () => {
    saved = saved.then(() => store(storage, key, outbox));
  };
  const leave = (item: Item) => {
    if (!outbox.includes(item)) return;
    outbox = outbox.filter((other) => other !== item);
    save();
  };
  /** The broker has not taken the one before it: this is the next one as soon as that is there. */
  const isEarly = (item: Item, code: ErrorCode): boolean =>
    code === 'OUT_OF_ORDER' && outbox.indexOf(item) > 0;
  const refusedWith = (item: Item, code: ErrorCode) => {
    const isForLater = ERRORS[code].retry || isEarly(item, code);
    if (outbox.includes(item) && isForLater) return void clock.after(AGAIN_MS, sendAgain);
    leave(item);
    item.settle(refuse(code));
  };

  return {
    make(wish) {
      if (!command.safeParse(wish).success) return Promise.resolve(refuse('BAD_INPUT'));
      if (over) return Promise.resolve(refuse(over));
      return new Promise((settle) => {
        const item: Item = { command: numbered(wish, chance), settle };
        // Before that, an introduction that waited could speak of a customer who has gone.
        if (KEPT.has(wish.type) || (wish.type === 'introduce' && isOpen())) {
          outbox.push(item);
          save();
          dispatch(item);
        } else if (!dispatch(item)) settle(refuse('CLOSED'));
      });
    },
    online() {
      count = 0;
      sendAgain();
    },
    offline() {
      const cut = [...underWay.values()];
      underWay.clear();
      for (const item of cut) if (!outbox.includes(item)) item.settle(refuse('CLOSED'));
    },
    answered(message) {
      const item = underWay.get(message.n);
      if (!item) return;
      underWay.delete(message.n);
      if (message.t === 'refused')
        return refusedWith(item, isErrorCode(message.code) ? message.code : 'INTERNAL');
      leave(item);
      if (message.seq <= reachedSeq) return item.settle({ seq: message.seq });
      recorded.push({ seq: message.seq, item });
    },
    reached(seq) {
      reachedSeq = seq;
      const ready = recorded.filter((done) => done.seq <= seq);
      recorded = recorded.filter((done) => done.seq > seq);
      for (const done of ready) done.item.settle({ seq: done.seq });
    },
    closed(code) {
      over = code;
      const all = new Set([...underWay.values(), ...outbox, ...recorded.map((done) => done.item)]);
      underWay.clear();
      outbox = [];
      recorded = [];
      if (HOPELESS.includes(code)) save();
      for (const item of all) item.settle(refuse(code));
    },
  };
}

/** What is counted is counted once, however often it has to be sent. */
const numbered = (wish: Command, { newUuid }: Pick<Chance, 'newUuid'>): Command =>
  wish.type === 'report-use' || wish.type === 'report-misuse' ? { ...wish, report: newUuid() } : wish;

async function load(storage: Storage, key: string): Promise<Command[]> {
  try {
    const result = z.array(command).safeParse(await storage.get(key));
    return result.success ? result.data : [];
  } catch {
    // Storage is off in this browser: the outbox then lives as long as the page.
    return [];
  }
}

async function store(storage: Storage, key: string, outbox: readonly Item[]): Promise<void> {
  try {
    if (outbox.length === 0) await storage.del(key);
    else
      await storage.set(
        key,
        outbox.map((item) => item.command),
      );
  } catch {
    // As above: nothing more can be done for a reload, and the wish itself is on its way.
  }
}
