// What a check says, arranged for people: one verdict, the first entry that is wrong, and under which key all that holds. Pure.
import type { Finding, Report } from '../../../../../shared/log/finding.ts';
import { fingerprintOf } from '../../../../../shared/log/fingerprint.ts';
import { openNote, parseVkey, readCheckpoint, type Vkey, vkeyOf } from '../../../../../shared/log/note.ts';

export interface KeyShown {
  readonly fingerprint: string;
  /** As other programs take it. */
  readonly spelled: string;
}

export interface Judged {
  readonly verdict: Report['verdict'];
  readonly origin: string;
  readonly counts: Report['counts'];
  /** Entries under the head that was checked; null where no head could be believed. */
  readonly size: number | null;
  /** The key that signed the head; null where none of the known ones did. */
  readonly key: KeyShown | null;
  /** Where it goes wrong first; null where nothing does. */
  readonly firstBad: FirstBad | null;
  /** Everything worth saying, in the verifier's own words. Erased details are counted, not listed. */
  readonly findings: readonly Finding[];
}

export interface FirstBad {
  /** Its place in the log, from 0; null where what is wrong is no entry. */
  readonly entry: number | null;
  readonly finding: Finding;
}

export function judge(report: Report, note: string, vkeys: readonly Vkey[]): Judged {
  const opened = openNote(note, vkeys);
  const signer = opened?.signers.find(({ name }) => name === readCheckpoint(opened.text)?.origin);
  return {
    verdict: report.verdict,
    origin: signer?.name ?? report.subject,
    counts: report.counts,
    size: opened ? (readCheckpoint(opened.text)?.size ?? null) : null,
    key: signer
      ? { fingerprint: fingerprintOf(signer), spelled: vkeyOf(signer.name, signer.publicKey) }
      : null,
    firstBad: firstBadOf(report.findings),
    findings: report.findings.filter(({ weight }) => weight !== 'erased'),
  };
}

const placeOf = ({ where }: Finding): number | null => {
  const [, place] = /^entry (\d+)$/.exec(where) ?? [];
  return place === undefined ? null : Number(place);
};

/** The lowest entry that is wrong; where no entry is, the first thing that is. */
export function firstBadOf(findings: readonly Finding[]): FirstBad | null {
  const bad = findings.filter(({ weight }) => weight === 'tampered');
  const placed = bad.flatMap((finding) => {
    const entry = placeOf(finding);
    return entry === null ? [] : [{ entry, finding }];
  });
  const [first] = placed.sort((a, b) => a.entry - b.entry);
  const [other] = bad;
  return first ?? (other ? { entry: null, finding: other } : null);
}

/** Keys of logs as they are published; what is no key is left out. */
export const vkeysOf = (spelled: readonly string[]): Vkey[] =>
  spelled.map(parseVkey).filter((vkey) => vkey !== null);
