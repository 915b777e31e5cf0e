// Said at both ends once a connection was refused because nobody had vouched for it, here or by the other end's account;
// and where this page stopped listening to the other, because what came made no sense.
import { Notice } from '../view/Notice.tsx';
import type { Help } from './help.ts';
import { words } from './interference.text.ts';

/** A page that has lost its keys can believe nobody; that is no sign of somebody in between, and is said elsewhere. */
const isSuspicious = (why: string | null): boolean => why !== null && why !== 'NEEDS_AUTH';

export function Interference({ help }: { help: Help }) {
  const { value: cut } = help.talk.cut;
  return (
    <>
      <Refused help={help} />
      {cut && (
        <Notice kind="danger" role="alert" title={words().cutTitle}>
          {words().cut[cut]}
        </Notice>
      )}
    </>
  );
}

function Refused({ help }: { help: Help }) {
  const isTold = help.session.events.value.some(
    (event) => event.type === 'lane.refused' && isSuspicious(event.why),
  );
  if (!isSuspicious(help.lanes.refused.value) && !isTold) return null;
  return (
    <Notice kind="danger" role="alert" title={words().title}>
      {words().told}
    </Notice>
  );
}
