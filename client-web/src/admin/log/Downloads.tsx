// Links that save a part of the log, each with what it holds. The broker writes the download down before its first byte; the browser
// saves it as it comes.
import { Icon } from '../../view/Icon.tsx';
import { download } from '../../view/icons.ts';
import { words } from './export.text.ts';
import { exportOf, type Filters, hasFilters } from './filters.ts';

interface Download {
  readonly href: string;
  readonly name: string;
  readonly holds: string;
}

export function ListDownloads({ filters }: { filters: Filters }) {
  const t = words();
  const files = [
    { href: exportOf(filters, 'csv'), name: t.csv, holds: t.listCsv },
    { href: exportOf(filters, 'jsonl'), name: t.jsonl, holds: t.listJsonl },
  ];
  return <Downloads title={hasFilters(filters) ? t.listNarrowed : t.listWhole} files={files} />;
}

export function SessionDownloads({ sid }: { sid: string }) {
  const t = words();
  const at = `/api/log/sessions/${sid}`;
  const files = [
    { href: `${at}/export?format=csv`, name: t.csv, holds: t.sessionCsv },
    { href: `${at}/export?format=html`, name: t.html, holds: t.sessionHtml },
    { href: `${at}/export?format=jsonl`, name: t.jsonl, holds: t.sessionJsonl },
    { href: `${at}/bundle`, name: t.bundle, holds: t.sessionBundle },
  ];
  return <Downloads title={t.session} files={files} />;
}

function Downloads({ title, files }: { title: string; files: readonly Download[] }) {
  return (
    <details class="downloads">
      <summary>{title}</summary>
      <ul class="downloads-list">
        {files.map(({ href, name, holds }) => (
          <li key={href}>
            <a class="button button-quiet" href={href} download>
              <Icon draw={download} />
              <span>{name}</span>
            </a>
            <span class="small soft">{holds}</span>
          </li>
        ))}
      </ul>
      <p class="small soft">{words().recorded}</p>
    </details>
  );
}
