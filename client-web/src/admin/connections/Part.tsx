// A part of the page with its heading and what it is about; and what stands in place of something that is not there yet.
import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';
import { inWords } from '../../features/account/refusals.ts';
import { Button } from '../../view/Button.tsx';
import { Notice } from '../../view/Notice.tsx';
import { words } from './connections.text.ts';
import type { Reading } from './use-read.ts';

interface PartProps {
  title: string;
  lead: string;
  /** Beside the heading. */
  action?: ComponentChildren;
  children: ComponentChildren;
}

export function Part({ title, lead, action, children }: PartProps) {
  const id = useId();
  return (
    <section class="connect-part" aria-labelledby={id}>
      <div class="connect-head">
        <h2 id={id}>{title}</h2>
        {action}
      </div>
      <p class="soft connect-lead">{lead}</p>
      {children}
    </section>
  );
}

/** What stands in place of something that is not there yet, or could not be read. */
export function Pending({ of }: { of: Reading<unknown> }) {
  const t = words();
  if (of.problem !== null)
    return (
      <Notice kind="danger" title={t.failed} role="alert">
        <p>{inWords(of.problem)}</p>
        <Button onClick={() => void of.read()}>{t.again}</Button>
      </Notice>
    );
  return of.value === null ? <p role="status">{t.loading}…</p> : null;
}
