// The outcome of a check in words: what was checked, how much, against which key, and where it goes wrong first. Whatever is not
// as it was signed stands in red and is read out at once.
import type { ComponentChildren } from 'preact';
import { count } from '../../../view/format.ts';
import { Notice } from '../../../view/Notice.tsx';
import { words } from './check.text.ts';
import type { Judged } from './judged.ts';

interface VerdictProps {
  /** What it is about, where several stand together. */
  subject?: string | undefined;
  judged: Judged;
  /** One sentence a line: how much was checked. Said only where it all held. */
  checked: readonly string[];
  /** Number within the session of the entry that is wrong first. */
  badSeq?: number | null | undefined;
  children?: ComponentChildren;
}

export function Verdict({ subject, judged, checked, badSeq, children }: VerdictProps) {
  const t = words();
  const { verdict, counts } = judged;
  const isWell = verdict === 'sound' || verdict === 'erased';
  const title = [subject, t.verdict[verdict]].filter(Boolean).join(' — ');
  const lines = isWell ? checked : [t.lookedAt(counts['entries'] ?? 0)];
  return (
    <Notice kind={isWell ? 'info' : 'danger'} title={title} role={isWell ? 'status' : 'alert'}>
      <FirstBad judged={judged} badSeq={badSeq ?? null} />
      {t.verdictMeans[verdict] !== '' && <p>{t.verdictMeans[verdict]}</p>}
      {children}
      <ul class="check-lines" aria-label={t.checked}>
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
      <Key judged={judged} />
      <Findings judged={judged} />
    </Notice>
  );
}

function FirstBad({ judged: { firstBad }, badSeq }: { judged: Judged; badSeq: number | null }) {
  const t = words();
  if (firstBad === null) return null;
  const { entry, finding } = firstBad;
  const where =
    entry === null
      ? t.firstOther(finding.where)
      : badSeq === null
        ? t.firstEntry(count(entry))
        : t.firstEntryOf(count(entry), count(badSeq));
  return (
    <p class="check-bad">
      <strong>{where}</strong>{' '}
      <span lang="en">
        ({finding.where} {finding.what})
      </span>
    </p>
  );
}

function Key({ judged: { key } }: { judged: Judged }) {
  const t = words();
  return (
    <>
      <p>
        {t.against}: {key === null ? t.againstNone : <code>{key.fingerprint}</code>}
      </p>
      {key !== null && (
        <details class="check-more">
          <summary>{t.wholeKey}</summary>
          <p class="small">{t.keyWhence}</p>
          <p>
            <code>{key.spelled}</code>
          </p>
        </details>
      )}
    </>
  );
}

/** A spoilt log can have thousands; the first hundred tell enough. */
const MOST_SHOWN = 100;

function Findings({ judged: { findings } }: { judged: Judged }) {
  if (findings.length === 0) return null;
  return (
    <details class="check-more">
      <summary>
        {words().inWords} ({count(findings.length)})
      </summary>
      <ul class="check-lines" lang="en">
        {findings.slice(0, MOST_SHOWN).map(({ where, what }) => (
          <li key={`${where} ${what}`}>
            {where} {what}
          </li>
        ))}
      </ul>
    </details>
  );
}

/** How much was looked at, a sentence for each kind that occurs. @param entries said first, since it differs */
export function countLines({ counts }: Judged, entries: string): string[] {
  const t = words();
  const said = [
    ['details', t.details],
    ['erased', t.erasedDetails],
    ['sessions', t.replayed],
    ['notReplayed', t.notReplayed],
    ['before', t.before],
  ] as const;
  return [entries, ...said.flatMap(([name, say]) => (counts[name] ? [say(counts[name])] : []))];
}
