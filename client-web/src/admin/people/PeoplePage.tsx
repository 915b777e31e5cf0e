// The people of the desk, for admins: who there is, inviting, new links, closing and opening accounts.
import { useEffect, useState } from 'preact/hooks';
import * as z from 'zod/mini';
import { isRefusal } from '../../../../shared/errors.ts';
import { type Invited, type Me, type Person, person } from '../../../../shared/protocol/http.ts';
import { words as account } from '../../features/account/account.text.ts';
import { inWords } from '../../features/account/refusals.ts';
import { get } from '../../features/account/session.ts';
import type { Refused } from '../../link/api.ts';
import { Button } from '../../view/Button.tsx';
import { type Column, DataTable } from '../../view/DataTable.tsx';
import { useTitle } from '../../view/document-title.ts';
import { announce } from '../../view/LiveRegion.tsx';
import { Notice } from '../../view/Notice.tsx';
import { type Sort, sortRows } from '../../view/table-sort.ts';
import { AddDialog } from './AddDialog.tsx';
import { type Change, ConfirmDialog } from './ConfirmDialog.tsx';
import { InviteDialog } from './InviteDialog.tsx';
import { LinkDialog } from './LinkDialog.tsx';
import { words } from './people.text.ts';
import './people.css';

type Open =
  | { readonly what: 'invite' | 'add' }
  | { readonly what: 'link'; readonly invited: Invited }
  | { readonly what: 'confirm'; readonly change: Change; readonly person: Person }
  | null;

export function PeoplePage({ me }: { me: Me }) {
  const t = words();
  useTitle(t.title);
  const [people, setPeople] = useState<readonly Person[] | null>(null);
  const [problem, setProblem] = useState<Refused | null>(null);
  const [open, setOpen] = useState<Open>(null);
  const [sort, setSort] = useState<Sort>({ column: 'name', direction: 'ascending' });

  const read = async () => {
    const answer = await get('/api/people', z.array(person));
    if (isRefusal(answer)) return setProblem(answer);
    setProblem(null);
    setPeople(answer);
  };
  // `me` is listed because somebody who signed in again wants what was refused before.
  useEffect(() => void read(), [me]);

  const showLink = (invited: Invited) => {
    setOpen({ what: 'link', invited });
    void read();
  };
  const changed = (who: Person) => {
    setOpen(null);
    setPeople((was) => was?.map((one) => (one.id === who.id ? who : one)) ?? null);
    announce(who.state === 'disabled' ? t.closed(who.name) : t.opened(who.name), 'polite');
  };
  const removed = ({ name }: Person) => {
    setOpen(null);
    announce(t.removed(name), 'polite');
    void read();
  };
  const added = ({ name }: Person) => {
    setOpen(null);
    announce(t.added(name), 'polite');
    void read();
  };
  const confirm = (change: Change, who: Person) => setOpen({ what: 'confirm', change, person: who });

  return (
    <div class="page">
      <header class="page-head">
        <h1>{t.title}</h1>
        <span class="people-actions">
          {me.desks.length > 1 && <Button onClick={() => setOpen({ what: 'add' })}>{t.addSomebody}</Button>}
          <Button kind="primary" onClick={() => setOpen({ what: 'invite' })}>
            {t.invite}
          </Button>
        </span>
        <p class="soft">{t.lead(me.desk.name)}</p>
      </header>
      {problem !== null && (
        <Notice kind="danger" title={t.failed} role="alert">
          <p>{inWords(problem)}</p>
          <Button onClick={() => void read()}>{t.again}</Button>
        </Notice>
      )}
      {people === null && problem === null && <p role="status">{t.loading}…</p>}
      {people !== null && (
        <DataTable
          caption={t.table}
          hidesCaption
          columns={columns(me, confirm)}
          rows={sortRows(people, sort.direction, sortedBy(sort.column))}
          rowKey={(one) => one.id}
          sort={sort}
          onSort={setSort}
        />
      )}
      <InviteDialog open={open?.what === 'invite'} onClose={() => setOpen(null)} onInvited={showLink} />
      <ConfirmDialog
        asked={open?.what === 'confirm' ? open : null}
        onClose={() => setOpen(null)}
        onLink={showLink}
        onChanged={changed}
        onRemoved={removed}
      />
      <AddDialog open={open?.what === 'add'} onClose={() => setOpen(null)} onAdded={added} />
      <LinkDialog invited={open?.what === 'link' ? open.invited : null} onClose={() => setOpen(null)} />
    </div>
  );
}

const sortedBy = (column: string) => (who: Person) => {
  if (column === 'email') return who.email;
  if (column === 'role') return account().roles[who.role];
  return column === 'state' ? words().states[who.state] : who.name;
};

function columns(me: Me, confirm: (change: Change, who: Person) => void): Column<Person>[] {
  const t = words();
  return [
    {
      key: 'name',
      title: t.name,
      sortable: true,
      cell: ({ id, name, email, role, state }) => (
        <>
          <strong>{name}</strong>
          {id === me.person.id && <span class="soft"> ({t.you})</span>}
          <span class="people-brief small soft">
            {email}
            <br />
            {account().roles[role]}, {t.states[state]}
          </span>
        </>
      ),
    },
    {
      key: 'email',
      title: t.email,
      sortable: true,
      only: 'wide',
      cell: (who) => <span class="people-email">{who.email}</span>,
    },
    { key: 'role', title: t.role, sortable: true, only: 'wide', cell: (who) => account().roles[who.role] },
    { key: 'state', title: t.state, sortable: true, only: 'wide', cell: (who) => t.states[who.state] },
    {
      key: 'actions',
      title: t.actions,
      cell: (who) => (
        <Actions who={who} isMe={who.id === me.person.id} hasMore={me.desks.length > 1} confirm={confirm} />
      ),
    },
  ];
}

interface ActionsProps {
  who: Person;
  /** Nobody closes their own account by a slip; a colleague can. */
  isMe: boolean;
  /** There are other desks, so that people may be of some of them only. */
  hasMore: boolean;
  confirm: (change: Change, who: Person) => void;
}

function Actions({ who, isMe, hasMore, confirm }: ActionsProps) {
  const t = words();
  if (isMe) return null;
  if (who.state === 'disabled')
    return (
      <Button aria-label={t.openOf(who.name)} onClick={() => confirm('open', who)}>
        {t.open}
      </Button>
    );
  return (
    <span class="people-actions">
      <Button aria-label={t.newLinkFor(who.name)} onClick={() => confirm('relink', who)}>
        {t.newLink}
      </Button>
      <Button aria-label={t.closeOf(who.name)} onClick={() => confirm('close', who)}>
        {t.close}
      </Button>
      {hasMore && (
        <Button aria-label={t.removeOf(who.name)} onClick={() => confirm('remove', who)}>
          {t.remove}
        </Button>
      )}
    </span>
  );
}
