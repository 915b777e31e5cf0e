// Says things to people who listen to the page. Mounted once a page, and by every dialog, because a modal dialog silences the rest.
import { signal } from '@preact/signals';

export type Urgency = 'polite' | 'assertive';

const said = { polite: signal(''), assertive: signal('') };

/** Reads `text` out: `polite` waits for a pause, `assertive` interrupts and is only for what was stopped or lost. */
export function announce(text: string, urgency: Urgency): void {
  const region = said[urgency];
  // The same sentence twice is a change only if something differs.
  region.value = region.peek() === text ? `${text}\u00a0` : text;
}

export function LiveRegion() {
  return (
    <>
      <div class="unseen" role="status" aria-live="polite">
        {said.polite.value}
      </div>
      <div class="unseen" role="alert" aria-live="assertive">
        {said.assertive.value}
      </div>
    </>
  );
}
