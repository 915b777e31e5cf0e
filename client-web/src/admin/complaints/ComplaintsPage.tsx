// What customers reported, for the admins of the desk: who, when, which session, and the decision that an account waits for.
import { useEffect, useState } from 'preact/hooks';
import { isRefusal } from '../../../../shared/errors.ts';
import type { ComplaintDecision } from '../../../../shared/people/complaining.ts';
import {
  type ComplaintRow,
  type ComplaintRows,
  complaintRows,
} from '../../../../shared/protocol/complaints.ts';
import type { Me, Person } from '../../../../shared/protocol/http.ts';
import { inWords } from '../../features/account/refusals.ts';
import { get } from '../../features/account/session.ts';
import type { Refused } from '../../link/api.ts';
import { Button } from '../../view/Button.tsx';
import { useTitle } from '../../view/document-title.ts';
import { EmptyState } from '../../view/EmptyState.tsx';
import { Notice } from '../../view/Notice.tsx';
import { warning } from '../../view/notice-icons.ts';
import { ComplaintItem } from './ComplaintItem.tsx';
import { words } from './complaints.text.ts';
import { DecideDialog } from './DecideDialog.tsx';
import './complaints.css';

interface Asked {
  readonly person: Person;
  readonly decision: ComplaintDecision;
}

export function ComplaintsPage({ me }: { me: Me }) {
  const t = words();
  useTitle(t.title);
  const [read, setRead] = useState<ComplaintRows | null>(null);
  const [problem, setProblem] = useState<Refused | null>(null);
  const [asked, setAsked] = useState<Asked | null>(null);
  const load = async () => {
    const answer = await get('/api/complaints', complaintRows);
    setProblem(isRefusal(answer) ? answer : null);
    if (!isRefusal(answer)) setRead(answer);
  };
  // `me` is listed because somebody who signed in again wants what was refused before.
  useEffect(() => void load(), [me]);
  const rows = read?.rows ?? [];
  const decided = rows.filter(({ decision }) => decision !== null);
  return (
    <div class="page">
      <header class="page-head">
        <h1>{t.title}</h1>
        <p class="soft">{t.lead(me.desk.name)}</p>
        <p class="soft">{t.rule}</p>
      </header>
      {problem !== null && (
        <Notice kind="danger" title={t.failed} role="alert">
          <p>{inWords(problem)}</p>
          <Button onClick={() => void load()}>{t.again}</Button>
        </Notice>
      )}
      {read === null && problem === null && <p role="status">{t.loading}…</p>}
      {read !== null && rows.length === 0 && (
        <EmptyState draw={warning} title={t.none}>
          {t.noneHint}
        </EmptyState>
      )}
      {groupsOf(rows).length > 0 && (
        <section class="page-part" aria-labelledby="to-decide">
          <h2 id="to-decide">{t.openTitle}</h2>
          {groupsOf(rows).map((group) => (
            <Group key={group.person.id} {...group} me={me} onAsk={setAsked} />
          ))}
        </section>
      )}
      {decided.length > 0 && (
        <section class="page-part" aria-labelledby="decided">
          <h2 id="decided">{t.decidedTitle}</h2>
          <ul class="complaint-list">
            {decided.map((row) => (
              <ComplaintItem key={row.complaint} row={row} showsName />
            ))}
          </ul>
        </section>
      )}
      {read?.isCut && <p class="soft">{t.cut}</p>}
      <DecideDialog
        asked={asked}
        onClose={() => setAsked(null)}
        onDecided={() => {
          setAsked(null);
          void load();
        }}
      />
    </div>
  );
}

interface GroupOf {
  readonly person: Person;
  readonly rows: readonly ComplaintRow[];
}

/** Open reports by whom they are about: an admin decides about a person. */
function groupsOf(rows: readonly ComplaintRow[]): GroupOf[] {
  const open = rows.filter(({ decision }) => decision === null);
  const ids = [...new Set(open.map(({ technician }) => technician.id))];
  return ids.flatMap((id) => {
    const theirs = open.filter(({ technician }) => technician.id === id);
    const [first] = theirs;
    return first ? [{ person: first.technician, rows: theirs }] : [];
  });
}

function Group({ person, rows, me, onAsk }: GroupOf & { me: Me; onAsk: (asked: Asked) => void }) {
  const t = words();
  const isMe = person.id === me.person.id;
  const standing =
    person.state === 'frozen' ? t.frozen : person.state === 'disabled' ? t.closedAlready : t.works;
  return (
    <article class="card stack" aria-label={person.name}>
      <header>
        <h3>{person.name}</h3>
        <p class="soft">{t.about(rows.length)}</p>
      </header>
      <Notice kind={person.state === 'frozen' ? 'danger' : 'info'}>{standing}</Notice>
      <ul class="complaint-list">
        {rows.map((row) => (
          <ComplaintItem key={row.complaint} row={row} />
        ))}
      </ul>
      {isMe ? (
        <Notice kind="quiet">{t.mine}</Notice>
      ) : (
        <div class="row">
          <Button onClick={() => onAsk({ person, decision: 'cleared' })}>{t.clear}</Button>
          <Button kind="danger" onClick={() => onAsk({ person, decision: 'closed' })}>
            {t.close}
          </Button>
        </div>
      )}
    </article>
  );
}
