// The server's self-test, for admins: each part with its state, what was found, and what to do about it.
import { useEffect, useState } from 'preact/hooks';
import { isRefusal } from '../../../../shared/errors.ts';
import type { Me } from '../../../../shared/protocol/http.ts';
import {
  type SelfTest,
  type SelfTestFact,
  type SelfTestFound,
  type SelfTestState,
  selfTest,
} from '../../../../shared/protocol/self-test.ts';
import { inWords } from '../../features/account/refusals.ts';
import { get } from '../../features/account/session.ts';
import type { Refused } from '../../link/api.ts';
import { Button } from '../../view/Button.tsx';
import { useTitle } from '../../view/document-title.ts';
import { bytes, count, took } from '../../view/format.ts';
import { Icon } from '../../view/Icon.tsx';
import { plural } from '../../view/i18n.ts';
import { check, close } from '../../view/icons.ts';
import { announce } from '../../view/LiveRegion.tsx';
import { Notice } from '../../view/Notice.tsx';
import { info, warning } from '../../view/notice-icons.ts';
import { words } from './self-test.text.ts';
import './self-test.css';

export function SelfTestPage({ me }: { me: Me }) {
  const t = words();
  useTitle(t.title);
  const [told, setTold] = useState<SelfTest | null>(null);
  const [problem, setProblem] = useState<Refused | null>(null);
  const [isBusy, setBusy] = useState(false);
  const run = async () => {
    setBusy(true);
    const answer = await get(`/api/self-test?now=${Date.now()}`, selfTest);
    setBusy(false);
    setProblem(isRefusal(answer) ? answer : null);
    if (isRefusal(answer)) return;
    setTold(answer);
    announce(`${words().done} ${summaryOf(answer)}`, 'polite');
  };
  useEffect(() => void run(), [me]);
  return (
    <div class="page">
      <header class="page-head">
        <h1>{t.title}</h1>
        <p class="soft">{t.lead}</p>
      </header>
      {problem !== null && (
        <Notice kind="danger" title={t.failed} role="alert">
          <p>{inWords(problem)}</p>
        </Notice>
      )}
      {told === null && isBusy && (
        <p role="status">
          {t.loading}…
          <progress class="self-test-wait" aria-label={t.busy} />
        </p>
      )}
      {told !== null && (
        <>
          <p class="self-test-summary">{summaryOf(told)}</p>
          <div class="self-test-parts" aria-busy={isBusy}>
            {told.tests.map((test) => (
              <Part key={test.name} test={test} />
            ))}
          </div>
        </>
      )}
      <p>
        <Button busy={isBusy ? t.busy : undefined} onClick={() => void run()}>
          {t.again}
        </Button>
      </p>
    </div>
  );
}

function summaryOf({ tests }: SelfTest): string {
  const [bad, warn] = (['bad', 'warn'] as const).map(
    (wanted) => tests.filter(({ state }) => state === wanted).length,
  ) as [number, number];
  return bad + warn === 0 ? words().allWell : words().toSee(count(bad), count(warn));
}

const drawings: Readonly<Record<SelfTestState, string>> = {
  ok: check,
  warn: info,
  bad: warning,
  absent: close,
};

function Part({ test: { name, state, found } }: { test: SelfTest['tests'][number] }) {
  const t = words();
  return (
    <section class={`self-test-part self-test-${state}`} aria-labelledby={`self-test-${name}`}>
      <div class="self-test-head">
        <h2 id={`self-test-${name}`}>{t.names[name]}</h2>
        <span class="self-test-state">
          <Icon draw={drawings[state]} />
          {t.states[state]}
        </span>
      </div>
      <ul>
        {found.map((one) => (
          <Found key={`${one.fact} ${one.what}`} found={one} />
        ))}
      </ul>
    </section>
  );
}

function Found({ found: { fact, state, value, what } }: { found: SelfTestFound }) {
  const t = words();
  const { says, fix } = t.facts[fact];
  const isFine = state === 'ok';
  return (
    <li>
      {!isFine && <span class="unseen">{t.states[state]}: </span>}
      <span class={isFine ? 'soft' : 'self-test-says'}>{says(inUnits(fact, value), what)}</span>
      {!isFine && fix !== undefined && (
        <p class="small">
          <strong>{t.fix}:</strong> {fix}
        </p>
      )}
    </li>
  );
}

/** A figure as it is read: sizes, days, how far a clock is off, and milliseconds for all else. */
function inUnits(fact: SelfTestFact, value: number | null): string {
  if (value === null) return '';
  switch (fact) {
    case 'store-size':
    case 'disk-free':
    case 'disk-little':
    case 'disk-full':
      return bytes(value);
    case 'tls-own':
    case 'tls-soon':
      return plural(value, words().days);
    case 'settings-webhooks':
      return count(value);
    case 'clock-browser':
    case 'clock-store': {
      const length = took(Math.abs(value));
      return value < 0 ? words().behind(length) : words().ahead(length);
    }
    default:
      return words().ms(count(value));
  }
}
