// Whom to tell when something was wrong, and what can still be done: security-rules.md 51.

import { words as told } from '../features/receipt/account.text.ts';
import type { Account } from '../features/receipt/account.ts';
import { words } from '../features/receipt/proof.text.ts';

export function DoubtSection({ account: { names, sid, ended } }: { account: Account }) {
  const t = words();
  const desk = names.desk || told().theDesk;
  return (
    <section class="told" aria-labelledby="doubt">
      <h2 id="doubt">{t.doubt}</h2>
      <p>{t.doubtNow(desk)}</p>
      <p>{ended ? t.doubtOver : t.doubtGoesOn}</p>
      <p>{t.doubtErase(desk, sid)}</p>
      <p>{t.doubtAuthority}</p>
    </section>
  );
}
