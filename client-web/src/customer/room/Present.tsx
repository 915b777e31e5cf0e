// One technician who is there: what they can do now, what they see, and how well they are known.
import { ComplaintButton } from '../../features/complaint/ComplaintButton.tsx';
import type { ViewFlow } from '../../features/consent/view-flow.ts';
import type { Help } from '../../features/help.ts';
import { Interference } from '../../features/Interference.tsx';
import { words as common, useLinkTrouble } from '../../features/link-trouble.ts';
import { ShownPicture, usePointingSaid } from '../../features/pointing/ShownPicture.tsx';
import { ZoomNote } from '../../features/zoom/ZoomNote.tsx';
import { Notice } from '../../view/Notice.tsx';
import type { Aids } from './aids.ts';
import { Board } from './Board.tsx';
import { HiddenTrouble } from './HideAddress.tsx';
import { words } from './room.text.ts';
import type { Stay } from './stay.ts';
/** One technician: what they can do now, what they see, and how well they are known. */
export function Present({ stay, isFirst }: { stay: Stay; isFirst: boolean }) {
  const { me, help, flow, aids, own, report } = stay;
  const { name } = me.technician;
  return (
    <>
      <Interference help={help} />
      <Board
        name={name}
        help={help}
        flow={flow}
        host={aids.host}
        own={own}
        hasHostCard={isFirst && !own.isRisky.value}
      />
      <Link help={help} name={name} />
      <HiddenTrouble stay={stay} />
      <ComplaintButton report={report} isLive />
      <Shown name={name} flow={flow} aids={aids} />
      <Ending flow={flow} />
      <Known help={help} />
    </>
  );
}

/** The picture as it is sent, with what is pointed at in it. */
function Shown({ name, flow, aids }: { name: string; flow: ViewFlow; aids: Aids }) {
  const { value: showing } = flow.showing;
  usePointingSaid({ pointed: aids.pointed, name, gid: showing?.grant.gid });
  if (!showing) return null;
  return (
    <>
      <ShownPicture key={showing.grant.gid} showing={showing} pointed={aids.pointed} name={name} />
      <ZoomNote zoom={aids.zoom} name={name} />
    </>
  );
}

function Ending({ flow }: { flow: ViewFlow }) {
  const { value: ended } = flow.ended;
  if (!ended || ended === 'replaced' || flow.showing.value) return null;
  return (
    <Notice kind="info" role="status">
      {words().endedBecause[ended]}
    </Notice>
  );
}

/** How well the other end is known, in one quiet line. */
function Known({ help }: { help: Help }) {
  const { value: auth } = help.ledger.auth;
  if (help.pair.value === null)
    return (
      <Notice kind="danger" role="alert">
        {words().keyLost}
      </Notice>
    );
  return (
    <p class="soft small" role="status">
      {auth === 'pake' ? words().knownByCode : auth === 'sas' ? words().knownByVoice : words().whoUnverified}
    </p>
  );
}

/** Trouble with the connection, said in words; nothing while all is well. */
function Link({ help, name }: { help: Help; name: string }) {
  const trouble = useLinkTrouble(help);
  if (trouble !== null)
    return (
      <Notice kind="quiet" role="status">
        {trouble !== 'offline' && <p>{common()[trouble]}</p>}
        {(trouble === 'moved' || trouble === 'offline') && <p>{words().offline}</p>}
      </Notice>
    );
  if (!help.session.present.value.technician)
    return (
      <Notice kind="quiet" role="status">
        {words().otherGone(name)}
      </Notice>
    );
  return null;
}
