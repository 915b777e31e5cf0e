// What a verifier found, one sentence a finding, the worst first. Erased details are counted and not listed.
import type { Finding } from '../../../../shared/log/finding.ts';
import { firstBadEntry, placeOf, sentenceOf, VERIFIER_WORDS } from '../../../../shared/log/words.ts';
import { count } from '../../view/format.ts';
import { language } from '../../view/i18n.ts';
import { words } from './verdict.text.ts';
import './verdict.css';

/** More sentences than this nobody reads; the program lists them all. */
const MOST = 40;
const ORDER: readonly Finding['weight'][] = ['tampered', 'unclear', 'remark'];

export function Findings({ findings }: { findings: readonly Finding[] }) {
  const t = words();
  const listed = ORDER.flatMap((weight) => findings.filter((one) => one.weight === weight));
  const gone = findings.filter(({ weight }) => weight === 'erased');
  const [first] = gone;
  const bad = firstBadEntry(findings);
  if (findings.length === 0) return null;
  return (
    <>
      {bad !== null && (
        <p>
          <strong>{t.firstBad(count(bad))}</strong>
        </p>
      )}
      <ul class="findings" aria-label={t.found}>
        {listed.slice(0, MOST).map((finding) => (
          <FindingLine key={`${finding.where} ${finding.what}`} finding={finding} />
        ))}
        {first && <li>{t.gone(gone.length, placeOf(first, language.value))}</li>}
      </ul>
      {listed.length > MOST && <p>{t.more(listed.length - MOST)}</p>}
    </>
  );
}

function FindingLine({ finding }: { finding: Finding }) {
  const { text, language: spoken } = sentenceOf(finding, language.value);
  return (
    <li>
      <strong>{VERIFIER_WORDS[language.value].weight[finding.weight]}</strong>{' '}
      <span lang={spoken === language.value ? undefined : spoken}>{text}</span>
    </li>
  );
}
