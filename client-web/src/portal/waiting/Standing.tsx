// How the request stands, with the way in while a technician is there. Changes are said aloud in a pause.
import { useEffect, useRef } from 'preact/hooks';
import type { Waiting } from '../../../../shared/protocol/requests.ts';
import type { KeptRequest } from '../../features/request/kept.ts';
import { words as common } from '../../features/request/request.text.ts';
import type { RequestWatch } from '../../features/request/watch.ts';
import { Avatar } from '../../view/Avatar.tsx';
import { announce } from '../../view/LiveRegion.tsx';
import { useDesk } from '../use-desk.ts';
import { Invitation, isInside } from './Invitation.tsx';
import { gaveBack, type Standing as Stands, standingOf } from './standing.ts';
import { words } from './waiting.text.ts';

interface StandingProps {
  request: KeptRequest;
  watch: RequestWatch;
  seen: Waiting;
}

export function Standing({ request, watch, seen }: StandingProps) {
  const standing = standingOf(seen);
  const given = useGiver(seen);
  useSaid(spoken(standing, seen.desk.name));
  if (standing.is === 'invited')
    return <Invitation request={request} watch={watch} name={standing.name} desk={seen.desk.name} />;
  if (standing.is === 'taken') return <Taken name={standing.name} isInside={isInside(request)} />;
  if (standing.is === 'closed') return null;
  return (
    <section class="standing">
      <p class="standing-place">{spoken(standing, seen.desk.name)}</p>
      {given !== null && <p>{words().givenBack(given)}</p>}
      {standing.estimateMin !== null && <p>{words().estimate(Math.max(1, standing.estimateMin))}</p>}
      <Absence slug={request.slug} />
      <p class="soft">{words().keepOpen}</p>
      <p class="small">
        <a href="/check" target="_blank" rel="noopener">
          {words().check}
        </a>
      </p>
    </section>
  );
}

function Taken({ name, isInside }: { name: string; isInside: boolean }) {
  return (
    <section class="standing">
      <div class="standing-who">
        <Avatar name={name} size="large" />
        <p class="standing-place">
          <bdi>{common().taken(name)}</bdi>
        </p>
      </div>
      <p>{words().takenNext}</p>
      {isInside && (
        <a class="button button-primary button-wide" href="/">
          {words().goBack}
        </a>
      )}
      <p class="soft">{words().keepOpen}</p>
    </section>
  );
}

/** Said only while it is so: an empty desk is worth knowing, a busy one shows by itself. */
function Absence({ slug }: { slug: string }) {
  const { desk } = useDesk(slug);
  const now = desk.value;
  return now.at === 'here' && now.portal.available === 0 ? <p>{words().nobody}</p> : null;
}

function spoken(standing: Stands, desk: string): string {
  switch (standing.is) {
    case 'queued':
      return standing.position === 1 ? words().next : words().position(standing.position);
    case 'taken':
      return common().taken(standing.name);
    case 'invited':
      return words().invited(standing.name, desk);
    case 'closed':
      return common().closed;
  }
}

/** Reads out what has changed since the page showed it first. */
function useSaid(sentence: string): void {
  const before = useRef(sentence);
  useEffect(() => {
    if (before.current !== sentence) announce(sentence, 'polite');
    before.current = sentence;
  }, [sentence]);
}

/** Who gave it back, for as long as it waits after that. */
function useGiver(seen: Waiting): string | null {
  const before = useRef<Waiting | null>(null);
  const giver = useRef<string | null>(null);
  if (before.current !== seen) {
    giver.current = seen.state === 'new' ? (gaveBack(before.current, seen) ?? giver.current) : null;
    before.current = seen;
  }
  return giver.current;
}
