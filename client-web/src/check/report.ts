// The result as plain text, for whoever helps. Addresses stand in it cut short or not at all.
import { words } from './check.text.ts';
import { type Findings, STEPS } from './findings.ts';
import { said } from './said.ts';
import { judge } from './verdict.ts';

export function report(found: Findings, isDesk: boolean, about: { at: number; agent: string }): string {
  const t = words();
  const verdict = t.verdicts[judge(found, isDesk)];
  const steps = STEPS.flatMap((step) => {
    const told = said(step, found, isDesk);
    if (told === null) return [];
    return [
      `${t.marks[told.mark]} · ${t.steps[step]}: ${told.line}`,
      ...told.more.map((line) => `    ${line}`),
    ];
  });
  return [
    `${t.title}: ${location.host}, ${new Date(about.at).toISOString()}`,
    `${verdict.says} ${verdict.todo}`.trim(),
    '',
    ...steps,
    '',
    about.agent,
  ].join('\n');
}
