// How a call for a colleague stands, in the session of whoever made it and in that of whoever answered.
import { useSignal } from '@preact/signals';
import type { Call } from '../../../../shared/protocol/calls.ts';
import { colleagueOf } from '../../../../shared/session/state.ts';
import type { Help } from '../../features/help.ts';
import { ofType } from '../../features/timeline/timeline.ts';
import { Button } from '../../view/Button.tsx';
import { people } from '../../view/icons.ts';
import { Notice } from '../../view/Notice.tsx';
import { Timer } from '../../view/Timer.tsx';
import { CallDialog } from './CallDialog.tsx';
import type { ColleagueCalls } from './calls.ts';
import { words } from './colleagues.text.ts';
import { NoteOf } from './Ringing.tsx';

interface CallPartProps {
  help: Help;
  calls: ColleagueCalls;
}

/** The button, where somebody can be called now. */
export function BringIn({ help, calls }: CallPartProps) {
  const isOpen = useSignal(false);
  const { sid, state } = help.session;
  const isRinging = calls.madeIn(sid)?.state === 'waiting';
  // Whoever helps beside somebody leaves it to them.
  const leader = calls.behind(sid);
  const isBeside = leader?.how === 'join' && leader.state === 'accepted';
  if (state.value.phase !== 'open' || colleagueOf(state.value) || isRinging || isBeside) return null;
  return (
    <>
      <Button
        draw={people}
        onClick={() => {
          isOpen.value = true;
        }}
      >
        {words().bring}
      </Button>
      <CallDialog isOpen={isOpen} sid={sid} calls={calls} />
    </>
  );
}

export function CallState({ help, calls }: CallPartProps) {
  const { sid, state, events, clockOffset } = help.session;
  const made = calls.madeIn(sid);
  const behind = calls.behind(sid);
  const now = state.value;
  if (behind) return <Behind call={behind} isWaiting={now.phase === 'waiting' || now.phase === 'meeting'} />;
  if (now.phase !== 'open') return null;
  const colleague = colleagueOf(now);
  const called = ofType(events.value, 'colleague.called').at(-1);
  const name = called?.detail?.name ?? '';
  if (colleague?.stage === 'called')
    return (
      <Notice kind="info" role="status" title={words().called[colleague.how](name)}>
        {words().calledHint[colleague.how]}
      </Notice>
    );
  if (colleague)
    return (
      <Notice kind="info" role="status" title={words().beside(name)}>
        {words().besideHint}
      </Notice>
    );
  if (made?.state === 'waiting') return <Waiting call={made} calls={calls} offset={clockOffset.value} />;
  return <Came made={made} help={help} name={name} />;
}

function Waiting({ call, calls, offset }: { call: Call; calls: ColleagueCalls; offset: number }) {
  const title = call.to ? words().waitingFor(call.to.name) : words().waitingForAny;
  return (
    <Notice kind="info" role="status" title={title}>
      <div class="stack stack-tight">
        <p>
          {words().left}: <Timer endsAt={call.expiresAt - offset} what={title} />
        </p>
        <div class="row">
          <Button onClick={() => void calls.withdraw(call.id)}>{words().withdraw}</Button>
        </div>
      </div>
    </Notice>
  );
}

/** What the last call came to. */
function Came({ made, help, name }: { made: Call | null; help: Help; name: string }) {
  const last = help.session.events.value.findLast(({ type }) => type.startsWith('colleague.'));
  if (made?.state === 'declined')
    return (
      <Notice kind="quiet" role="status" title={words().declined(made.by?.name ?? '')}>
        <bdi>{made.word}</bdi>
      </Notice>
    );
  if (made?.state === 'lapsed')
    return (
      <Notice kind="quiet" role="status" title={words().lapsed}>
        {words().lapsedHint}
      </Notice>
    );
  if (last?.type === 'colleague.refused')
    return (
      <Notice kind="info" role="status" title={words().refused(name)}>
        {words().refusedHint}
      </Notice>
    );
  if (last?.type === 'colleague.left')
    return <Notice kind="quiet" role="status" title={words().gone(name)} />;
  return null;
}

/** In the session of whoever was called: who called, their note, and whether they are still here. */
function Behind({ call, isWaiting }: { call: Call; isWaiting: boolean }) {
  const { how, from, state } = call;
  const isHere = how === 'join' && state === 'accepted';
  const title = isWaiting
    ? words().invited[how](from.name)
    : isHere
      ? words().alsoHere(from.name)
      : how === 'hand-over'
        ? words().took(from.name)
        : words().gone(from.name);
  return (
    <Notice kind="info" role="status" title={title}>
      <div class="stack stack-tight">
        {isWaiting && <p>{words().invitedHint}</p>}
        <NoteOf call={call} />
      </div>
    </Notice>
  );
}

/** At the end of a session that was handed over. */
export function HandedOver({ help }: { help: Help }) {
  const state = help.session.state.value;
  if (state.phase !== 'ended' || state.ending !== 'handed-over') return null;
  const called = ofType(help.session.events.value, 'colleague.called').at(-1);
  return (
    <Notice kind="info" role="status" title={words().handedOver(called?.detail?.name ?? '')}>
      {words().handedOverHint}
    </Notice>
  );
}
