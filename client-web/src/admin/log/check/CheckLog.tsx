// "Verify the whole log": every log there is, one after another, each in a worker; and whether it continues what this browser
// verified the last time.
import { useRef, useState } from 'preact/hooks';
import type { LogStatus } from '../../../../../shared/desk/log-status.ts';
import { isRefusal } from '../../../../../shared/errors.ts';
import { inWords } from '../../../features/account/refusals.ts';
import { heed } from '../../../features/account/session.ts';
import type { Refused } from '../../../link/api.ts';
import { browserStorage } from '../../../link/browser.ts';
import { Button } from '../../../view/Button.tsx';
import { count, dateAndTime, percent } from '../../../view/format.ts';
import { key } from '../../../view/icons.ts';
import { Meter } from '../../../view/Meter.tsx';
import { Notice } from '../../../view/Notice.tsx';
import { words } from './check.text.ts';
import { type KeptHead, keepHead, keptHeadOf } from './kept-heads.ts';
import { publishedVkeys, readStatus } from './published.ts';
import { type Running, runCheck } from './run-check.ts';
import { countLines, Verdict } from './Verdict.tsx';
import { type CheckedLog, sizeOf } from './whole-log.ts';
import './check.css';

type OneLog = LogStatus['logs'][number];

interface Done {
  readonly log: OneLog;
  readonly checked: CheckedLog;
  /** What this browser knew before. */
  readonly kept: KeptHead | null;
}
type Phase =
  | { readonly kind: 'idle' }
  | { readonly kind: 'busy'; readonly log: OneLog | null; readonly done: number; readonly total: number }
  | { readonly kind: 'failed'; readonly problem: Refused };

export function CheckLog() {
  const t = words();
  const [phase, setPhase] = useState<Phase>({ kind: 'idle' });
  const [results, setResults] = useState<readonly Done[]>([]);
  const running = useRef<Running | null>(null);
  const hasGivenUp = useRef(false);

  const checkOne = async (log: OneLog, vkeys: readonly string[]): Promise<Refused | null> => {
    const kept = await keptHeadOf(log.origin, browserStorage);
    running.current = runCheck({ id: log.id, vkeys, kept }, (done, total) =>
      setPhase({ kind: 'busy', log, done, total }),
    );
    const checked = await running.current.result;
    if (isRefusal(checked)) return heed(checked);
    if (checked.verdict === 'sound')
      await keepHead(log.origin, { note: checked.note, vkeys: [...vkeys], at: Date.now() }, browserStorage);
    setResults((before) => [...before, { log, checked, kept }]);
    return null;
  };
  const checkAll = async (): Promise<Refused | null> => {
    const [status, vkeys] = await Promise.all([readStatus(), publishedVkeys()]);
    if (isRefusal(status)) return status;
    if (isRefusal(vkeys)) return vkeys;
    for (const log of status.logs.filter(({ signedAt }) => signedAt !== null)) {
      const problem = await checkOne(log, vkeys);
      if (problem !== null) return problem;
    }
    return null;
  };
  const start = async () => {
    hasGivenUp.current = false;
    setResults([]);
    setPhase({ kind: 'busy', log: null, done: 0, total: 1 });
    const problem = await checkAll();
    setPhase(problem === null || hasGivenUp.current ? { kind: 'idle' } : { kind: 'failed', problem });
  };
  const giveUp = () => {
    hasGivenUp.current = true;
    running.current?.stop();
  };

  return (
    <div class="check">
      <div class="check-start">
        <Button draw={key} busy={phase.kind === 'busy' ? t.checking : undefined} onClick={() => void start()}>
          {t.checkAll}
        </Button>
        {phase.kind === 'busy' && <Button onClick={giveUp}>{t.giveUp}</Button>}
        <p class="small soft">{t.checkAllHint}</p>
      </div>
      {phase.kind === 'busy' && <Progress {...phase} />}
      {phase.kind === 'failed' && (
        <Notice kind="danger" title={t.failed} role="alert">
          <p>{inWords(phase.problem)}</p>
        </Notice>
      )}
      {results.map((result) => (
        <Result key={result.log.id} {...result} />
      ))}
    </div>
  );
}

function Progress({ log, done, total }: Extract<Phase, { kind: 'busy' }>) {
  const t = words();
  const isRead = done === total;
  return (
    <Meter
      label={t.checkingAll(log === null ? '…' : t.of[log.of])}
      value={done}
      max={Math.max(1, total)}
      words={isRead ? t.replaying : t.progress(percent(done, total), count(total))}
    />
  );
}

function Result({ log, checked, kept }: Done) {
  const t = words();
  const known = keptWords(checked, kept);
  return (
    <Verdict
      subject={t.of[log.of]}
      judged={checked}
      checked={countLines(checked, t.allEntries(checked.counts['entries'] ?? 0))}
    >
      {known !== '' && <p>{known}</p>}
    </Verdict>
  );
}

/** What this browser knew of the log before, and whether that still holds. */
function keptWords({ continues, verdict }: CheckedLog, kept: KeptHead | null): string {
  const t = words();
  if (kept === null) return verdict === 'sound' ? t.keptFirst : '';
  const [size, when] = [count(sizeOf(kept.note)), dateAndTime(kept.at)];
  if (continues === false) return t.keptNot(size, when);
  return verdict === 'sound' ? t.keptSame(size, when) : '';
}
