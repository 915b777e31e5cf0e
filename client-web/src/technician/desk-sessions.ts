// The technician's sessions: the list from the broker, and an open link to each that is still going on, so that words
// and answers arrive whichever of them is on the screen.
import { effect, type ReadonlySignal, signal } from '@preact/signals';
import { meetAsTechnician } from '../../../link/meet-technician.ts';
import { isRefusal, type Refusal, refuse } from '../../../shared/errors.ts';
import { created, type SessionRow, sessionRows, technicianTicketed } from '../../../shared/protocol/http.ts';
import { get, heed, post } from '../features/account/session.ts';
import { type Help, holdSession, openHelp } from '../features/help.ts';
import { fetchBrokerKeys } from '../link/broker-keys.ts';
import { browser } from '../link/browser.ts';
import type { Device } from './device.ts';
import { type KeptCode, keepCode, readCode, secretOf } from './kept-codes.ts';
import { openTools, type Tools } from './tools.ts';

export interface DeskSession {
  readonly row: SessionRow;
  /** Null where it has ended, or another tab of this browser holds it. */
  readonly help: Help | null;
  /** Null without a link. */
  readonly tools: Tools | null;
  readonly isElsewhere: boolean;
  /** Only in the browser that made it, while it can be used. */
  readonly code: KeptCode | null;
}

export interface DeskSessions {
  readonly sessions: ReadonlySignal<readonly DeskSession[]>;
  readonly trouble: ReadonlySignal<Refusal | null>;
  readonly isLoaded: ReadonlySignal<boolean>;
  /** Opens a session with a fresh code, made by this page or by the broker. @returns its id, or a refusal */
  create(code: 'page' | 'broker'): Promise<string | Refusal>;
  refresh(): Promise<void>;
  /** After signing in again: opens anew what was closed for want of a login. */
  revive(): Promise<void>;
  /** Opens one that has ended, to read what happened. */
  look(sid: string): Promise<void>;
  close(): void;
}

/** Sessions one technician keeps open at once; more than anybody can attend to. */
const MOST_OPEN = 12;

export function openDeskSessions(device: Device): DeskSessions {
  const sessions = signal<readonly DeskSession[]>([]);
  const trouble = signal<Refusal | null>(null);
  const isLoaded = signal(false);
  const open = new Map<string, { readonly help: Help; readonly tools: Tools }>();
  const elsewhere = new Set<string>();
  const stops: (() => void)[] = [];

  const brokerKeys = fetchBrokerKeys();
  const openOne = async (sid: string): Promise<Help | null> => {
    const keys = await brokerKeys;
    const { value: here } = device.state;
    if (here.at !== 'ready' || isRefusal(keys)) return null;
    let attestation: string | null = null;
    const { key } = here;
    return openHelp({
      sid,
      role: 'technician',
      key,
      brokerKeys: keys,
      isBack: true,
      getTicket: async () => {
        const got = await post(`/api/sessions/${sid}/ticket`, { key: key.thumbprint }, technicianTicketed);
        if (!isRefusal(got)) attestation = got.attestation;
        return got;
      },
      meet: (deps) =>
        meetAsTechnician({ ...deps, key, secret: secretOf(sid), attestation: () => attestation }),
    });
  };

  const attend = async (sid: string): Promise<void> => {
    if (open.has(sid) || elsewhere.has(sid)) return;
    if (open.size >= MOST_OPEN && !dropEnded()) return;
    elsewhere.add(sid);
    if (!(await holdSession(sid))) return;
    const help = await openOne(sid);
    elsewhere.delete(sid);
    if (!help) return;
    open.set(sid, { help, tools: openTools(help) });
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

  const drop = (sid: string): boolean => {
    const gone = open.get(sid);
    gone?.tools.close();
    gone?.help.close();
    return open.delete(sid);
  };

  /** Makes room by closing one that is over, and of which nothing is left to put away. */
  const dropEnded = (): boolean => {
    const over = [...open].find(
      ([, { help, tools }]) =>
        help.session.state.peek().phase === 'ended' && tools.recorder.kept.peek().length === 0,
    );
    if (!over) return false;
    return drop(over[0]);
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
      help: open.get(row.sid)?.help ?? null,
      tools: open.get(row.sid)?.tools ?? null,
      isElsewhere: elsewhere.has(row.sid),
      code: readCode(row.sid),
    }));
  };

  // Said on the way out, so that customers' pages make their lanes anew at once instead of missing us first.
  const onLeave = () => {
    for (const { help } of open.values()) help.lanes.close();
  };
  window.addEventListener('pagehide', onLeave, { once: true });

  return {
    sessions,
    trouble,
    isLoaded,
    refresh,
    revive: async () => {
      for (const [sid, { help }] of open) if (help.session.status.peek().kind === 'closed') drop(sid);
      // At once, so that nobody writes into a link that is gone.
      sessions.value = sessions.peek().map((each) => ({
        ...each,
        help: open.get(each.row.sid)?.help ?? null,
        tools: open.get(each.row.sid)?.tools ?? null,
      }));
      await refresh();
    },
    look: async (sid) => {
      if (sid === '' || open.has(sid)) return;
      await attend(sid);
      await refresh();
    },
    create: async (code) => {
      const made = await post('/api/sessions', { code }, created);
      if (isRefusal(made)) return made;
      // Before the session is opened here: the secret digits must be there when the customer comes.
      if (!keepCode(made, code, browser.bytes)) return refuse('INTERNAL');
      await refresh();
      return made.sid;
    },
    close: () => {
      window.removeEventListener('pagehide', onLeave);
      for (const stop of stops) stop();
      for (const sid of [...open.keys()]) drop(sid);
    },
  };
}
