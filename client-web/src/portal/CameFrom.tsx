// Shows the page from which somebody came before it goes with the request, and lets them leave it out.
import type { Signal } from '@preact/signals';
import { useEffect, useRef, useState } from 'preact/hooks';
import { Button } from '../view/Button.tsx';
import { Notice } from '../view/Notice.tsx';
import { forgetPage } from './came-from.ts';
import { words } from './portal.text.ts';

export function CameFrom({ page }: { page: Signal<string | null> }) {
  const [isLeftOut, setLeftOut] = useState(false);
  const said = useRef<HTMLParagraphElement>(null);
  // The button that had the focus is gone.
  useEffect(() => said.current?.focus(), [isLeftOut]);
  if (page.value === null)
    return isLeftOut ? (
      <p ref={said} tabIndex={-1} class="small">
        {words().pageLeftOut}
      </p>
    ) : null;
  const leaveOut = () => {
    forgetPage();
    page.value = null;
    setLeftOut(true);
  };
  return (
    <Notice kind="quiet" title={words().pageTitle}>
      <p class="came-from">
        <bdi>{page.value}</bdi>
      </p>
      <Button onClick={leaveOut}>{words().leavePageOut}</Button>
    </Notice>
  );
}
