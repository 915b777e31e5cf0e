// The end: what was shown and when it ended, files, a receipt to keep, and what to do in doubt.
import { useSignal } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import { isRefusal } from '../../../../shared/errors.ts';
import type { SessionEvent } from '../../../../shared/session/events.ts';
import type { Ending } from '../../../../shared/session/outcome.ts';
import { ComplaintButton } from '../../features/complaint/ComplaintButton.tsx';
import { isTranscriptKept } from '../../features/help.ts';
import { fetchKept, type Holder, saveData, saveReadable, unproven } from '../../features/receipt/kept.ts';
import { linkTo } from '../../features/receipt/link.ts';
import { ReturnToRequest } from '../../features/request/ReturnToRequest.tsx';
import { filesOf, spansOf } from '../../features/timeline/timeline.ts';
import { SaveTranscript } from '../../features/transcript/SaveTranscript.tsx';
import { Button } from '../../view/Button.tsx';
import { CustomerShell } from '../../view/CustomerShell.tsx';
import { timeOfDay } from '../../view/format.ts';
import { download } from '../../view/icons.ts';
import { Notice } from '../../view/Notice.tsx';
import { forget } from '../membership.ts';
import { words as companyWords } from './company.text.ts';
import type { Company } from './company.ts';
import { requestOf } from './request-of.ts';
import { words } from './room.text.ts';
import type { Membership } from './stay.ts';

interface EndPageProps {
  company: Company;
  onDone: () => void;
}

export function EndPage({ company, onDone }: EndPageProps) {
  const { me, help, report } = company.main.value;
  const events = help.session.events.value;
  const request = useMemo(() => requestOf(me.sid), [me.sid]);
  const spans = spansOf(events);
  const arrived = filesOf(events).filter(({ end }) => end?.type === 'file.done' && end.result === 'complete');
  const endedAt = events.at(-1)?.at ?? 0;
  return (
    <CustomerShell name={me.desk.name}>
      <h1>{words().over}</h1>
      {request && (
        <ReturnToRequest
          request={request}
          technician={me.technician.name}
          ending={endingIn(events)}
          onGo={forget}
        />
      )}
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
      <Keep events={events} holder={me} isNext={request === null} />
      <Others before={company.before.value} />
      {isTranscriptKept(help) && <SaveTranscript holder={me} />}
      <Notice kind="quiet">{words().doubt}</Notice>
      <ComplaintButton report={report} isLive={false} />
      {request === null && (
        <Button kind="quiet" onClick={onDone}>
          {words().done}
        </Button>
      )}
    </CustomerShell>
  );
}

/** Each part has a receipt of its own. */
function Others({ before }: { before: readonly Membership[] }) {
  if (before.length === 0) return null;
  return (
    <ul class="shown-list">
      {before.map((each) => (
        <li key={each.sid}>
          <a href={linkTo(each)}>{companyWords().receiptWith(each.technician.name)}</a>
        </li>
      ))}
    </ul>
  );
}

function endingIn(events: readonly SessionEvent[]): Ending | null {
  const last = events.at(-1);
  return last?.type === 'session.ended' ? last.ending : null;
}

interface KeepProps {
  events: readonly SessionEvent[];
  holder: Holder;
  /** Nothing else comes next on this page. */
  isNext: boolean;
}

/** The receipt: to look at, to print, and to have checked. */
function Keep({ events, holder, isNext }: KeepProps) {
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
        <a class={`button ${isNext ? 'button-primary' : 'button-quiet'}`} href={linkTo(holder)}>
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
