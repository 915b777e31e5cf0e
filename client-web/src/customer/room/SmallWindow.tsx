// A small window that stays on top while the screen is shown: name, time left, Stop, and the picture with what is pointed
// at in it. Where the browser has none
// (Document Picture-in-Picture is Chromium's), the page's frame, title and board must do.
import { effect } from '@preact/signals';
import { render } from 'preact';
import type { Showing } from '../../features/consent/shown.ts';
import type { ViewFlow } from '../../features/consent/view-flow.ts';
import { ShownPicture } from '../../features/pointing/ShownPicture.tsx';
import { Button } from '../../view/Button.tsx';
import { stop } from '../../view/icons.ts';
import { Timer } from '../../view/Timer.tsx';
import type { Aids } from './aids.ts';
import { words } from './room.text.ts';
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
  readonly flow: ViewFlow;
  readonly aids: Aids;
  /** Who sees it. */
  readonly name: string;
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

function furnish(small: Window, of: SmallWindowOf): void {
  const { flow, name } = of;
  const { document: page } = small;
  page.documentElement.lang = document.documentElement.lang;
  page.title = words().seesNow(name);
  for (const sheet of document.querySelectorAll<HTMLLinkElement>('link[rel="stylesheet"]'))
    page.head.append(sheet.cloneNode());
  const unlisten = listenForStopKeys(small, of.onStopKeys);
  const dispose = effect(() => {
    const { value: showing } = flow.showing;
    const isComing = flow.prompt.value?.step === 'recording';
    if (!showing && !isComing) return small.close();
    render(showing ? <Small {...of} showing={showing} /> : null, page.body);
  });
  small.addEventListener('pagehide', () => {
    unlisten();
    dispose();
  });
}

function Small({ flow, aids, name, showing }: SmallWindowOf & { showing: Showing }) {
  return (
    <main class="small-window">
      <p>
        {words().seesNow(name)}
        <br />
        <Timer endsAt={showing.endsAt} />
      </p>
      <Button kind="danger" draw={stop} wide onClick={() => flow.stop('stop')}>
        {words().small}
      </Button>
      <ShownPicture key={showing.grant.gid} showing={showing} pointed={aids.pointed} name={name} />
    </main>
  );
}
