// Findings in words for people, in JSON for machines, and as an exit code for scripts.
import type { Finding, Report, Verdict } from '../shared/log/finding.ts';

export const EXIT: Readonly<Record<Verdict, number>> = { sound: 0, tampered: 1, unclear: 2, erased: 3 };

const RESULT: Readonly<Record<Verdict, string>> = {
  sound: 'Sound.',
  tampered: 'TAMPERED: what is here is not what was signed.',
  unclear: 'Not decided.',
  erased: 'Sound, but details were erased.',
};

const LABEL: Readonly<Record<Finding['weight'], string>> = {
  tampered: 'tampered',
  unclear: 'unclear ',
  erased: 'erased  ',
  remark: 'remark  ',
};

const COUNTED: Readonly<Record<string, string>> = {
  details: 'details opened',
  erased: 'details erased',
  before: 'entries unsigned, before consent v2',
  sessions: 'sessions replayed',
  notReplayed: 'sessions not replayed, begun before consent v2 or in the log before this',
};

/** Subject, what was counted, one finding a line, and the result as the last line. */
export function linesOf({ subject, verdict, counts, findings }: Report): string {
  const counted = Object.entries(counts).map(([name, n]) => `  ${n} ${COUNTED[name] ?? name}`);
  const gone = findings.filter(({ weight }) => weight === 'erased');
  const lines = findings
    .filter(({ weight }) => weight !== 'erased')
    .map(({ weight, where, what }) => `${LABEL[weight]}  ${where} ${what}`);
  const [first] = gone;
  if (first)
    lines.push(`${LABEL.erased}  ${gone.length} entries without their details, the first is ${first.where}`);
  return `${[subject, ...counted, ...lines, RESULT[verdict]].join('\n')}\n`;
}

export const jsonOf = (report: Report): string => `${JSON.stringify(report)}\n`;
