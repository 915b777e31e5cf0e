// What a verifier has to say, as values: pages and programs put it into words. Every check in shared/log/verify-*.ts returns
// these and throws nothing for bad input, since bad input is what a verifier is for.

export interface Finding {
  /**
   * `tampered`: what is there cannot be what was signed. `unclear`: this check could not be made with what was given. `erased`:
   * a detail is gone, as the law may demand; nothing else is wrong. `remark`: worth knowing, nothing wrong.
   */
  readonly weight: 'tampered' | 'unclear' | 'erased' | 'remark';
  /** A file, `entry 17`, or `session …`. */
  readonly where: string;
  /** The rest of the sentence that begins with `where`. */
  readonly what: string;
}

export const tampered = (where: string, what: string): Finding => ({ weight: 'tampered', where, what });
export const unclear = (where: string, what: string): Finding => ({ weight: 'unclear', where, what });
export const erased = (where: string, what: string): Finding => ({ weight: 'erased', where, what });
export const remark = (where: string, what: string): Finding => ({ weight: 'remark', where, what });

export type Verdict = 'sound' | 'tampered' | 'unclear' | 'erased';

export interface Report {
  /** What was looked at: the origin of a log, as far as it could be read. */
  readonly subject: string;
  readonly verdict: Verdict;
  /** How much of what was looked at, by name: `entries`, `sessions`, `details` … */
  readonly counts: Readonly<Record<string, number>>;
  readonly findings: readonly Finding[];
}

/** The worst finding decides; each finding stands once. */
export function reportOf(
  subject: string,
  counts: Readonly<Record<string, number>>,
  all: readonly Finding[],
): Report {
  const findings = [...new Map(all.map((one) => [`${one.where} ${one.what}`, one])).values()];
  const worst = (['tampered', 'unclear', 'erased'] as const).find((weight) =>
    findings.some((one) => one.weight === weight),
  );
  return { subject, verdict: worst ?? 'sound', counts, findings };
}
