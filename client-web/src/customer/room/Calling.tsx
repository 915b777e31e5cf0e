// Somebody else is to come: asked over the room, by name, and met in two steps. Nothing of this shows or allows anything; "not now" comes
// first and changes nothing.
import { useSignal } from '@preact/signals';
import { colleagueOf } from '../../../../shared/session/state.ts';
import { Button } from '../../view/Button.tsx';
import { Check } from '../../view/Choices.tsx';
import { LanguageSwitch } from '../../view/LanguageSwitch.tsx';
import { Notice } from '../../view/Notice.tsx';
import { Sheet } from '../../view/Sheet.tsx';
import { words } from './company.text.ts';
import { type Company, nameOf } from './company.ts';
import type { Stay } from './stay.ts';
import { WhoActions, WhoWords } from './Who.tsx';

export function Calling({ company }: { company: Company }) {
  const stay = company.main.value;
  const called = colleagueOf(stay.help.session.state.value);
  const beside = company.beside.value;
  if (beside) return <Meeting stay={beside} />;
  if (called?.stage !== 'called') return null;
  return (
    <Called
      key={called.follower}
      company={company}
      how={called.how}
      first={stay.me.technician.name}
      name={nameOf(stay, called.follower)}
    />
  );
}

interface CalledProps {
  company: Company;
  how: 'hand-over' | 'join';
  first: string;
  name: string;
}

function Called({ company, how, first, name }: CalledProps) {
  const mayRead = useSignal(false);
  const isBusy = useSignal(false);
  const hasLines = company.main.value.help.chat.lines.value.length > 0;
  const act = async (deed: Promise<void>) => {
    isBusy.value = true;
    await deed;
    isBusy.value = false;
  };
  return (
    <Sheet
      open
      dismissable={false}
      tone="ask"
      title={how === 'hand-over' ? words().takeOver(first, name) : words().join(first, name)}
      actions={
        <div class="answers">
          <Button kind="quiet" autofocus onClick={() => void act(company.refuse())}>
            {words().notNow}
          </Button>
          <Button
            kind="primary"
            busy={isBusy.value ? words().going : undefined}
            onClick={() => void act(company.meet(mayRead.value))}
          >
            {words().meet(name)}
          </Button>
        </div>
      }
    >
      <p>{words().nothingSeen(name)}</p>
      <p>{how === 'hand-over' ? words().takeOverHint(first) : words().joinHint(first, name)}</p>
      {hasLines && (
        <Check
          label={words().mayRead(name)}
          checked={mayRead.value}
          onChange={(isOn) => {
            mayRead.value = isOn;
          }}
        />
      )}
      <Failed company={company} name={name} />
      <LanguageSwitch />
    </Sheet>
  );
}

function Failed({ company, name }: { company: Company; name: string }) {
  const { value: trouble } = company.trouble;
  if (!trouble) return null;
  return (
    <Notice kind={trouble === 'forged' ? 'danger' : 'info'} role="alert">
      {trouble === 'forged' ? words().forged(name) : words().unanswered(name)}
    </Notice>
  );
}

/** On the way: first the two pages find each other, then the customer reads who it is. */
function Meeting({ stay }: { stay: Stay }) {
  const { phase } = stay.help.session.state.value;
  if (phase === 'open' || phase === 'ended') return null;
  return (
    <Sheet
      open
      dismissable={false}
      tone="ask"
      title={words().whoTitle}
      actions={<WhoActions help={stay.help} />}
    >
      <WhoWords stay={stay} isInvited />
    </Sheet>
  );
}
