// One session's whole machinery at one end, put together in order: the broker's socket, the lanes to the other end, and
// what travels on them. Both faces use it; each adds what is its own.
import type { Refusal } from '../../../shared/errors.ts';
import { browser, browserRtc, browserStorage, socketUrl } from '../link/browser.ts';
import { type Lanes, openLanes } from '../link/lanes.ts';
import { openSession, type Session } from '../link/session.ts';
import { openTalk, type TalkLine } from '../link/talk.ts';
import { type Chat, openChat } from './chat/chat.ts';
import { type Files, openFiles } from './files/files.ts';
import { pickSink } from './files/sinks.ts';

export interface Help {
  readonly session: Session;
  readonly lanes: Lanes;
  readonly talk: TalkLine;
  readonly chat: Chat;
  readonly files: Files;
  /** Ends the session for both: what moves is cut here first. Says what the log may know of the chat. */
  end(): Promise<void>;
  close(): void;
}

export interface HelpOptions {
  readonly sid: string;
  readonly role: 'technician' | 'customer';
  getTicket(): Promise<{ readonly ticket: string } | Refusal>;
}

export async function openHelp({ sid, role, getTicket }: HelpOptions): Promise<Help> {
  const session = openSession({
    sid,
    url: socketUrl('/socket'),
    getTicket,
    storage: browserStorage,
    deps: browser,
  });
  const lanes = openLanes({ session, rtc: browserRtc(), deps: browser });
  const talk = openTalk(lanes.talk, browser);
  const chat = await openChat({
    sid,
    role,
    talk,
    storage: browserStorage,
    now: session.now,
    chance: browser,
  });
  const files = openFiles({ session, lanes, pickSink, deps: browser });
  return {
    session,
    lanes,
    talk,
    chat,
    files,
    end: async () => {
      for (const { fileId, stage } of files.entries.peek())
        if (stage === 'accepted' || stage === 'moving') void files.cancel(fileId);
      await session.wish({ type: 'end', chat: await chat.digest() });
    },
    close: () => {
      files.close();
      chat.close();
      talk.close();
      lanes.close();
      session.close();
    },
  };
}

/** Sessions this tab has taken for itself; a lock is given only once, also to the same page. */
const held = new Set<string>();

/** Resolves with true once this tab alone holds the session; false when another tab of this browser has it. */
export function holdSession(sid: string): Promise<boolean> {
  if (held.has(sid) || !navigator.locks) return Promise.resolve(true);
  return new Promise((resolve) => {
    void navigator.locks.request(`permesso.${sid}`, { ifAvailable: true }, (lock) => {
      if (lock) held.add(sid);
      resolve(lock !== null);
      // Held until the page goes away.
      return lock ? new Promise<never>(() => {}) : undefined;
    });
  });
}
