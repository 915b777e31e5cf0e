// One request as it is open at the technician's page: what is known of it, kept up to date, and what can be done with it. Draws nothing.
import { effect, type ReadonlySignal, signal } from '@preact/signals';
import { isRefusal } from '../../../../shared/errors.ts';
import {
  joinedRequest,
  type Outcome,
  type RequestDetails,
  requestDetails,
  requestRow,
} from '../../../../shared/protocol/requests.ts';
import { inWords } from '../../features/account/refusals.ts';
import { get, post } from '../../features/account/session.ts';
import { nothing, type Refused } from '../../link/api.ts';
import type { QueueDesk } from './queue-desk.ts';
import { words } from './request.text.ts';

export type Deed = 'assign' | 'release' | 'join' | 'close' | 'note' | 'say' | 'check' | 'reopen';

export interface OpenRequest {
  readonly details: ReadonlySignal<RequestDetails | null>;
  /** Why it cannot be shown, or no newer than it is. */
  readonly problem: ReadonlySignal<Refused | null>;
  /** Why the last deed came to nothing, in words. */
  readonly trouble: ReadonlySignal<(() => string) | null>;
  /** What is being done. */
  readonly doing: ReadonlySignal<Deed | null>;
  load(): Promise<void>;
  /** Only one of those who press at once gets it; the others are told who has it. */
  assign(): Promise<void>;
  release(): Promise<void>;
  /** @returns the session that the customer is invited into, or null */
  join(): Promise<string | null>;
  /** Asks the customer whether it works now. */
  check(): Promise<void>;
  /** Goes on with what was closed. */
  reopen(): Promise<void>;
  /** @returns whether it worked */
  finish(outcome: Outcome, note: string): Promise<boolean>;
  /** @returns whether it worked */
  write(what: 'note' | 'say', text: string): Promise<boolean>;
  close(): void;
}

export function openRequest(id: string, { me, queue, news, knows }: QueueDesk): OpenRequest {
  const details = signal<RequestDetails | null>(null);
  const problem = signal<Refused | null>(null);
  const trouble = signal<(() => string) | null>(null);
  const doing = signal<Deed | null>(null);
  const path = `/api/requests/${id}`;
  let isLoading = false;
  let isStale = true;

  const load = async (): Promise<void> => {
    isStale = true;
    // Reading counts the customer's lines as seen: not while nobody looks.
    if (isLoading || document.visibilityState === 'hidden') return;
    isLoading = true;
    while (isStale) {
      isStale = false;
      const found = await get(path, requestDetails);
      problem.value = isRefusal(found) ? found : null;
      if (isRefusal(found)) continue;
      details.value = found;
      knows(found.row);
      if (found.row.assignee?.id === me.person.id) queue.markRead(id);
    }
    isLoading = false;
  };
  const onVisible = () => {
    if (isStale) void load();
  };
  document.addEventListener('visibilitychange', onVisible);
  let isFirst = true;
  const unhear = effect(() => {
    const { told } = news.value;
    if (isFirst || told === null || told.request === id) void load();
    isFirst = false;
  });

  /** One deed at a time; what changed is read anew whatever came of it. */
  const perform = async <A>(deed: Deed, act: () => Promise<A | Refused>): Promise<A | null> => {
    if (doing.peek() !== null) return null;
    doing.value = deed;
    trouble.value = null;
    const answer = await act();
    if (isRefusal(answer)) trouble.value = () => whyNot(answer as Refused);
    await load();
    doing.value = null;
    return isRefusal(answer) ? null : (answer as A);
  };
  const isDone = async (deed: Deed, body?: unknown): Promise<boolean> => {
    const done = await perform(deed, async () => {
      const answer = await post(`${path}/${PATHS[deed]}`, body, nothing);
      return isRefusal(answer) ? answer : { isDone: true };
    });
    return done !== null;
  };

  return {
    details,
    problem,
    trouble,
    doing,
    load,
    assign: async () => {
      const row = await perform('assign', () => post(`${path}/assign`, undefined, requestRow));
      const { assignee } = row ?? { assignee: null };
      if (assignee && assignee.id !== me.person.id) trouble.value = () => words().wasFirst(assignee.name);
    },
    release: async () => void (await isDone('release')),
    join: async () => {
      const joined = await perform('join', () => post(`${path}/join`, undefined, joinedRequest));
      return joined?.sid ?? null;
    },
    check: async () => void (await isDone('check')),
    reopen: async () => void (await isDone('reopen')),
    finish: (outcome, note) => isDone('close', { outcome, note: note.trim() }),
    write: (what, text) => isDone(what, { text: text.trim() }),
    close: () => {
      document.removeEventListener('visibilitychange', onVisible);
      unhear();
    },
  };
}

const PATHS: Readonly<Record<Deed, string>> = {
  assign: 'assign',
  release: 'release',
  join: 'join',
  close: 'close',
  note: 'notes',
  say: 'say',
  check: 'check',
  reopen: 'reopen',
};

/** Here the other side of NOT_YOURS is a colleague, and NOT_NOW means that the request has changed meanwhile. */
function whyNot(why: Refused): string {
  if (why.refused === 'NOT_YOURS') return words().notYours;
  return why.refused === 'NOT_NOW' ? words().notNow : inWords(why);
}
