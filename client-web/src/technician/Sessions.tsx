// The technician's sessions in the list column: making a new one, and those there are.
import { useSignal } from '@preact/signals';
import { isRefusal } from '../../../shared/errors.ts';
import { errors } from '../features/errors.text.ts';
import { Button } from '../view/Button.tsx';
import { Notice } from '../view/Notice.tsx';
import { knock } from '../view/notice-icons.ts';
import { words } from './console.text.ts';
import type { DeskSessions } from './desk-sessions.ts';
import type { Cases } from './queue/cases.ts';
import { SessionList } from './SessionList.tsx';

interface SessionsProps {
  desk: DeskSessions;
  cases: Cases;
  chosen: string | null;
}

export function Sessions({ desk, cases, chosen }: SessionsProps) {
  const trouble = useSignal<(() => string) | null>(null);
  const isBusy = useSignal(false);
  const create = async (code: 'page' | 'broker') => {
    isBusy.value = true;
    const made = await desk.create(code);
    isBusy.value = false;
    if (isRefusal(made)) {
      trouble.value = () => errors()[made.refused];
      return;
    }
    trouble.value = null;
    location.hash = made;
  };
  const said = trouble.value?.() ?? (desk.trouble.value && errors()[desk.trouble.value.refused]);
  return (
    <div class="session-column">
      <Button
        kind="primary"
        wide
        draw={knock}
        busy={isBusy.value ? words().creating : undefined}
        onClick={() => void create('page')}
      >
        {words().create}
      </Button>
      <details class="session-other">
        <summary>{words().otherWays}</summary>
        <p class="small soft">{words().brokerCodeWhy}</p>
        <Button kind="quiet" onClick={() => void create('broker')}>
          {words().brokerCode}
        </Button>
      </details>
      {said && (
        <Notice kind="danger" role="alert">
          {said}
        </Notice>
      )}
      <SessionList desk={desk} cases={cases} chosen={chosen} />
    </div>
  );
}
