// The verdict over a receipt or a log: in one word, in a sentence, in figures, and with everything that was found.
import type { Report } from '../../../shared/log/finding.ts';
import { VERIFIER_WORDS } from '../../../shared/log/words.ts';
import { AccountView, Facts } from '../features/receipt/AccountView.tsx';
import { accountOf } from '../features/receipt/account.ts';
import { Findings } from '../features/verdict/Findings.tsx';
import { count } from '../view/format.ts';
import { language } from '../view/i18n.ts';
import { Notice } from '../view/Notice.tsx';
import type { Judged } from './judge.ts';
import { words } from './verify.text.ts';

export function Verdict({ judged }: { judged: Judged }) {
  if (judged.at === 'unusable')
    return (
      <Notice kind="info" role="alert" title={words().unusableTitle}>
        {words().unusable[judged.why]}
      </Notice>
    );
  const { report, what, events, isKeyGiven } = judged;
  const { verdict } = report;
  const isBad = verdict === 'tampered';
  return (
    <>
      <div class={isBad ? 'verdict verdict-bad' : 'verdict'}>
        <Notice
          kind={isBad ? 'danger' : 'info'}
          role={isBad ? 'alert' : 'status'}
          title={words().verdict[verdict]}
        >
          <p>{words().meaning[what][verdict]}</p>
          {!isBad && <p>{isKeyGiven ? words().keyGiven : words().keyOwn}</p>}
        </Notice>
      </div>
      <Findings findings={withoutOwnKey(report)} />
      <Facts
        lines={[
          ...subjectLines(report),
          ...Object.entries(report.counts)
            .filter(([, number]) => number > 0)
            .map(([name, number]) => ({ name: countedAs(name), value: count(number) })),
        ]}
      />
      {events.length > 0 && (
        <section class="stack" aria-labelledby="says">
          <h2 id="says">{words().says}</h2>
          <AccountView account={accountOf(events)} />
        </section>
      )}
    </>
  );
}

const countedAs = (name: string): string => {
  const said = VERIFIER_WORDS[language.value].counted[name] ?? name;
  return said.charAt(0).toLocaleUpperCase(language.value) + said.slice(1);
};

/** Which log, and of a receipt which session: verify-session.ts names both. */
function subjectLines({ subject }: Report) {
  const [origin = '', sid] = subject.split(', session ');
  return [
    { name: words().whose, value: origin },
    ...(sid === undefined ? [] : [{ name: words().which, value: sid }]),
  ];
}

/** That the key came along is said above, in more words. */
const withoutOwnKey = ({ findings }: Report) =>
  findings.filter(({ weight, where }) => !(weight === 'remark' && where === 'vkey'));
