// Brings in the host program on this computer, and says how far it has come. Closed as long as nobody needs it.
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { Button } from '../../view/Button.tsx';
import { groupCode } from '../../view/code-text.ts';
import { Notice } from '../../view/Notice.tsx';
import { errors } from '../errors.text.ts';
import './host.css';
import { words } from './host.text.ts';
import type { HostLink } from './host-link.ts';

interface HostCardProps {
  link: HostLink;
  /** The technician's. */
  name: string;
  /** A question is open that only the host's window can answer. */
  isAsked: boolean;
}

export function HostCard({ link, name, isAsked }: HostCardProps) {
  const stage = link.host.value?.stage ?? 'none';
  return (
    <details class="host-card" open={stage !== 'none' || undefined}>
      <summary>{words().title}</summary>
      {link.isSuspect.value && (
        <Notice kind="danger" role="alert">
          {words().suspect}
        </Notice>
      )}
      {stage === 'none' && <Beginning link={link} name={name} />}
      {stage === 'awaited' && <Awaited link={link} />}
      {stage === 'joined' && <p role="status">{words().proving}</p>}
      {stage === 'paired' && (
        <>
          <p role="status">{isAsked ? words().asking(name) : words().paired}</p>
          <Button onClick={link.drop}>{words().drop}</Button>
        </>
      )}
    </details>
  );
}

function Beginning({ link, name }: { link: HostLink; name: string }) {
  return (
    <>
      <p class="soft">{words().why(name)}</p>
      <Program link={link} />
      <Invite link={link}>{words().begin}</Invite>
    </>
  );
}

/** The program where the desk offers it, or whom to ask for it. */
function Program({ link }: { link: HostLink }) {
  const path = useSignal<string | null>(null);
  useEffect(() => {
    void link.program().then((found) => {
      path.value = found;
    });
  }, [link]);
  if (path.value === null) return <p class="soft">{words().whence}</p>;
  return (
    <>
      <p>
        <a href={path.value} download>
          {words().download}
        </a>
      </p>
      <p class="soft">{words().unpack}</p>
    </>
  );
}

function Awaited({ link }: { link: HostLink }) {
  const { value: code } = link.code;
  return (
    <>
      {code === null ? (
        <p>{words().lost}</p>
      ) : (
        <>
          <p>{words().type}</p>
          <output class="host-digits" aria-label={words().digits}>
            {groupCode(code)}
          </output>
          <p class="soft small">{words().life}</p>
        </>
      )}
      <div class="row">
        <Invite link={link}>{words().again}</Invite>
        <Button onClick={link.drop}>{words().cancel}</Button>
      </div>
    </>
  );
}

function Invite({ link, children }: { link: HostLink; children: string }) {
  const isBusy = useSignal(false);
  const { value: refused } = link.refused;
  const invite = async () => {
    isBusy.value = true;
    await link.invite();
    isBusy.value = false;
  };
  return (
    <>
      <Button busy={isBusy.value ? words().beginning : undefined} onClick={() => void invite()}>
        {children}
      </Button>
      {refused && (
        <Notice kind="info" role="status">
          {errors()[refused.refused]}
        </Notice>
      )}
    </>
  );
}
