// The rail that both consoles share: the places this person may go to, who is signed in, the way out, the language.
import { useState } from 'preact/hooks';
import { may } from '../../../../shared/people/roles.ts';
import type { Me } from '../../../../shared/protocol/http.ts';
import { Avatar } from '../../view/Avatar.tsx';
import { Button } from '../../view/Button.tsx';
import type { Place } from '../../view/ConsoleShell.tsx';
import { book, chart, inbox, leave, note, people, plug, pulse, settings } from '../../view/icons.ts';
import { LanguageSwitch } from '../../view/LanguageSwitch.tsx';
import { announce } from '../../view/LiveRegion.tsx';
import { warning } from '../../view/notice-icons.ts';
import { words } from './account.text.ts';
import { DeskSwitch } from './DeskSwitch.tsx';
import { inWords } from './refusals.ts';
import { signOut } from './session.ts';
import './account.css';

/** Only places that this role may enter. */
export function railPlaces({ person: { role } }: Me): Place[] {
  const t = words();
  const places: Place[] = [];
  if (may(role, 'help')) places.push({ key: 'desk', label: t.desk, draw: inbox, href: '/desk' });
  if (may(role, 'read-log')) places.push({ key: 'log', label: t.log, draw: book, href: '/admin#log' });
  if (may(role, 'read-log'))
    places.push({ key: 'reports', label: t.reports, draw: chart, href: '/admin#reports' });
  if (may(role, 'manage-people'))
    places.push(
      { key: 'people', label: t.people, draw: people, href: '/admin#people' },
      { key: 'complaints', label: t.complaints, draw: warning, href: '/admin#complaints' },
    );
  if (may(role, 'manage-desks'))
    places.push(
      { key: 'answers', label: t.answers, draw: note, href: '/admin#answers' },
      { key: 'settings', label: t.deskPage, draw: settings, href: '/admin#desk' },
      { key: 'self-test', label: t.selfTest, draw: pulse, href: '/admin#check' },
    );
  if (may(role, 'connect'))
    places.push({ key: 'connections', label: t.connections, draw: plug, href: '/admin#connections' });
  return places;
}

export function RailFoot({ me }: { me: Me }) {
  const { person } = me;
  const t = words();
  const [isBusy, setBusy] = useState(false);
  const go = async () => {
    setBusy(true);
    const problem = await signOut();
    setBusy(false);
    if (problem) announce(inWords(problem), 'assertive');
  };
  return (
    <>
      <DeskSwitch me={me} />
      <span class="rail-who" title={t.signedInAs(person.name, t.roles[person.role])}>
        <Avatar name={person.name} />
        <span>
          <span class="unseen">{t.signedInAs(person.name, t.roles[person.role])}</span>
          <span aria-hidden="true">{person.name}</span>
        </span>
      </span>
      <Button
        draw={leave}
        aria-label={t.signOutWho(person.name)}
        busy={isBusy ? t.signOut : undefined}
        onClick={() => void go()}
      >
        {t.signOut}
      </Button>
      <LanguageSwitch />
    </>
  );
}
