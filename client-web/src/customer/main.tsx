// The customer's page. First the door alone; the room, with everything that talks to the other end, loads while the
// code is typed.
import { effect, signal } from '@preact/signals';
import { render } from 'preact';
import { readCode } from '../../../shared/code/code.ts';
import '../view/tokens.css';
import '../view/base.css';
import '../view/parts.css';
import '../view/fields.css';
import '../view/door.css';
import { Button } from '../view/Button.tsx';
import { CustomerShell } from '../view/CustomerShell.tsx';
import { Notice } from '../view/Notice.tsx';
import { Door } from './Door.tsx';
import { words } from './door.text.ts';
import { forget, remember, remembered } from './membership.ts';

type Place =
  | { readonly at: 'door' }
  | { readonly at: 'waiting' }
  | { readonly at: 'failed' }
  | {
      readonly at: 'room';
      readonly Room: typeof import('./room/Room.tsx').Room;
      readonly joined: unknown;
      /** As it was typed; null after a reload, since it is kept nowhere. */
      readonly code: string | null;
    };

const place = signal<Place>({ at: 'door' });
const room = () => import('./room/Room.tsx');

async function enter(joined: unknown, code: string | null): Promise<void> {
  remember(joined);
  place.value = { at: 'waiting' };
  try {
    place.value = { at: 'room', Room: (await room()).Room, joined, code };
  } catch {
    place.value = { at: 'failed' };
  }
}

function leave(): void {
  forget();
  place.value = { at: 'door' };
}

/** Digits that came in the link's fragment; taken out of the address, so that they do not stay in the history. */
function codeInLink(): string {
  const read = readCode(location.hash);
  if (location.hash) history.replaceState(null, '', '/');
  return 'code' in read ? read.code : '';
}

function Page() {
  const now = place.value;
  switch (now.at) {
    case 'door':
      return (
        <Door
          initial={linked}
          onBegin={() => void room().catch(() => {})}
          ready={room}
          onJoined={(joined, code) => void enter(joined, code)}
        />
      );
    case 'room':
      return <now.Room joined={now.joined} code={now.code} onLeave={leave} />;
    case 'waiting':
      return (
        <CustomerShell name="Permesso">
          <p role="status">{words().back}</p>
        </CustomerShell>
      );
    case 'failed':
      return (
        <CustomerShell name="Permesso">
          <Notice kind="danger" role="alert">
            {words().failed}
          </Notice>
          <Button onClick={() => location.reload()}>{words().reload}</Button>
        </CustomerShell>
      );
  }
}

const linked = codeInLink();
const known = remembered();
if (known !== null) void enter(known, null);
effect(() => {
  if (place.value.at !== 'room') document.title = words().title;
});
const root = document.getElementById('app');
if (root) render(<Page />, root);
