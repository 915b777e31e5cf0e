// What parts of the broker, and its nodes, tell each other of a session.
import type { SessionEvent } from '../../shared/session/events.ts';

export const sessionTopic = (sid: string): string => `session:${sid}`;
/** The new events, or, from another node, up to which number there are some: what is told to anybody comes from the store. */
export type SessionNews = readonly SessionEvent[] | { readonly seq: number };
