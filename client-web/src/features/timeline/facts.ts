// What a reader wants to know of one thing on the timeline: who, when, which text was shown, how it ended and how fast
// stopping took. Words only; Timeline.tsx shows them.
import { safeFileName } from '../../../../shared/channel/file-name.ts';
import type { SessionEvent } from '../../../../shared/session/events.ts';
import { bytes, timeToSecond, took } from '../../view/format.ts';
import { locale } from '../../view/i18n.ts';
import { words } from './chart.text.ts';
import type { Fact, Item } from './layout.ts';
import { sentence } from './sentence.ts';
import type { Signatures } from './signatures.ts';
import { shownWords, words as signed, signedBy } from './signed.text.ts';
import { textShown } from './text-shown.ts';
import { words as said } from './timeline.text.ts';
import { namesOf, ofType, type Span } from './timeline.ts';

export interface Told {
  readonly title: string;
  readonly lines: ReadonlyArray<readonly [name: string, value: string]>;
}

/** @param signatures null where nobody checks them  */
export function tell(
  fact: Fact,
  events: readonly SessionEvent[],
  signatures: Signatures | null = null,
): Told {
  const t = words();
  const signedLine = ({ seq, ...event }: SessionEvent) =>
    signatures && 'statement' in event ? [[signed().title, signedBy(signatures.get(seq))] as const] : [];
  switch (fact.kind) {
    case 'span':
      return tellSpan(fact.span, events, signatures);
    case 'asked': {
      const { event } = fact;
      const lines = [
        [t.when, timeToSecond(event.at)],
        [t.who, technicianOf(events)],
        [t.what, t.whatFor(t.shown[event.surface], event.minutes)],
        [t.reason, event.detail?.reason || t.noReason],
        ...signedLine(event),
        [t.entries, t.entry(String(event.seq))],
      ] as const;
      return { title: t.askedFor(t.rows[event.scope]), lines };
    }
    case 'refused': {
      const { scope, end, askId } = fact.unanswered;
      const asked = ofType(events, 'consent.asked').find((event) => event.askId === askId);
      const lines = [
        [t.when, timeToSecond(end.at)],
        [t.who, said().who[end.by.role]],
        ...(asked ? [[t.answerTime, took(end.at - asked.at)] as const] : []),
        [t.ended, sentence(end)],
        ...signedLine(end),
        [t.entries, t.entry([asked?.seq, end.seq].filter(Boolean).join(', '))],
      ] as const;
      return { title: t.refused(t.rows[scope]), lines };
    }
    case 'file': {
      const name = fact.file.name === null ? said().erased : safeFileName(fact.file.name);
      const lines = fact.events.map((event) => [timeToSecond(event.at), sentence(event)] as const);
      const seqs = fact.events.map(({ seq }) => seq).join(', ');
      return {
        title: `${t.file(name)} (${bytes(fact.file.size)})`,
        lines: [...lines, [t.entries, t.entry(seqs)]],
      };
    }
    case 'moment': {
      const { event } = fact;
      const lines = [
        [t.when, timeToSecond(event.at)],
        [t.who, whoOf(event, events)],
        ...signedLine(event),
        [t.entries, t.entry(String(event.seq))],
      ] as const;
      return { title: sentence(event), lines };
    }
  }
}

/** The same in one breath, for those who listen. */
export const aloud = ({ title, lines }: Told): string =>
  `${title}. ${lines.map(([name, value]) => `${name}: ${value}`).join('. ')}.`;

/** The entries an item stands for, so that the table beneath can show which. */
export function seqsOf({ fact }: Item, events: readonly SessionEvent[]): number[] {
  switch (fact.kind) {
    case 'span': {
      const { gid } = fact.span;
      return events.filter((event) => 'gid' in event && event.gid === gid).map(({ seq }) => seq);
    }
    case 'refused':
      return [fact.unanswered.end.seq];
    case 'file':
      return fact.events.map(({ seq }) => seq);
    default:
      return [fact.event.seq];
  }
}

function tellSpan(span: Span, events: readonly SessionEvent[], signatures: Signatures | null): Told {
  const t = words();
  const { scope, surface, minutes, grantedAt, startedAt, end, granted } = span;
  const asked = ofType(events, 'consent.asked').find((event) => event.askId === granted.askId);
  const from = timeToSecond(grantedAt);
  const lines = [
    [t.when, end ? t.fromTo(from, timeToSecond(end.at)) : t.untilNow(from)],
    [t.who, t.byWhom(technicianOf(events))],
    [t.what, t.whatFor(t.shown[surface], minutes)],
    [t.reason, asked?.detail?.reason || t.noReason],
    [t.text, shownWords(textShown(granted, events))],
    [t.textName, textName(span)],
    [t.identity, said().auth[granted.auth]],
    [
      t.picture,
      startedAt === null
        ? t.pictureNever
        : t.pictureFrom(timeToSecond(startedAt), took(startedAt - grantedAt)),
    ],
    [t.ended, end ? sentence(end) : t.endedNot],
    ...(end ? [[t.stopping, stopping(end)] as const] : []),
    ...(signatures ? [[signed().title, spanSigned(span, asked, signatures)] as const] : []),
    [
      t.entries,
      t.entry(
        [asked?.seq, ...seqsOf({ fact: { kind: 'span', span } } as Item, events)].filter(Boolean).join(', '),
      ),
    ],
  ] as const;
  const length = end ? took(end.at - grantedAt) : t.stillAllowed;
  return { title: t.allowedFor(t.rows[scope], length), lines };
}

/** The three statements that a permission stands on. */
function spanSigned({ granted, end }: Span, asked: SessionEvent | undefined, signatures: Signatures): string {
  const t = signed();
  const parts = [
    asked && t.asked(signedBy(signatures.get(asked.seq))),
    t.granted(signedBy(signatures.get(granted.seq))),
    end && 'statement' in end && t.ended(signedBy(signatures.get(end.seq))),
  ];
  return parts.filter(Boolean).join('; ');
}

function textName({ granted: { notice } }: Span): string {
  const name = new Intl.DisplayNames(locale(), { type: 'language' }).of(notice.language) ?? notice.language;
  return words().textOf(notice.id, notice.version, name);
}

function stopping(end: NonNullable<Span['end']>): string {
  const t = words();
  if (end.type !== 'consent.revoked') return t.stoppingUnknown;
  return end.localMs === null ? t.stoppingNone : t.stoppingMs(end.localMs);
}

const technicianOf = (events: readonly SessionEvent[]): string =>
  namesOf(events).technician || words().theTechnician;

/** Who did it, by name where the log still has one. */
export function whoOf({ by }: SessionEvent, events: readonly SessionEvent[]): string {
  const name = by.role === 'technician' ? namesOf(events).technician : '';
  return name || said().who[by.role];
}
