// Files that the customer attached before anybody talked. Nothing is shown or opened here: each is saved, a program only after a second
// press.
import { useSignal } from '@preact/signals';
import { useId } from 'preact/hooks';
import type { RequestFile } from '../../../../shared/protocol/request-files.ts';
import { Button } from '../../view/Button.tsx';
import { bytes, percent } from '../../view/format.ts';
import { Notice } from '../../view/Notice.tsx';
import { words } from './request.text.ts';

export function RequestFiles({ request, files }: { request: string; files: readonly RequestFile[] }) {
  const id = useId();
  if (files.length === 0) return null;
  return (
    <section class="stack stack-tight" aria-labelledby={id}>
      <h3 id={id}>{words().files}</h3>
      <ul class="request-files">
        {files.map((file) => (
          <One key={file.id} request={request} file={file} />
        ))}
      </ul>
    </section>
  );
}

function One({ request, file }: { request: string; file: RequestFile }) {
  const t = words();
  const isSure = useSignal(!file.isProgram);
  const href = `/api/requests/${request}/files/${file.id}`;
  return (
    <li>
      <bdi>{file.name}</bdi> <span class="soft small">{bytes(file.size)}</span>{' '}
      {file.sha256 === null && (
        <span class="soft small">{t.notWhole(percent(file.received, file.size))}</span>
      )}
      {file.sha256 !== null && isSure.value && (
        <a href={href} download={file.name} aria-label={t.saveOf(file.name)}>
          {t.save}
        </a>
      )}
      {file.sha256 !== null && !isSure.value && (
        <Notice kind="danger">
          <p>{t.program}</p>
          <Button
            onClick={() => {
              isSure.value = true;
            }}
          >
            {t.saveProgram}
          </Button>
        </Notice>
      )}
    </li>
  );
}
