// How well the technician's page knows the other end: proven by the code, compared by voice, or not yet; and comparing.
import { useSignal } from '@preact/signals';
import type { ShortString } from '../../../shared/code/sas.ts';
import type { Help } from '../features/help.ts';
import { Button } from '../view/Button.tsx';
import { Dialog } from '../view/Dialog.tsx';
import { Icon } from '../view/Icon.tsx';
import { language } from '../view/i18n.ts';
import { check } from '../view/icons.ts';
import { Notice } from '../view/Notice.tsx';
import { words } from './console.text.ts';

export function Identity({ help }: { help: Help }) {
  const { value: state } = help.session.state;
  const { phase } = state;
  const { value: stage } = help.meeting.stage;
  const isSpent =
    (phase === 'ended' && state.ending === 'burned') || (stage.at === 'failed' && stage.why === 'spent');
  if (isSpent || (phase === 'waiting' && stage.at === 'failed'))
    return (
      <Notice kind="danger" role="alert" title={words().mismatchTitle}>
        {isSpent ? words().spent : words().mismatch}
      </Notice>
    );
  if (phase !== 'open') return null;
  if (help.pair.value === null) return <Notice kind="info">{words().otherBrowser}</Notice>;
  const { value: auth } = help.ledger.auth;
  if (auth === 'pake' || auth === 'sas')
    return (
      <p class="small soft row" role="status">
        <Icon draw={check} /> {auth === 'pake' ? words().byCode : words().byVoice}
      </p>
    );
  return (
    <>
      <Notice kind="ask" title={words().notVerified}>
        <p>{words().notVerifiedWhy}</p>
        <Button onClick={() => help.comparison.begin()}>{words().compare}</Button>
      </Notice>
      <Compare help={help} />
    </>
  );
}

function Compare({ help }: { help: Help }) {
  const { comparison } = help;
  const { value: stage } = comparison.stage;
  const hasDismissed = useSignal(false);
  if (stage.at === 'differs' && !hasDismissed.value)
    return (
      <Dialog open tone="danger" title={words().differsTitle} onClose={() => (hasDismissed.value = true)}>
        <p>{words().differs}</p>
      </Dialog>
    );
  if (stage.at !== 'preparing' && stage.at !== 'choosing' && stage.at !== 'same-soon') return null;
  return (
    <Dialog open title={words().compareTitle} onClose={() => comparison.stop()}>
      {stage.at !== 'choosing' ? (
        <p role="status">{stage.at === 'preparing' ? words().preparing : words().agreeing}</p>
      ) : (
        <div class="stack">
          <p>{words().compareHow}</p>
          {stage.rows.map((row, index) => (
            <Button key={row.digits} kind="quiet" wide onClick={() => comparison.choose(index)}>
              <Row row={row} />
            </Button>
          ))}
          <Button kind="danger" wide onClick={() => comparison.choose(null)}>
            {words().noneOfThem}
          </Button>
        </div>
      )}
    </Dialog>
  );
}

function Row({ row }: { row: ShortString }) {
  return (
    <span class="words-row">
      {row.emoji.map((each) => (
        <span key={each.en}>
          <span aria-hidden="true">{each.sign}</span> {each[language.value]}
        </span>
      ))}
      <span class="soft">{row.digits}</span>
    </span>
  );
}
