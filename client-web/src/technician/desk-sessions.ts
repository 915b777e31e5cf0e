// The technician's sessions: the list from the broker, and an open link to each that is still going on, so that words
// and answers arrive whichever of them is on the screen.
import { effect, type ReadonlySignal, signal } from '@preact/signals';
import { isRefusal, type Refusal } from '../../../shared/errors.ts';
import {
  type Created,
  created,
  type SessionRow,
  sessionRows,
  ticketed,
} from '../../../shared/protocol/http.ts';
import { get, heed, post } from '../features/account/session.ts';
import { type Help, holdSession, openHelp } from '../features/help.ts';
import { keepCode, keptCode } from './kept-codes.ts';

export interface DeskSession {
  readonly row: SessionRow;
  /** Null where it has ended, or another tab of this browser holds it. */
  readonly help: Help | null;
  readonly isElsewhere: boolean;
  /** Only in the browser that made it, while it can be used. */
  readonly code: Created | null;
}

export interface DeskSessions {
  readonly sessions: ReadonlySignal<readonly DeskSession[]>;
  readonly trouble: ReadonlySignal<Refusal | null>;
  readonly isLoaded: ReadonlySignal<boolean>;
  /** Opens a session with a fresh code. @returns its id, or a refusal */
  create(): Promise<string | Refusal>;
  refresh(): Promise<void>;
  /** After signing in again: opens anew what was closed for want of a login. */
  revive(): Promise<void>;
  /** Opens one that has ended, to read what happened. */
  look(sid: string): Promise<void>;
  close(): void;
}

/** Sessions one technician keeps open at once; more than anybody can attend to. */
const MOST_OPEN = 12;

export function openDeskSessions(): DeskSessions {
  const sessions = signal<readonly DeskSession[]>([]);
  const trouble = signal<Refusal | null>(null);
  const isLoaded = signal(false);
  const helps = new Map<string, Help>();
  const elsewhere = new Set<string>();
  const stops: (() => void)[] = [];

  const attend = async (sid: string): Promise<void> => {
    if (helps.has(sid) || elsewhere.has(sid)) return;
    if (helps.size >= MOST_OPEN && !dropEnded()) return;
    elsewhere.add(sid);
    if (!(await holdSession(sid))) return;
    const getTicket = () => post(`/api/sessions/${sid}/ticket`, {}, ticketed);
    const help = await openHelp({ sid, role: 'technician', getTicket });
    elsewhere.delete(sid);
    helps.set(sid, help);
    stops.push(
      effect(() => {
        if (help.session.state.value.phase === 'ended') void refresh();
      }),
      effect(() => {
        const status = help.session.status.value;
        if (status.kind === 'closed') heed({ refused: status.code });
      }),
    );
  };

  /** Makes room by closing one that is over. */
  const dropEnded = (): boolean => {
    const over = [...helps].find(([, { session }]) => session.state.peek().phase === 'ended');
    if (!over) return false;
    over[1].close();
    return helps.delete(over[0]);
  };

  const refresh = async (): Promise<void> => {
    const found = await get('/api/sessions', sessionRows);
    isLoaded.value = true;
    if (isRefusal(found)) {
      trouble.value = found;
      return;
    }
    trouble.value = null;
    await Promise.all(found.rows.filter(({ phase }) => phase !== 'ended').map(({ sid }) => attend(sid)));
    sessions.value = found.rows.map((row) => ({
      row,
      help: helps.get(row.sid) ?? null,
      isElsewhere: elsewhere.has(row.sid),
      code: keptCode(row.sid),
    }));
  };

  // Said on the way out, so that customers' pages make their lanes anew at once instead of missing us first.
  const onLeave = () => {
    for (const { lanes } of helps.values()) lanes.close();
  };
  window.addEventListener('pagehide', onLeave, { once: true });

  return {
    sessions,
    trouble,
    isLoaded,
    refresh,
    revive: async () => {
      for (const [sid, help] of helps) {
        if (help.session.status.peek().kind !== 'closed') continue;
        help.close();
        helps.delete(sid);
      }
      // At once, so that nobody writes into a link that is gone.
      sessions.value = sessions.peek().map((each) => ({ ...each, help: helps.get(each.row.sid) ?? null }));
      await refresh();
    },
    look: async (sid) => {
      if (sid === '' || helps.has(sid)) return;
      await attend(sid);
      await refresh();
    },
    create: async () => {
      const made = await post('/api/sessions', {}, created);
      if (isRefusal(made)) return made;
      keepCode(made);
      await refresh();
      return made.sid;
    },
    close: () => {
      window.removeEventListener('pagehide', onLeave);
      for (const stop of stops) stop();
      for (const help of helps.values()) help.close();
    },
  };
}
