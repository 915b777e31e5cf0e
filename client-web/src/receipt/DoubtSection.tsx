// Whom to tell when something was wrong, and what can still be done: security-rules.md 51.

import { useMemo } from 'preact/hooks';
import { ComplaintButton } from '../features/complaint/ComplaintButton.tsx';
import { openComplaint } from '../features/complaint/complaint.ts';
import { words as told } from '../features/receipt/account.text.ts';
import type { Account } from '../features/receipt/account.ts';
import type { Holder } from '../features/receipt/kept.ts';
import { words } from '../features/receipt/proof.text.ts';

interface DoubtSectionProps {
  account: Account;
  holder: Holder;
}

export function DoubtSection({ account: { names, sid, ended }, holder }: DoubtSectionProps) {
  const t = words();
  // While the session goes on it is reported on its own page, which has its key.
  const report = useMemo(() => openComplaint({ holder, key: null, stop: () => {}, end: () => {} }), [holder]);
  const desk = names.desk || told().theDesk;
  return (
    <section class="told" aria-labelledby="doubt">
      <h2 id="doubt">{t.doubt}</h2>
      <p>{t.doubtNow(desk)}</p>
      <p>{ended ? t.doubtOver : t.doubtGoesOn}</p>
      {ended && <ComplaintButton report={report} isLive={false} />}
      <p>{t.doubtErase(desk, sid)}</p>
      <p>{t.doubtAuthority}</p>
    </section>
  );
}
