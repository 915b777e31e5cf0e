// The whole page says stop: after a risky answer, before anybody can be met. Leaving comes first; going on takes half a minute in sight
// of these words, and is for seeing only.
import type { ComponentChildren } from 'preact';
import { Button } from '../../view/Button.tsx';
import { CustomerShell } from '../../view/CustomerShell.tsx';
import { duration } from '../../view/format.ts';
import { Meter } from '../../view/Meter.tsx';
import { Notice } from '../../view/Notice.tsx';
import { usePause } from '../../view/use-pause.ts';
import { words } from './caution.text.ts';

/** Android gives as long between an unknown caller and a bank's app: security-rules.md 46. */
const PAUSE_MS = 30_000;

interface StopPageProps {
  desk: string;
  /** What else can be done at once. */
  children?: ComponentChildren;
  onLeave: () => void;
  onGo: () => void;
}

export function StopPage({ desk, children, onLeave, onGo }: StopPageProps) {
  const left = usePause(PAUSE_MS);
  const t = words();
  return (
    <CustomerShell name={desk}>
      <h1>{t.stopTitle}</h1>
      <Notice kind="danger" role="alert">
        <p>{t.scam}</p>
      </Notice>
      <Button kind="primary" wide autofocus onClick={onLeave}>
        {t.leave}
      </Button>
      {children}
      <section class="stack stack-tight" aria-labelledby="call-back">
        <h2 id="call-back">{t.howTitle}</h2>
        <ul class="shown-list">
          {[...t.how].map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      </section>
      <Meter
        label={t.waiting}
        value={PAUSE_MS - left * 1_000}
        max={PAUSE_MS}
        words={left > 0 ? t.left(duration(left * 1_000)) : t.over}
      />
      <p>{t.viewOnly}</p>
      {left === 0 && (
        <Button kind="quiet" onClick={onGo}>
          {t.goView}
        </Button>
      )}
    </CustomerShell>
  );
}
