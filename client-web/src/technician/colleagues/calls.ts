// Calls for a colleague at this technician's page: those that ring here, and what became of their own. Kept up to date as the broker
// tells of changes, and by itself when one lapses. Draws nothing.
import { computed, type ReadonlySignal, signal } from '@preact/signals';
import { isRefusal } from '../../../../shared/errors.ts';
import {
  type Call,
  type ColleagueThere,
  callMade,
  call as callSchema,
  calls as callsSchema,
  colleagues,
  type NewCall,
} from '../../../../shared/protocol/calls.ts';
import { get, post } from '../../features/account/session.ts';
import { nothing, type Refused } from '../../link/api.ts';
import { browser } from '../../link/browser.ts';

export interface ColleagueCalls {
  /** What rings here: somebody needs this technician, or anybody. */
  readonly ringing: ReadonlySignal<readonly Call[]>;
  /** The last call that was made in this session; null without one. */
  madeIn(sid: string): Call | null;
  /** The call from which this session came; null where it came from none. */
  behind(sid: string): Call | null;
  /** Why the last answer came to nothing. */
  readonly trouble: ReadonlySignal<Refused | { readonly takenBy: string } | null>;
  /** It has been read. */
  dismiss(): void;
  refresh(): Promise<void>;
  /** Who else of that session's desk is there now. */
  there(sid: string): Promise<readonly ColleagueThere[] | Refused>;
  /** @returns why it could not be made, or null */
  make(sid: string, said: NewCall): Promise<Refused | null>;
  withdraw(call: string): Promise<void>;
  /** @returns the session that is this technician's now, or null */
  accept(call: string): Promise<string | null>;
  decline(call: string, word: string): Promise<void>;
  close(): void;
}

export interface CallsDeps {
  readonly me: string;
  /** Something rings that did not ring before. */
  onRing(call: Call): void;
}

/** A little later than the broker's own moment, so that it has passed there too. */
const LATE_MS = 300;

export function openCalls({ me, onRing }: CallsDeps): ColleagueCalls {
  const all = signal<readonly Call[]>([]);
  const trouble = signal<ColleagueCalls['trouble']['value']>(null);
  const heard = new Set<string>();
  let stopWaiting = () => {};
  let turn = 0;

  const ringing = computed(() =>
    all.value.filter(({ state, from }) => state === 'waiting' && from.id !== me),
  );
  const refresh = async (): Promise<void> => {
    turn += 1;
    const mine = turn;
    const found = await get('/api/calls', callsSchema);
    if (mine !== turn || isRefusal(found)) return;
    all.value = found.calls;
    for (const call of ringing.peek()) {
      if (!heard.has(call.id)) onRing(call);
      heard.add(call.id);
    }
    stopWaiting();
    const ends = found.calls.filter(({ state }) => state === 'waiting').map(({ expiresAt }) => expiresAt);
    if (ends.length > 0)
      stopWaiting = browser.after(Math.min(...ends) - found.now + LATE_MS, () => void refresh());
  };
  const answer = async (call: string, how: string, body: unknown): Promise<void> => {
    const done = await post(`/api/calls/${call}/${how}`, body, nothing);
    trouble.value = isRefusal(done) ? done : null;
    await refresh();
  };

  return {
    ringing,
    madeIn: (sid) => all.value.find(({ session, from }) => session === sid && from.id === me) ?? null,
    behind: (sid) => all.value.find(({ follower }) => follower === sid) ?? null,
    trouble,
    dismiss: () => {
      trouble.value = null;
    },
    refresh,
    there: async (sid) => {
      const found = await get(`/api/sessions/${sid}/colleagues`, colleagues);
      return isRefusal(found) ? found : found.people;
    },
    make: async (sid, said) => {
      const made = await post(`/api/sessions/${sid}/calls`, said, callMade);
      await refresh();
      return isRefusal(made) ? made : null;
    },
    withdraw: (call) => answer(call, 'withdraw', undefined),
    accept: async (call) => {
      const taken = await post(`/api/calls/${call}/accept`, undefined, callSchema);
      const isMine = !isRefusal(taken) && taken.by?.id === me && taken.state === 'accepted';
      if (isRefusal(taken)) trouble.value = taken;
      else trouble.value = isMine ? null : { takenBy: taken.by?.name ?? '' };
      await refresh();
      return isMine ? taken.follower : null;
    },
    decline: (call, word) => answer(call, 'decline', { word }),
    close: () => stopWaiting(),
  };
}
