// "Verify now" on a session: fetches its proof and the published keys, and has them checked in this very page.
import { useState } from 'preact/hooks';
import { isErrorCode, isRefusal, refuse } from '../../../../../shared/errors.ts';
import { inWords } from '../../../features/account/refusals.ts';
import { heed } from '../../../features/account/session.ts';
import type { Refused } from '../../../link/api.ts';
import { isDeclined } from '../../../link/http.ts';
import { Button } from '../../../view/Button.tsx';
import { count, timeToSecond } from '../../../view/format.ts';
import { key } from '../../../view/icons.ts';
import { Notice } from '../../../view/Notice.tsx';
import { words } from './check.text.ts';
import { type CheckedSession, checkSession } from './check-session.ts';
import { browserFetch, fetchFile } from './fetch-file.ts';
import { publishedVkeys } from './published.ts';
import { countLines, Verdict } from './Verdict.tsx';
import './check.css';

type Outcome = { readonly checked: CheckedSession; readonly at: number } | { readonly problem: Refused };

export function CheckSession({ sid }: { sid: string }) {
  const t = words();
  const [isBusy, setBusy] = useState(false);
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const check = async () => {
    setBusy(true);
    setOutcome(null);
    const checked = await fetchAndCheck(sid);
    setOutcome(isRefusal(checked) ? { problem: checked } : { checked, at: Date.now() });
    setBusy(false);
  };
  return (
    <div class="check">
      <div class="check-start">
        <Button kind="primary" draw={key} busy={isBusy ? t.checking : undefined} onClick={() => void check()}>
          {t.checkOne}
        </Button>
        <p class="small soft">{t.checkOneHint}</p>
      </div>
      {outcome !== null && 'problem' in outcome && (
        <Notice kind="danger" title={t.failed} role="alert">
          <p>{outcome.problem.refused === 'NOT_NOW' ? t.noHead : inWords(outcome.problem)}</p>
        </Notice>
      )}
      {outcome !== null && 'checked' in outcome && <Result {...outcome} />}
    </div>
  );
}

function Result({ checked, at }: { checked: CheckedSession; at: number }) {
  const t = words();
  const entries = t.entries(checked.counts['entries'] ?? 0, count(checked.size ?? 0));
  const signed = checked.signed > 0 ? [t.signatures(checked.signed)] : [];
  return (
    <Verdict
      judged={checked}
      checked={[...countLines(checked, entries), ...signed]}
      badSeq={checked.firstBadSeq}
    >
      <p class="small soft">{t.checkedAt(timeToSecond(at))}</p>
    </Verdict>
  );
}

async function fetchAndCheck(sid: string): Promise<CheckedSession | Refused> {
  const keys = await publishedVkeys();
  if (isRefusal(keys)) return keys;
  const file = await fetchFile(`/api/log/sessions/${sid}/bundle`, browserFetch);
  if (file === null) return refuse('NOT_FOUND');
  if (isDeclined(file)) return heed(refuse(isErrorCode(file.declined) ? file.declined : 'INTERNAL'));
  return checkSession(file, keys);
}
