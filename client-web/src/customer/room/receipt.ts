// The receipt a customer can keep: a page to read and the events as they were recorded.
import type { SessionEvent } from '../../../../shared/session/events.ts';
import { sentence } from '../../features/timeline/timeline.text.ts';
import { dateAndTime } from '../../view/format.ts';
import { language } from '../../view/i18n.ts';
import { words } from './room.text.ts';

export const receiptData = (events: readonly SessionEvent[]): Blob =>
  new Blob([`${JSON.stringify({ format: 'permesso-receipt/1', events }, null, 2)}\n`], {
    type: 'application/json',
  });

/** A page without scripts. Names and reasons are other people's words, so everything is escaped. */
export function receiptPage(events: readonly SessionEvent[], name: string, desk: string): Blob {
  const rows = events.map(
    (event) =>
      `<tr><td>${escapeHtml(dateAndTime(event.at))}</td><td>${escapeHtml(sentence(event))}</td></tr>`,
  );
  const title = escapeHtml(words().receiptTitle);
  const page = `<!doctype html>
<html lang="${language.value}">
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${title}</title>
<style>body{font:1rem/1.5 system-ui,sans-serif;max-width:50rem;margin:2rem auto;padding:0 1rem}td{padding:.3rem 1rem .3rem 0;vertical-align:top}td:first-child{white-space:nowrap}</style>
<h1>${title}</h1>
<p>${escapeHtml(words().receiptBy(name, desk))}</p>
<table>${rows.join('\n')}</table>
<p>${escapeHtml(words().doubt)}</p>
</html>
`;
  return new Blob([page], { type: 'text/html' });
}

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
export const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (sign) => ESCAPES[sign] ?? '');

export function saveAs(name: string, blob: Blob): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  // The download has its own hold on the bytes by then.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
