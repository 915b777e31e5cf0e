// The technician's pages by their address: setting up an account, coming in by a link, and the desk itself.
import { render } from 'preact';
import '../view/tokens.css';
import '../view/base.css';
import '../view/parts.css';
import '../view/fields.css';
import '../view/dialog.css';
import '../view/room.css';
import '../view/console.css';
import { Enrol } from '../features/account/Enrol.tsx';
import { Gate } from '../features/account/Gate.tsx';
import { SignInLink } from '../features/account/SignInLink.tsx';
import { Console } from './Console.tsx';

function Page() {
  switch (location.pathname) {
    case '/enrol':
      return <Enrol />;
    case '/sign-in':
      return <SignInLink />;
    default:
      return <Gate right="help">{(me) => <Console me={me} />}</Gate>;
  }
}

const root = document.getElementById('app');
if (root) render(<Page />, root);
