// What this browser found when it checked the receipt, and how somebody else can check it.
import { useSignal } from '@preact/signals';
import { Facts } from '../features/receipt/AccountView.tsx';
import { COMMAND, words } from '../features/receipt/proof.text.ts';
import { placesOf, verdictLine } from '../features/receipt/proof-lines.ts';
import type { Proven } from '../features/receipt/proven.ts';
import { Findings } from '../features/verdict/Findings.tsx';
import { Button } from '../view/Button.tsx';
import { Notice } from '../view/Notice.tsx';

interface VerdictProps {
  proven: Proven | null;
  /** Fetches the receipt once more. */
  onAgain: () => Promise<void>;
}

/** In one breath, at the top of the page. */
export const ProofVerdict = ({ proven, onAgain }: VerdictProps) =>
  proven ? <Verdict proven={proven} /> : <NotSigned onAgain={onAgain} />;

/** What others need to check it again. */
export function ProofSection({ proven }: { proven: Proven }) {
  return (
    <section class="told" aria-labelledby="proof">
      <h2 id="proof">{words().title}</h2>
      <Details proven={proven} />
      <Elsewhere />
    </section>
  );
}

function Verdict({ proven }: { proven: Proven }) {
  const { verdict, findings, counts } = proven.report;
  const t = words();
  const before = counts['before'] ?? 0;
  if (verdict === 'tampered' || verdict === 'unclear')
    return (
      <Notice kind="danger" role="alert" title={verdict === 'tampered' ? t.tamperedTitle : t.unclearTitle}>
        <p>{verdictLine(proven, null)}</p>
        <Findings findings={findings} />
      </Notice>
    );
  return (
    <Notice kind="info" role="status" title={t.soundTitle}>
      <p>{verdictLine(proven, null)}</p>
      {before > 0 && <p>{t.old(before)}</p>}
    </Notice>
  );
}

function NotSigned({ onAgain }: Pick<VerdictProps, 'onAgain'>) {
  const isBusy = useSignal(false);
  const again = async () => {
    isBusy.value = true;
    await onAgain();
    isBusy.value = false;
  };
  return (
    <>
      <Notice kind="info" role="status" title={words().unsignedTitle}>
        {words().unsigned}
      </Notice>
      <p>
        <Button busy={isBusy.value ? words().checking : undefined} onClick={() => void again()}>
          {words().again}
        </Button>
      </p>
    </>
  );
}

function Details({ proven: { facts } }: { proven: Proven }) {
  const t = words();
  return (
    <>
      <Facts
        lines={[
          { name: t.origin, value: facts.origin },
          { name: t.places, value: placesOf(facts) },
          { name: t.key, value: facts.vkey ?? t.noKey },
        ]}
      />
      <p class="soft small">{t.ownKey}</p>
    </>
  );
}

function Elsewhere() {
  const t = words();
  return (
    <details class="elsewhere">
      <summary>{t.elsewhere}</summary>
      <ol>
        <li>{t.elsewhereFile}</li>
        <li>
          {t.elsewherePage} <a href="/verify">{t.checkingPage}</a>
        </li>
        <li>
          {t.elsewhereOffline}{' '}
          <a href="/permesso-verify.html" download>
            {t.checkingFile}
          </a>
        </li>
        <li>
          {t.elsewhereProgram} <code>{COMMAND}</code>
        </li>
      </ol>
    </details>
  );
}
