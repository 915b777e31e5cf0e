// The end: what was shown and when it ended, files, a receipt to keep, and what to do in doubt.
import type { SessionEvent } from '../../../../shared/session/events.ts';
import { filesOf, spansOf } from '../../features/timeline/timeline.ts';
import { Button } from '../../view/Button.tsx';
import { CustomerShell } from '../../view/CustomerShell.tsx';
import { timeOfDay } from '../../view/format.ts';
import { download } from '../../view/icons.ts';
import { Notice } from '../../view/Notice.tsx';
import { receiptData, receiptPage, saveAs } from './receipt.ts';
import { words } from './room.text.ts';

interface EndPageProps {
  events: readonly SessionEvent[];
  name: string;
  desk: string;
  onDone: () => void;
}

export function EndPage({ events, name, desk, onDone }: EndPageProps) {
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
      <div class="row">
        <Button
          draw={download}
          onClick={() => saveAs('permesso-receipt.html', receiptPage(events, name, desk))}
        >
          {words().save}
        </Button>
        <Button kind="quiet" onClick={() => saveAs('permesso-receipt.json', receiptData(events))}>
          {words().saveData}
        </Button>
      </div>
      <Notice kind="quiet">{words().doubt}</Notice>
      <Button kind="quiet" onClick={onDone}>
        {words().done}
      </Button>
    </CustomerShell>
  );
}
