// The end: what was shown and when it ended, files, a receipt to keep, and what to do in doubt.
import { useSignal } from '@preact/signals';
import { isRefusal } from '../../../../shared/errors.ts';
import type { SessionEvent } from '../../../../shared/session/events.ts';
import { fetchKept, type Holder, saveData, saveReadable, unproven } from '../../features/receipt/kept.ts';
import { linkTo } from '../../features/receipt/link.ts';
import { filesOf, spansOf } from '../../features/timeline/timeline.ts';
import { Button } from '../../view/Button.tsx';
import { CustomerShell } from '../../view/CustomerShell.tsx';
import { timeOfDay } from '../../view/format.ts';
import { download } from '../../view/icons.ts';
import { Notice } from '../../view/Notice.tsx';
import { words } from './room.text.ts';

interface EndPageProps {
  events: readonly SessionEvent[];
  holder: Holder;
  desk: string;
  onDone: () => void;
}

export function EndPage({ events, holder, desk, onDone }: EndPageProps) {
  const spans = spansOf(events);
  const arrived = filesOf(events).filter(({ end }) => end?.type === 'file.done' && end.result === 'complete');
  const endedAt = events.at(-1)?.at ?? 0;
  return (
    <CustomerShell name={desk}>
      <h1>{words().over}</h1>
      {spans.length === 0 ? (
        <p>{words().overNothing}</p>
      ) : (
        <section aria-labelledby="shown">
          <h2 id="shown">{words().overShown}</h2>
          <ul class="shown-list">
            {spans.map((span) => (
              <li key={span.gid}>
                {words().shownFor(
                  span.surface,
                  timeOfDay(span.grantedAt),
                  timeOfDay(span.end?.at ?? endedAt),
                )}
              </li>
            ))}
          </ul>
        </section>
      )}
      {arrived.length > 0 && <p>{words().overFiles(arrived.length)}</p>}
      <Keep events={events} holder={holder} />
      <Notice kind="quiet">{words().doubt}</Notice>
      <Button kind="quiet" onClick={onDone}>
        {words().done}
      </Button>
    </CustomerShell>
  );
}

/** The receipt: to look at, to print, and to have checked. */
function Keep({ events, holder }: { events: readonly SessionEvent[]; holder: Holder }) {
  const isBusy = useSignal(false);
  const isNotProven = useSignal(false);
  const save = async (how: 'page' | 'data') => {
    isBusy.value = true;
    const found = await fetchKept(holder);
    isBusy.value = false;
    // What this page saw itself can be kept also when the broker is gone.
    const kept = isRefusal(found) ? unproven(events) : found;
    isNotProven.value = kept.proven === null;
    if (how === 'page') saveReadable(kept, Date.now());
    else if (kept.proven) saveData(kept.proven);
  };
  const busy = isBusy.value ? words().saving : undefined;
  return (
    <section class="stack stack-tight" aria-label={words().seeReceipt}>
      <p>
        <a class="button button-primary" href={linkTo(holder)}>
          {words().seeReceipt}
        </a>
      </p>
      <p class="soft small">{words().seeReceiptHint}</p>
      <div class="row">
        <Button draw={download} busy={busy} onClick={() => void save('page')}>
          {words().save}
        </Button>
        <Button busy={busy} onClick={() => void save('data')}>
          {words().saveData}
        </Button>
      </div>
      {isNotProven.value && (
        <Notice kind="info" role="status">
          {words().notProven}
        </Notice>
      )}
    </section>
  );
}
