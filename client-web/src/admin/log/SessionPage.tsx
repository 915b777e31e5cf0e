// One session out of the log: what it was, its timeline, and every entry beneath.
import { useEffect, useRef, useState } from 'preact/hooks';
import { isRefusal } from '../../../../shared/errors.ts';
import { type Me, type SessionLog, sessionLog } from '../../../../shared/protocol/http.ts';
import { inWords } from '../../features/account/refusals.ts';
import { get } from '../../features/account/session.ts';
import { seqsOf } from '../../features/timeline/facts.ts';
import { readSignatures, type Signatures } from '../../features/timeline/signatures.ts';
import { Timeline } from '../../features/timeline/Timeline.tsx';
import type { Refused } from '../../link/api.ts';
import { Button } from '../../view/Button.tsx';
import { useTitle } from '../../view/document-title.ts';
import { dateAndMinute, timeToSecond } from '../../view/format.ts';
import { Icon } from '../../view/Icon.tsx';
import { back } from '../../view/icons.ts';
import { Notice } from '../../view/Notice.tsx';
import { logRoute, writeRoute } from '../route.ts';
import { CheckSession } from './check/CheckSession.tsx';
import { SessionDownloads } from './Downloads.tsx';
import { EntryTable } from './EntryTable.tsx';
import type { Filters } from './filters.ts';
import { words } from './log.text.ts';
import { RecordNote } from './RecordNote.tsx';
import { SessionFacts } from './SessionFacts.tsx';

interface SessionPageProps {
  me: Me;
  sid: string;
  /** Those of the list one goes back to. */
  filters: Filters;
}

type Read = { readonly log: SessionLog; readonly at: number } | { readonly problem: Refused } | null;

export function SessionPage({ me, sid, filters }: SessionPageProps) {
  const t = words();
  const [read, setRead] = useState<Read>(null);
  const [isBusy, setBusy] = useState(false);
  const heading = useRef<HTMLHeadingElement>(null);

  const look = async () => {
    setBusy(true);
    const answer = await get(`/api/log/sessions/${sid}`, sessionLog);
    setBusy(false);
    setRead(isRefusal(answer) ? { problem: answer } : { log: answer, at: Date.now() });
  };
  // `me` is listed because somebody who signed in again wants what was refused before.
  useEffect(() => {
    const isRefused = read !== null && 'problem' in read && read.problem.refused === 'NOT_SIGNED_IN';
    if (read === null || isRefused) void look();
  }, [me]);
  useEffect(() => heading.current?.focus(), []);

  const log = read !== null && 'log' in read ? read.log : null;
  const title = log ? t.session(dateAndMinute(log.row.createdAt)) : t.sessionPlain;
  useTitle(title);

  return (
    <div class="page">
      <p>
        <a class="page-back" href={writeRoute(logRoute(filters))}>
          <Icon draw={back} /> {t.back}
        </a>
      </p>
      <header class="page-head">
        <h1 ref={heading} tabIndex={-1}>
          {title}
        </h1>
      </header>
      {read === null && <p role="status">{t.loading}…</p>}
      {read !== null && 'problem' in read && (
        <Notice kind="danger" title={read.problem.refused === 'NOT_FOUND' ? t.gone : t.failed} role="alert">
          <p>{inWords(read.problem)}</p>
          <Button busy={isBusy ? t.loading : undefined} onClick={() => void look()}>
            {t.again}
          </Button>
        </Notice>
      )}
      {read !== null && 'log' in read && (
        <>
          {read.log.row.phase !== 'ended' && (
            <Notice title={t.stillOn(timeToSecond(read.at))}>
              <Button busy={isBusy ? t.loading : undefined} onClick={() => void look()}>
                {t.look}
              </Button>
            </Notice>
          )}
          {read.log.row.isUnsigned && (
            <Notice kind="quiet" title={t.before}>
              <p>{t.beforeWhy}</p>
            </Notice>
          )}
          <SessionFacts log={read.log} />
          <section class="page-part">
            <h2>{t.proofOf}</h2>
            <CheckSession sid={sid} />
            <SessionDownloads sid={sid} />
            <RecordNote />
          </section>
          <Story log={read.log} readAt={read.at} />
        </>
      )}
    </div>
  );
}

/** The drawing and the table tell the same; what is explained in the one is marked in the other. */
function Story({ log: { events }, readAt }: { log: SessionLog; readAt: number }) {
  const t = words();
  const [seqs, setSeqs] = useState<readonly number[]>([]);
  const signatures = useSignatures(events);
  return (
    <>
      <section class="page-part">
        <h2>{t.timeline}</h2>
        <Timeline
          events={events}
          readAt={readAt}
          signatures={signatures}
          onPick={(item) => setSeqs(item === null ? [] : seqsOf(item, events))}
        />
      </section>
      <section class="page-part">
        <h2>{t.everything}</h2>
        <EntryTable events={events} marked={seqs[0]} signatures={signatures} />
      </section>
    </>
  );
}

const NONE: Signatures = new Map();

/** Checked in this page, a few milliseconds each. */
function useSignatures(events: SessionLog['events']): Signatures {
  const [signatures, setSignatures] = useState(NONE);
  useEffect(() => {
    let isPast = false;
    void readSignatures(events).then((read) => {
      if (!isPast) setSignatures(read);
    });
    return () => {
      isPast = true;
    };
  }, [events]);
  return signatures;
}
