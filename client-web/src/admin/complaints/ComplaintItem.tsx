// One report: when, what was ticked, how the session had begun, the customer's words, and where the session stands in the log.
import type { ComplaintRow } from '../../../../shared/protocol/complaints.ts';
import { dateAndMinute } from '../../view/format.ts';
import { Icon } from '../../view/Icon.tsx';
import { warning } from '../../view/notice-icons.ts';
import { logRoute, writeRoute } from '../route.ts';
import { words } from './complaints.text.ts';

interface ComplaintItemProps {
  row: ComplaintRow;
  /** Where it does not stand under the person's name. */
  showsName?: boolean | undefined;
}

export function ComplaintItem({ row, showsName }: ComplaintItemProps) {
  const t = words();
  const { technician, at, reasons, isRisky, decision } = row;
  return (
    <li class="stack stack-tight">
      <p class="row">
        {showsName && <strong>{technician.name}</strong>}
        <time>{dateAndMinute(at)}</time>
        <a href={writeRoute(logRoute(undefined, row.sid))}>{t.session}</a>
      </p>
      <ul class="complaint-reasons">
        {reasons.map((reason) => (
          <li key={reason}>{t.reasons[reason]}</li>
        ))}
      </ul>
      {isRisky && (
        <p class="complaint-risky">
          <Icon draw={warning} /> {t.risky}
        </p>
      )}
      {row.words === null ? (
        <p class="soft small">{t.noWords}</p>
      ) : (
        <figure class="quote complaint-words">
          <figcaption class="soft small">{t.inWords}</figcaption>
          <blockquote>
            <bdi>{row.words}</bdi>
          </blockquote>
        </figure>
      )}
      {decision && (
        <p class="soft small">
          {t.decidedBy(t.decided[decision.what], decision.by, dateAndMinute(decision.at))}
        </p>
      )}
    </li>
  );
}
