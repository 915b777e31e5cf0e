// How the log fares, for whoever must know: signed or not, since when, why not, and the one number that must stay zero. Looked at
// again every few seconds while the page is in view.
import { useEffect, useState } from 'preact/hooks';
import type { Figures } from '../../../../../shared/desk/figures.ts';
import type { LogStatus } from '../../../../../shared/desk/log-status.ts';
import { isRefusal } from '../../../../../shared/errors.ts';
import { count, dateAndTime, timeToSecond } from '../../../view/format.ts';
import { Icon } from '../../../view/Icon.tsx';
import { book, eye } from '../../../view/icons.ts';
import { Notice } from '../../../view/Notice.tsx';
import { CheckLog } from './CheckLog.tsx';
import { words } from './check.text.ts';
import { readDeskFigures, readStatus } from './published.ts';

const LOOK_EVERY_MS = 10_000;
/** A new entry is signed within seconds; only what waits for longer is worth a word. */
const LATE_MS = 30_000;

type OneLog = LogStatus['logs'][number];

interface Health {
  readonly status: LogStatus | null;
  readonly figures: Figures | null;
  /** The status could not be read. */
  readonly isUnknown: boolean;
  readonly waiting: Waiting;
}
/** Logs that had entries without a signature at every look since then, and no new head meanwhile. */
type Waiting = ReadonlyMap<string, { readonly since: number; readonly signedAt: number | null }>;

export function LogHealth({ isShown }: { isShown: boolean }) {
  const t = words();
  const { status, figures, isUnknown, waiting } = useHealth(isShown);
  const desk = status?.logs.find(({ of, state }) => of === 'desk' && state !== 'closed');
  return (
    <section class="health" aria-label={t.health}>
      {isUnknown && <Notice kind="danger" title={t.statusUnknown} />}
      {status?.logs.map((log) => (
        <Trouble key={log.id} log={log} waitingSince={waiting.get(log.id)?.since ?? null} />
      ))}
      {figures !== null && figures.strayFrames > 0 && (
        <Notice kind="danger" title={t.stray(count(figures.strayFrames))} role="alert">
          <p>{t.strayBad}</p>
        </Notice>
      )}
      <p class="health-line small">
        {desk?.signedAt && (
          <span>
            <Icon draw={book} /> {t.signedUpTo(count(desk.size), timeToSecond(desk.signedAt))}
          </span>
        )}
        {figures?.strayFrames === 0 && (
          <span>
            <Icon draw={eye} /> {t.stray(count(0))}
          </span>
        )}
      </p>
      <CheckLog />
    </section>
  );
}

function Trouble({ log, waitingSince }: { log: OneLog; waitingSince: number | null }) {
  const t = words();
  const { of, state, refusal, unsigned, signedAt } = log;
  if (state === 'refused')
    return (
      <Notice kind="danger" title={t.refused(t.of[of])} role="alert">
        <p>{t.refusedDo}</p>
        {refusal !== null && (
          <p>
            {t.refusedWhy} <span lang="en">{refusal}</span>
          </p>
        )}
      </Notice>
    );
  const isLate = waitingSince !== null && Date.now() - waitingSince > LATE_MS;
  if (state === 'closed' || !isLate) return null;
  return (
    <Notice kind="danger" title={t.late(t.of[of])} role="alert">
      <p>{t.lateWhy(unsigned, signedAt === null ? t.never : dateAndTime(signedAt))}</p>
    </Notice>
  );
}

function useHealth(isShown: boolean): Health {
  const [health, setHealth] = useState<Health>({
    status: null,
    figures: null,
    isUnknown: false,
    waiting: new Map(),
  });
  useEffect(() => {
    if (!isShown) return;
    const look = async () => {
      if (document.visibilityState !== 'visible') return;
      const [status, figures] = await Promise.all([readStatus(), readDeskFigures()]);
      setHealth((before) => ({
        status: isRefusal(status) ? before.status : status,
        figures: isRefusal(figures) ? before.figures : figures,
        isUnknown: isRefusal(status),
        waiting: isRefusal(status) ? before.waiting : waitingIn(status, before.waiting),
      }));
    };
    void look();
    const timer = setInterval(() => void look(), LOOK_EVERY_MS);
    return () => clearInterval(timer);
  }, [isShown]);
  return health;
}

function waitingIn({ logs }: LogStatus, before: Waiting): Waiting {
  const waiting = logs.filter(({ unsigned }) => unsigned > 0);
  return new Map(
    waiting.map(({ id, signedAt }) => {
      const known = before.get(id);
      return [id, known?.signedAt === signedAt ? known : { since: Date.now(), signedAt }];
    }),
  );
}
