// Administration: the log for admins and auditors, the people and the desk itself for admins. Draws the frame; each place is its own page.
import { render } from 'preact';
import '../view/tokens.css';
import '../view/base.css';
import '../view/parts.css';
import '../view/fields.css';
import '../view/dialog.css';
import '../view/room.css';
import '../view/console.css';
import './admin.css';
import { may } from '../../../shared/people/roles.ts';
import type { Me } from '../../../shared/protocol/http.ts';
import { words } from '../features/account/account.text.ts';
import { Gate } from '../features/account/Gate.tsx';
import { RailFoot, railPlaces } from '../features/account/rail.tsx';
import { ConsoleShell } from '../view/ConsoleShell.tsx';
import { AnswersPage } from './answers/AnswersPage.tsx';
import { ApiPage } from './api/ApiPage.tsx';
import { ComplaintsPage } from './complaints/ComplaintsPage.tsx';
import { ConnectionsPage } from './connections/ConnectionsPage.tsx';
import { DeskPage } from './desk/DeskPage.tsx';
import { LogPage } from './log/LogPage.tsx';
import { PeoplePage } from './people/PeoplePage.tsx';
import { route } from './place.ts';
import { ReportsPage } from './reports/ReportsPage.tsx';
import { logRoute } from './route.ts';
import { SelfTestPage } from './self-test/SelfTestPage.tsx';

function Administration({ me }: { me: Me }) {
  const asked = route.value;
  // Who may not manage people meets the log under any address.
  const isForAll = asked.place === 'log' || asked.place === 'reports';
  const here = !isForAll && !may(me.person.role, 'manage-people') ? logRoute() : asked;
  return (
    <ConsoleShell name={words().places} places={railPlaces(me)} here={here.place} foot={<RailFoot me={me} />}>
      {here.place === 'people' && <PeoplePage me={me} />}
      {here.place === 'complaints' && <ComplaintsPage me={me} />}
      {here.place === 'reports' && <ReportsPage me={me} />}
      {here.place === 'answers' && <AnswersPage me={me} />}
      {here.place === 'settings' && <DeskPage me={me} />}
      {here.place === 'connections' && <ConnectionsPage me={me} />}
      {here.place === 'self-test' && <SelfTestPage me={me} />}
      {here.place === 'api' && <ApiPage me={me} />}
      {here.place === 'log' && <LogPage me={me} route={here} />}
    </ConsoleShell>
  );
}

const root = document.getElementById('app');
if (root) render(<Gate right="read-log">{(me) => <Administration me={me} />}</Gate>, root);
