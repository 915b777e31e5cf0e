// The check as a list that fills by itself, and beneath it the one sentence that matters.
import { useSignal } from '@preact/signals';
import { useEffect, useRef, useState } from 'preact/hooks';
import { Button } from '../view/Button.tsx';
import { CustomerShell } from '../view/CustomerShell.tsx';
import { useTitle } from '../view/document-title.ts';
import { count } from '../view/format.ts';
import { Icon } from '../view/Icon.tsx';
import { check as checkDrawing, clipboard } from '../view/icons.ts';
import { announce } from '../view/LiveRegion.tsx';
import { Notice } from '../view/Notice.tsx';
import { info, warning } from '../view/notice-icons.ts';
import { words } from './check.text.ts';
import { STEPS, type StepName } from './findings.ts';
import { report } from './report.ts';
import { type Round, startRound } from './run.ts';
import { type Mark, said } from './said.ts';
import { answerOf, judge } from './verdict.ts';

export function CheckPage({ isDesk }: { isDesk: boolean }) {
  const [round, setRound] = useState(startRound);
  useTitle(words().title);
  const back = isDesk ? <a href="/desk">{words().backDesk}</a> : <a href="/">{words().back}</a>;
  return (
    <CustomerShell name="Permesso" footer={back}>
      <h1>{words().heading}</h1>
      <p>{words().promise}</p>
      {/* biome-ignore lint/a11y/noRedundantRoles: Safari forgets that a list without marks is one */}
      <ol class="check-steps" role="list" aria-busy={!round.isOver.value}>
        {STEPS.map((step) => (
          <Step key={step} step={step} round={round} isDesk={isDesk} />
        ))}
      </ol>
      <Outcome round={round} isDesk={isDesk} />
      {round.isOver.value && (
        <div class="row">
          <Again round={round} onAgain={() => setRound(startRound())} />
        </div>
      )}
    </CustomerShell>
  );
}

interface RoundProps {
  round: Round;
  isDesk: boolean;
}

const drawings: Record<Mark, string> = { fine: checkDrawing, less: info, bad: warning };

function Step({ step, round, isDesk }: RoundProps & { step: StepName }) {
  const t = words();
  const told = said(step, round.found.value, isDesk);
  const now = round.now.value;
  const isNow = now?.step === step;
  return (
    <li class={`check-step check-${told?.mark ?? (isNow ? 'now' : 'waiting')}`}>
      <div class="check-head">
        <h2>{t.steps[step]}</h2>
        {told && (
          <span class="check-mark">
            <Icon draw={drawings[told.mark]} />
            {t.marks[told.mark]}
          </span>
        )}
        {!told && !isNow && <span class="soft small">{round.isOver.value ? t.skipped : t.waiting}</span>}
      </div>
      {isNow && !told && <Working name={t.steps[step]} done={now.done} of={now.of} />}
      {told && <p>{told.line}</p>}
      {told && told.more.length > 0 && (
        <ul class="small soft">
          {told.more.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      )}
    </li>
  );
}

function Working({ name, done, of }: { name: string; done: number; of: number }) {
  return (
    <p class="check-working">
      {of > 1 ? <progress aria-label={name} value={done} max={of} /> : <progress aria-label={name} />}
      <span class="small">
        {words().working}
        {of > 1 && `, ${words().stepOf(done, of)}`}
      </span>
    </p>
  );
}

function Outcome({ round, isDesk }: RoundProps) {
  const isOver = round.isOver.value;
  const verdict = judge(round.found.value, isDesk);
  const { says, todo } = words().verdicts[verdict];
  const answer = answerOf(verdict);
  useEffect(() => {
    if (isOver) announce(`${says} ${todo}`, 'polite');
  }, [isOver, says]);
  if (!isOver) return null;
  return (
    <section class="stack" aria-labelledby="check-says">
      <Notice kind={answer === 'no' ? 'danger' : 'info'}>
        <p id="check-says" class="check-says">
          {says}
        </p>
        {todo !== '' && <p>{todo}</p>}
      </Notice>
      <Copy round={round} isDesk={isDesk} />
    </section>
  );
}

function Copy({ round, isDesk }: RoundProps) {
  const isCopied = useSignal(false);
  const isHandwork = useSignal(false);
  const madeAt = useRef(Date.now());
  const text = report(round.found.value, isDesk, { at: madeAt.current, agent: navigator.userAgent });
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      isCopied.value = true;
      announce(words().copied, 'polite');
    } catch {
      isHandwork.value = true;
    }
  };
  return (
    <div class="stack stack-tight">
      <p class="small soft">{words().copyLead}</p>
      <p>
        <Button draw={clipboard} onClick={() => void copy()}>
          {isCopied.value ? words().copied : words().copy}
        </Button>
      </p>
      {isHandwork.value && (
        <>
          <p role="status">{words().notCopied}</p>
          <textarea class="check-text" readOnly rows={14} aria-label={words().result} value={text} />
        </>
      )}
    </div>
  );
}

/** The broker lets an address try once a minute; until then the button says how long. */
function Again({ round, onAgain }: { round: Round; onAgain: () => void }) {
  const againAt = round.againAt.value;
  const leftNow = () => (againAt === null ? 0 : Math.max(0, Math.ceil((againAt - Date.now()) / 1000)));
  const [left, setLeft] = useState(leftNow);
  useEffect(() => {
    const timer = setInterval(() => setLeft(leftNow()), 1_000);
    setLeft(leftNow());
    return () => clearInterval(timer);
  }, [againAt]);
  return left > 0 ? (
    <Button aria-disabled="true">{words().againIn(count(left))}</Button>
  ) : (
    <Button kind="primary" onClick={onAgain}>
      {words().again}
    </Button>
  );
}
