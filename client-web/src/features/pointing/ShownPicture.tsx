// The picture that is being shown, small, at the customer, with what the technician points at and draws on it. A page cannot
// draw over the screen itself, so this is where pointing is seen.
import { useEffect, useRef } from 'preact/hooks';
import { announce } from '../../view/LiveRegion.tsx';
import type { Showing } from '../consent/shown.ts';
import { Marks } from './Marks.tsx';
import type { Pointed } from './pointed.ts';
import { words } from './pointing.text.ts';
import { useArea } from './use-area.ts';

interface ShownPictureProps {
  showing: Showing;
  pointed: Pointed;
  name: string;
}

export function ShownPicture({ showing, pointed, name }: ShownPictureProps) {
  const isPointedAt = pointed.pointer.value !== null || pointed.drawing.value.length > 0;
  // On a whole screen this page is in the picture too, and the picture in itself without end: then only while it is needed.
  const isSeen = showing.capture.surface !== 'monitor' || isPointedAt;
  return (
    <figure class="shown-picture">
      <div class="shown-box">
        {isSeen ? (
          <Seen stream={showing.capture.stream} pointed={pointed} name={name} />
        ) : (
          <p class="soft small">{words().onScreen(name)}</p>
        )}
      </div>
      {isSeen && <figcaption class="soft small">{words().seenHint(name)}</figcaption>}
    </figure>
  );
}

function Seen({ stream, pointed, name }: { stream: MediaStream } & Omit<ShownPictureProps, 'showing'>) {
  const box = useRef<HTMLDivElement>(null);
  const video = useRef<HTMLVideoElement>(null);
  const area = useArea(box, video);
  useEffect(() => {
    if (video.current) video.current.srcObject = stream;
  }, [stream]);
  return (
    <div class="shown-seen" ref={box}>
      <video ref={video} autoplay muted playsInline aria-label={words().seen(name)} />
      <Marks area={area} pointer={pointed.pointer.value} drawing={pointed.drawing.value} name={name} />
    </div>
  );
}

/** Says once for each picture that somebody points or draws, to people who do not see it. */
export function usePointingSaid({
  pointed,
  name,
  gid,
}: {
  pointed: Pointed;
  name: string;
  gid?: string | undefined;
}): void {
  const isPointing = pointed.pointer.value !== null;
  const isDrawn = pointed.drawing.value.length > 0;
  const said = useRef<{ gid: string | undefined; points: boolean; draws: boolean }>({
    gid: undefined,
    points: false,
    draws: false,
  });
  useEffect(() => {
    if (said.current.gid !== gid) said.current = { gid, points: false, draws: false };
    const { current: before } = said;
    if (isDrawn && !before.draws) announce(words().draws(name), 'polite');
    else if (isPointing && !before.points) announce(words().points(name), 'polite');
    said.current = { gid, points: before.points || isPointing, draws: before.draws || isDrawn };
  }, [gid, isPointing, isDrawn]);
}
