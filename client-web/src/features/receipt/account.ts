// What a customer wants to know of a session, read out of its events: with whom, what was allowed and used, what was refused,
// files. Facts only; sections.ts puts them into words.
import { NOTICES, type NoticeFacts, noticeProblem, noticeText } from '../../../../shared/consent/notices.ts';
import type { Language } from '../../../../shared/field.ts';
import type { EventOf, SessionEvent } from '../../../../shared/session/events.ts';
import { type AuthLevel, naming } from '../../../../shared/session/scopes.ts';
import {
  type FileRow,
  filesOf,
  namesOf,
  ofType,
  type Span,
  spansOf,
  unansweredOf,
} from '../timeline/timeline.ts';

type Asked = EventOf<'consent.asked'>;

/** The words that a customer read before allowing something. */
export interface ShownText {
  readonly id: string;
  readonly version: string;
  readonly language: Language;
  /** The exact characters; null where a name in them has been erased, or no catalogue has them. */
  readonly text: string | null;
  /** Whether these characters have the recorded hash; null where there is nothing to compare. */
  readonly isAsRecorded: boolean | null;
}

export interface Allowed {
  readonly span: Span;
  readonly asked: Asked | null;
  readonly shown: ShownText;
}

export interface Refused {
  readonly asked: Asked | null;
  readonly end: ReturnType<typeof unansweredOf>[number]['end'];
}

export interface Account {
  readonly sid: string;
  /** Empty once erased. */
  readonly names: { readonly technician: string; readonly desk: string };
  readonly startedAt: number;
  readonly joinedAt: number | null;
  /** Null while the session goes on. */
  readonly ended: EventOf<'session.ended'> | null;
  /** How each of the two knew the other in the end; null where they never met. */
  readonly auth: AuthLevel | null;
  readonly allowed: readonly Allowed[];
  readonly refused: readonly Refused[];
  readonly files: readonly FileRow[];
  /** How many lines the chat had; null where nobody said. */
  readonly chatLines: number | null;
  /** What became of colleagues who were called. */
  readonly colleagues: readonly SessionEvent[];
  /** What should not have happened, or did not go as somebody meant it to. */
  readonly troubles: readonly Trouble[];
  /** Some of it was recorded before statements were signed. */
  readonly isUnsigned: boolean;
  /** The desk kept what was written. */
  readonly isTranscriptKept: boolean;
  /** Personal details that were there have been erased. */
  readonly isErased: boolean;
}

const TROUBLES = [
  'peer.authentication-failed',
  'lane.refused',
  'statement.refused',
  'scope.stray',
  'consent.void',
] as const;
export type Trouble = EventOf<(typeof TROUBLES)[number]>;

/** @param events of one session in their order, the first one first; at least one */
export function accountOf(events: readonly SessionEvent[]): Account {
  const [first] = events;
  if (!first) throw new Error('a session without events');
  const names = namesOf(events);
  const askedOf = (askId: string) =>
    ofType(events, 'consent.asked').find((one) => one.askId === askId) ?? null;
  return {
    isTranscriptKept: first.type === 'session.created' && first.keepsTranscript === true,
    sid: first.sid,
    names,
    startedAt: first.at,
    joinedAt: ofType(events, 'session.joined').at(-1)?.at ?? null,
    ended: ofType(events, 'session.ended')[0] ?? null,
    auth: authOf(events),
    allowed: spansOf(events).map((span) => {
      const asked = askedOf(span.granted.askId);
      return { span, asked, shown: shownText(span.granted, asked, names) };
    }),
    refused: unansweredOf(events).map(({ askId, end }) => ({ asked: askedOf(askId), end })),
    files: filesOf(events),
    chatLines: ofType(events, 'chat.closed').at(-1)?.count ?? null,
    colleagues: events.filter(({ type }) => type.startsWith('colleague.')),
    troubles: events.filter((event): event is Trouble =>
      (TROUBLES as readonly string[]).includes(event.type),
    ),
    isUnsigned: events.some(({ v }) => v === 1),
    isErased: first.detail === null,
  };
}

function authOf(events: readonly SessionEvent[]): AuthLevel | null {
  const said = ofType(events, 'peer.authenticated').at(-1);
  // Events from before the two ends had keys say it with each permission only.
  return said?.auth ?? ofType(events, 'consent.granted').at(-1)?.auth ?? null;
}

/** The text as it stood on the screen, made again from the catalogue and held against the hash that was recorded. */
export function shownText(
  { notice: { id, version, language, sha256 }, minutes }: EventOf<'consent.granted'>,
  asked: Asked | null,
  names: Account['names'],
): ShownText {
  const bare = { id, version, language, text: null, isAsRecorded: null };
  const notice = NOTICES.find((one) => one.id === id && one.version === version && one.language === language);
  if (!notice || !asked || sha256 === null || names.technician === '') return bare;
  const facts: NoticeFacts = {
    tech: names.technician,
    desk: names.desk,
    surface: asked.surface,
    ...naming(asked),
    minutes,
  };
  const isAsRecorded = noticeProblem({ id, version, language, sha256 }, facts) === null;
  return { ...bare, text: noticeText(notice, facts), isAsRecorded };
}
