// A session told to its customer, in sections of plain words. The page and the file to keep are made from the same sections,
// so that neither says more than the other. Every value is somebody's text and is only ever shown as text.
import { safeFileName } from '../../../../shared/channel/file-name.ts';
import type { Language } from '../../../../shared/field.ts';
import type { EventOf, SessionEvent } from '../../../../shared/session/events.ts';
import type { Scope, Surface } from '../../../../shared/session/scopes.ts';
import { bytes, dateAndMinute, timeOfDay, timeToSecond, took } from '../../view/format.ts';
import { sentence } from '../timeline/sentence.ts';
import type { Span } from '../timeline/timeline.ts';
import { words } from './account.text.ts';
import type { Account, Allowed, Refused, ShownText } from './account.ts';

/** One fact. `quote` marks somebody's very words, in a language where it is known. */
export interface Line {
  readonly name: string;
  readonly value: string;
  readonly quote?: Language | 'any';
}

export interface Item {
  readonly title: string;
  readonly lines: readonly Line[];
}

export interface Section {
  /** Names the section for links and tests. */
  readonly id: 'session' | 'allowed' | 'refused' | 'files' | 'chat' | 'troubles';
  readonly title: string;
  readonly lines: readonly Line[];
  readonly items: readonly Item[];
  readonly remarks: readonly string[];
  /** Something that should never happen stands in it. */
  readonly isGrave: boolean;
}

const plain = { lines: [], items: [], remarks: [], isGrave: false } as const;

export function sectionsOf(account: Account): Section[] {
  const t = words();
  const { allowed, refused, files, troubles } = account;
  return [
    { ...plain, id: 'session', title: t.session, lines: sessionLines(account) },
    {
      ...plain,
      id: 'allowed',
      title: t.allowed,
      items: allowed.map((one) => ({
        title: titleOf(one.span.scope, one.span.surface),
        lines: allowedLines(one, account),
      })),
      remarks: allowed.length === 0 ? [t.allowedNothing] : [],
    },
    {
      ...plain,
      id: 'refused',
      title: t.refused,
      items: refused.map((one) => refusedItem(one, account)),
      remarks: refused.length === 0 ? [t.refusedNothing] : [],
    },
    {
      ...plain,
      id: 'files',
      title: t.files,
      lines: files.map(fileLine),
      remarks: files.length === 0 ? [t.filesNothing] : [],
    },
    { ...plain, id: 'chat', title: t.chat, remarks: chatRemarks(account) },
    ...(troubles.length === 0 ? [] : [troublesSection(account)]),
  ];
}

export const technicianIn = ({ names }: Account): string => names.technician || words().erased;

function sessionLines(account: Account): Line[] {
  const t = words();
  const { names, startedAt, joinedAt, ended, auth, sid } = account;
  const from = joinedAt ?? startedAt;
  const isNamed = names.technician !== '' || names.desk !== '';
  return [
    { name: t.with, value: isNamed ? t.of(names.technician, names.desk) : t.erased },
    {
      name: t.when,
      value: ended
        ? t.fromTo(dateAndMinute(from), timeOfDay(ended.at), took(ended.at - from))
        : t.goingOn(dateAndMinute(from)),
    },
    { name: t.known, value: auth === null ? t.neverMet : t.auth[auth] },
    ...account.colleagues.map((event) => ({ name: t.colleague, value: sentence(event) })),
    ...(ended ? [{ name: t.end, value: endingOf(ended, account) }] : []),
    { name: t.number, value: sid },
  ];
}

function endingOf({ ending, by }: EventOf<'session.ended'>, { names }: Account): string {
  const t = words();
  if (ending !== 'completed' || by.role === 'broker') return t.ending[ending];
  return by.role === 'customer' ? t.endedByYou : t.endedBy(names.technician || t.theTechnician);
}

const titleOf = (scope: Scope, surface: Surface): string =>
  scope === 'view' ? words().see[surface] : words().act[scope];

function askedLines(asked: EventOf<'consent.asked'> | null, account: Account): Line[] {
  const t = words();
  if (!asked) return [];
  const reason: Line =
    asked.detail === null
      ? { name: t.reason, value: t.erased }
      : asked.detail.reason === ''
        ? { name: t.reason, value: t.noReason }
        : { name: t.reason, value: asked.detail.reason, quote: 'any' };
  return [{ name: t.askedBy, value: t.askedAt(technicianIn(account), timeToSecond(asked.at)) }, reason];
}

function allowedLines({ span, asked, shown }: Allowed, account: Account): Line[] {
  const t = words();
  const { grantedAt, minutes, end } = span;
  return [
    ...askedLines(asked, account),
    textLine(shown, account),
    { name: t.permission, value: t.permissionOf(timeToSecond(grantedAt), minutes) },
    { name: t.used, value: usedOf(span, account) },
    { name: t.permissionEnd, value: spanEnd(span, account) },
    ...(end?.type === 'consent.revoked' && end.localMs !== null
      ? [{ name: t.stoppedIn, value: t.stoppedMs(end.localMs) }]
      : []),
  ];
}

function textLine({ id, version, language, text, isAsRecorded }: ShownText, { isErased }: Account): Line {
  const t = words();
  if (text === null)
    return { name: t.text, value: isErased ? t.textErased(id, version) : t.textOf(id, version) };
  return { name: t.text, value: isAsRecorded === false ? t.textWrong(text) : text, quote: language };
}

function usedOf({ startedAt, end }: Span, { ended }: Account): string {
  const t = words();
  if (startedAt === null) return t.neverUsed;
  const until = end?.at ?? ended?.at;
  return until === undefined
    ? t.usedSince(timeToSecond(startedAt))
    : t.usedFromTo(timeToSecond(startedAt), timeToSecond(until));
}

function spanEnd({ end }: Span, account: Account): string {
  const t = words();
  if (!end) return account.ended ? t.withSession : t.notYet;
  const time = timeToSecond(end.at);
  switch (end.type) {
    case 'consent.revoked':
      return t.endedAt(t.revoke[end.why], time);
    case 'consent.relinquished':
      return t.endedAt(t.relinquished(account.names.technician || t.theTechnician), time);
    case 'consent.expired':
      return t.endedAt(t.expired, time);
    case 'consent.disconnected':
      return t.endedAt(t.disconnected, time);
  }
}

function refusedItem({ asked, end }: Refused, account: Account): Item {
  const t = words();
  const title = asked ? titleOf(asked.scope, asked.surface) : t.act[end.scope];
  const came = t.endedAt(cameOf(end), timeToSecond(end.at));
  return { title, lines: [...askedLines(asked, account), { name: t.came, value: came }] };
}

function cameOf(end: Refused['end']): string {
  const t = words();
  switch (end.type) {
    case 'consent.denied':
      return t.denied;
    case 'consent.timed-out':
      return t.timedOut;
    case 'consent.withdrawn':
      return t.withdrawn;
    case 'consent.aborted':
      return t.abort[end.why];
  }
}

function fileLine({ name, size, from, end }: Account['files'][number]): Line {
  const t = words();
  const shown = name === null ? t.erased : safeFileName(name);
  const came = end === null ? t.fileOpen : end.type === 'file.rejected' ? t.fileRejected : t.file[end.result];
  return { name: t.fileName(shown, bytes(size)), value: `${t.fileFrom[from]}, ${came}` };
}

function chatRemarks({ chatLines }: Account): string[] {
  const t = words();
  if (chatLines === null) return [t.chatNothing];
  return chatLines === 0 ? [t.chatEmpty] : [t.chatLines(chatLines), t.chatKept];
}

function troublesSection({ troubles }: Account): Section {
  const t = words();
  const line = (event: SessionEvent): Line => ({ name: timeToSecond(event.at), value: sentence(event) });
  return {
    ...plain,
    id: 'troubles',
    title: t.troubles,
    lines: troubles.map(line),
    isGrave: troubles.some(({ type }) => type === 'scope.stray' || type === 'statement.refused'),
  };
}
