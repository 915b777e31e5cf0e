// Findings in words for people, in JSON for machines, and as an exit code for scripts.
import type { Finding, Report, Verdict } from '../shared/log/finding.ts';
import { VERIFIER_WORDS } from '../shared/log/words.ts';

export const EXIT: Readonly<Record<Verdict, number>> = { sound: 0, tampered: 1, unclear: 2, erased: 3 };

const { verdict: RESULT, weight: LABEL, counted: COUNTED } = VERIFIER_WORDS.en;
/** So that the places stand one below the other. */
const label = (weight: Finding['weight']): string => LABEL[weight].padEnd(8);

/** Subject, what was counted, one finding a line, and the result as the last line. */
export function linesOf({ subject, verdict, counts, findings }: Report): string {
  const counted = Object.entries(counts).map(([name, n]) => `  ${n} ${COUNTED[name] ?? name}`);
  const gone = findings.filter(({ weight }) => weight === 'erased');
  const lines = findings
    .filter(({ weight }) => weight !== 'erased')
    .map(({ weight, where, what }) => `${label(weight)}  ${where} ${what}`);
  const [first] = gone;
  if (first)
    lines.push(
      `${label('erased')}  ${gone.length} entries without their details, the first is ${first.where}`,
    );
  return `${[subject, ...counted, ...lines, RESULT[verdict]].join('\n')}\n`;
}

export const jsonOf = (report: Report): string => `${JSON.stringify(report)}\n`;
