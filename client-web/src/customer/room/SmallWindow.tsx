// A small window that stays on top while the screen is shown: name, time left, Stop, and the picture with what is pointed
// at in it. Where the browser has none
// (Document Picture-in-Picture is Chromium's), the page's frame, title and board must do.
import { effect, type ReadonlySignal } from '@preact/signals';
import { render } from 'preact';
import { ShownPicture } from '../../features/pointing/ShownPicture.tsx';
import { Button } from '../../view/Button.tsx';
import { stop } from '../../view/icons.ts';
import { Timer } from '../../view/Timer.tsx';
import { words } from './room.text.ts';
import type { Stay } from './stay.ts';
import { listenForStopKeys } from './stop-keys.ts';

interface PictureInPicture {
  requestWindow(options: {
    width: number;
    height: number;
    disallowReturnToOpener?: boolean;
  }): Promise<Window>;
}
declare global {
  interface Window {
    documentPictureInPicture?: PictureInPicture;
  }
}

export interface SmallWindowOf {
  /** All who are there, whether or not they see anything. */
  readonly there: ReadonlySignal<readonly Stay[]>;
  /** Esc twice stops what everybody sees. */
  readonly onStopKeys: () => void;
}

/** Must be called inside a click of its own; a browser that refuses is no reason not to go on. */
export function openSmallWindow(of: SmallWindowOf): void {
  const opening = window.documentPictureInPicture?.requestWindow({
    width: 320,
    height: 340,
    disallowReturnToOpener: true,
  });
  opening?.then(
    (small) => furnish(small, of),
    () => {},
  );
}

function furnish(small: Window, { there, onStopKeys }: SmallWindowOf): void {
  const { document: page } = small;
  page.documentElement.lang = document.documentElement.lang;
  for (const sheet of document.querySelectorAll<HTMLLinkElement>('link[rel="stylesheet"]'))
    page.head.append(sheet.cloneNode());
  const unlisten = listenForStopKeys(small, onStopKeys);
  const dispose = effect(() => {
    const seeing = there.value.filter(({ flow }) => flow.showing.value !== null);
    const isComing = there.value.some(({ flow }) => flow.prompt.value?.step === 'recording');
    if (seeing.length === 0 && !isComing) return small.close();
    page.title = seeing.map(({ me }) => words().seesNow(me.technician.name)).join('. ');
    render(seeing.length > 0 ? <Small seeing={seeing} /> : null, page.body);
  });
  small.addEventListener('pagehide', () => {
    unlisten();
    dispose();
  });
}

/** Everybody who sees something, each with their own Stop; and the picture, which is drawn once. */
function Small({ seeing }: { seeing: readonly Stay[] }) {
  const last = seeing.at(-1);
  const showing = last?.flow.showing.value;
  return (
    <main class="small-window">
      {seeing.map((stay) => (
        <Seen key={stay.me.sid} stay={stay} />
      ))}
      {last && showing && (
        <ShownPicture
          key={showing.grant.gid}
          showing={showing}
          pointed={last.aids.pointed}
          name={last.me.technician.name}
        />
      )}
    </main>
  );
}

function Seen({ stay: { flow, me } }: { stay: Stay }) {
  const { value: showing } = flow.showing;
  if (!showing) return null;
  return (
    <>
      <p>
        {words().seesNow(me.technician.name)}
        <br />
        <Timer endsAt={showing.endsAt} />
      </p>
      <Button kind="danger" draw={stop} wide onClick={() => flow.stop('stop')}>
        {words().small}
      </Button>
    </>
  );
}
