// The facts about the customer's computer as they were seen and sent.
import type { Facts } from '../../../../shared/channel/facts.ts';
import { factLines, factsAsText } from '../../../../shared/channel/facts-words.ts';
import { language } from '../../view/i18n.ts';
import { CopyButton } from './CopyButton.tsx';
import { words } from './passes.text.ts';

export function FactsTable({ facts }: { facts: Facts }) {
  return (
    <>
      <table class="pass-facts" aria-label={words().facts}>
        <tbody>
          {factLines(facts, language.value).map(({ label, value }) => (
            <tr key={`${label} ${value}`}>
              <th scope="row">{label}</th>
              <td>
                <bdi>{value}</bdi>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <CopyButton label={words().copyFacts} text={factsAsText(facts, language.value)} />
    </>
  );
}
