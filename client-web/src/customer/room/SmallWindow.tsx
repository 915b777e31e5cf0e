// A small window that stays on top while the screen is shown: name, time left, Stop. Where the browser has none
// (Document Picture-in-Picture is Chromium's), the page's frame, title and board must do.
import { effect } from '@preact/signals';
import { render } from 'preact';
import type { ViewFlow } from '../../features/consent/view-flow.ts';
import { Button } from '../../view/Button.tsx';
import { stop } from '../../view/icons.ts';
import { Timer } from '../../view/Timer.tsx';
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

/** Must be called inside a click of its own; a browser that refuses is no reason not to go on. */
export function openSmallWindow(flow: ViewFlow, name: string): void {
  const opening = window.documentPictureInPicture?.requestWindow({
    width: 320,
    height: 140,
    disallowReturnToOpener: true,
  });
  opening?.then(
    (small) => furnish(small, flow, name),
    () => {},
  );
}

function furnish(small: Window, flow: ViewFlow, name: string): void {
  const { document: page } = small;
  page.documentElement.lang = document.documentElement.lang;
  page.title = words().seesNow(name);
  for (const sheet of document.querySelectorAll<HTMLLinkElement>('link[rel="stylesheet"]'))
    page.head.append(sheet.cloneNode());
  const unlisten = listenForStopKeys(small, () => flow.stop('keys'));
  const dispose = effect(() => {
    const { value: showing } = flow.showing;
    const isComing = flow.prompt.value?.step === 'recording';
    if (!showing && !isComing) return small.close();
    render(showing ? <Small flow={flow} name={name} endsAt={showing.endsAt} /> : null, page.body);
  });
  small.addEventListener('pagehide', () => {
    unlisten();
    dispose();
  });
}

function Small({ flow, name, endsAt }: { flow: ViewFlow; name: string; endsAt: number }) {
  return (
    <main class="small-window">
      <p>
        {words().seesNow(name)}
        <br />
        <Timer endsAt={endsAt} />
      </p>
      <Button kind="danger" draw={stop} wide onClick={() => flow.stop('stop')}>
        {words().small}
      </Button>
    </main>
  );
}
