// The receipt as one page to read, print and keep: no scripts, nothing loaded from anywhere. Names, reasons and file names are
// other people's words, so everything is escaped.
import { escapeHtml } from '../../../../shared/html.ts';
import type { Verdict } from '../../../../shared/log/finding.ts';
import { language } from '../../view/i18n.ts';
import { words as told } from './account.text.ts';
import type { Account } from './account.ts';
import { COMMAND, words } from './proof.text.ts';
import { placesOf, verdictLine } from './proof-lines.ts';
import type { Proven } from './proven.ts';
import { type Item, type Line, type Section, sectionsOf } from './sections.ts';

export interface Keepsake {
  readonly account: Account;
  /** Null where nothing could be proven when it was saved. */
  readonly proven: Proven | null;
  readonly title: string;
  /** When it is saved, in milliseconds since 1970. */
  readonly at: number;
}

/** The whole document, ready to be saved as HTML. */
export function receiptHtml({ account, proven, title, at }: Keepsake): string {
  const heading = escapeHtml(title);
  return `<!doctype html>
<html lang="${language.value}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${heading}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<h1>${heading}</h1>
${sectionsOf(account).map(sectionHtml).join('\n')}
${proofHtml(proven, at)}
${doubtHtml(account)}
</main>
</body>
</html>
`;
}

const STYLE = `:root{color-scheme:light dark}
body{font:1rem/1.5 system-ui,sans-serif;margin:0}
main{max-width:46rem;margin:0 auto;padding:1.5rem}
h1{font-size:1.8rem;line-height:1.2}h2{font-size:1.35rem;margin:2rem 0 .5rem}h3{font-size:1.1rem;margin:1.25rem 0 .25rem}
dl{display:grid;grid-template-columns:minmax(8rem,14rem) 1fr;gap:.25rem 1rem;margin:0}
dt{font-weight:600}dd{margin:0;overflow-wrap:anywhere}
pre,code{overflow-wrap:anywhere;white-space:pre-wrap}
.grave{border:2px solid;padding:.75rem 1rem}
@media (max-width:34rem){dl{grid-template-columns:1fr;gap:0}dd{margin-bottom:.5rem}}
@media print{main{max-width:none;padding:0}section,dl>*{break-inside:avoid}}`;

const paragraph = (text: string): string => `<p>${escapeHtml(text)}</p>`;

function sectionHtml({ title, lines, items, remarks, isGrave }: Section): string {
  return `<section${isGrave ? ' class="grave"' : ''}><h2>${escapeHtml(title)}</h2>
${listHtml(lines)}${items.map(itemHtml).join('')}${remarks.map(paragraph).join('')}</section>`;
}

const itemHtml = ({ title, lines }: Item): string => `<h3>${escapeHtml(title)}</h3>${listHtml(lines)}`;

const listHtml = (lines: readonly Line[]): string =>
  lines.length === 0 ? '' : `<dl>${lines.map(lineHtml).join('')}</dl>`;

function lineHtml({ name, value, quote }: Line): string {
  // Isolated, so that a name in another direction turns nothing around it.
  const text = `<bdi>${escapeHtml(value)}</bdi>`;
  const lang = quote === undefined || quote === 'any' ? '' : ` lang="${quote}"`;
  const shown = quote === undefined ? text : `<q${lang}>${text}</q>`;
  return `<dt><bdi>${escapeHtml(name)}</bdi></dt><dd>${shown}</dd>`;
}

const GRAVE: readonly Verdict[] = ['tampered', 'unclear'];

function proofHtml(proven: Proven | null, at: number): string {
  const t = words();
  if (!proven)
    return `<section class="grave"><h2>${escapeHtml(t.unsignedTitle)}</h2>${paragraph(t.unsigned)}</section>`;
  const { report, facts } = proven;
  const isGrave = GRAVE.includes(report.verdict);
  const before = report.counts['before'] ?? 0;
  const lines: Line[] = [
    { name: t.origin, value: facts.origin },
    { name: t.places, value: placesOf(facts) },
    { name: t.key, value: facts.vkey ?? t.noKey },
  ];
  return `<section${isGrave ? ' class="grave"' : ''}><h2>${escapeHtml(t.title)}</h2>
${paragraph(verdictLine(proven, at))}
${listHtml(lines)}
<h3>${escapeHtml(t.checkpoint)}</h3><pre>${escapeHtml(facts.checkpoint)}</pre>
${before > 0 ? paragraph(t.old(before)) : ''}${paragraph(t.ownKey)}
<h3>${escapeHtml(t.elsewhere)}</h3>${paragraph(`${t.elsewhereFile} ${t.elsewherePage}`)}
${paragraph(t.elsewhereProgram)}<pre>${escapeHtml(COMMAND)}</pre></section>`;
}

function doubtHtml({ names, sid, ended }: Account): string {
  const t = words();
  const desk = names.desk || told().theDesk;
  const all = [
    t.doubtNow(desk),
    ended ? t.doubtOver : t.doubtGoesOn,
    t.doubtErase(desk, sid),
    t.doubtAuthority,
  ];
  return `<section><h2>${escapeHtml(t.doubt)}</h2>${all.map(paragraph).join('')}</section>`;
}
