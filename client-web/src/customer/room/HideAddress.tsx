// Hiding one's address: a choice on the card of who asks, where this help desk has a relay, and what to do when it does not work.
import { hasRelay } from '../../../../link/hiding.ts';
import { Button } from '../../view/Button.tsx';
import { Check } from '../../view/Choices.tsx';
import { Notice } from '../../view/Notice.tsx';
import { words } from './hiding.text.ts';
import type { Stay } from './stay.ts';

type Props = { stay: Pick<Stay, 'me' | 'help' | 'hiding'> };

/** Off until it is ticked. */
export function HideAddress({ stay: { me, help, hiding } }: Props) {
  if (!hasRelay(help.session.iceServers.value)) return null;
  return (
    <Check
      label={
        <>
          {words().hide}
          <small class="choice-hint">{words().hideHint(me.technician.name)}</small>
        </>
      }
      checked={hiding.isOn.value}
      onChange={hiding.choose}
    />
  );
}

/** Never undone by itself: to be seen is the customer's own choice. */
export function HiddenTrouble({ stay: { me, help, hiding } }: Props) {
  if (!hiding.isOn.value || !help.lanes.isStuck.value) return null;
  return (
    <Notice kind="info" role="alert">
      <p>{words().stuck}</p>
      <Button kind="quiet" onClick={() => hiding.choose(false)}>
        {words().goOn}
      </Button>
      <p class="soft small">{words().goOnHint(me.technician.name)}</p>
    </Notice>
  );
}
