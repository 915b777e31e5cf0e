// The technician's and the admin's page: a rail of places, a list, and what was opened from it. On a phone one of the two at a time.
import type { ComponentChildren } from 'preact';
import { Icon } from './Icon.tsx';
import { LiveRegion } from './LiveRegion.tsx';
import { words } from './parts.text.ts';
import { Sign } from './Sign.tsx';

/** One place on the rail. A link, so that it can be opened in another tab. */
export interface Place {
  key: string;
  label: string;
  draw: string;
  href: string;
  /** How many things wait there, and the words for it. */
  waiting?: { count: number; words: string } | undefined;
}

interface ConsoleShellProps {
  /** What the rail is called to screen readers. */
  name: string;
  places: readonly Place[];
  /** The key of the place shown now. */
  here: string;
  /** At the rail's foot: who is signed in, availability, language. */
  foot?: ComponentChildren;
  /** The list beside the rail; pages without one use the whole width. */
  list?: ComponentChildren;
  /** What the list is called to screen readers. */
  listName?: string | undefined;
  /** On a narrow screen: which of the two is shown. */
  shows?: 'list' | 'main' | undefined;
  children: ComponentChildren;
}

export function ConsoleShell(props: ConsoleShellProps) {
  const { name, places, here, foot, list, listName, shows = 'main', children } = props;
  const hasList = list !== undefined;
  return (
    <div class={`console console-${hasList ? 'split' : 'whole'} shows-${hasList ? shows : 'main'}`}>
      {/* biome-ignore lint/a11y/useValidAnchor: a skip link, kept out of the address */}
      <a class="skip" href="#content" onClick={skip}>
        {words().skip}
      </a>
      <nav class="rail" aria-label={name}>
        <Sign />
        {places.map((place) => (
          <a
            key={place.key}
            class="rail-place"
            href={place.href}
            aria-current={place.key === here ? 'page' : undefined}
          >
            <Icon draw={place.draw} />
            <span class="rail-label">{place.label}</span>
            {place.waiting !== undefined && place.waiting.count > 0 && <Waiting {...place.waiting} />}
          </a>
        ))}
        {foot !== undefined && <div class="rail-foot">{foot}</div>}
      </nav>
      <main class="console-main">
        {hasList && (
          <section class="console-list" aria-label={listName}>
            {list}
          </section>
        )}
        <div class="console-content" id="content" tabIndex={-1}>
          {children}
        </div>
      </main>
      <LiveRegion />
    </div>
  );
}

function Waiting({ count, words: said }: { count: number; words: string }) {
  return (
    <span class="rail-waiting">
      <span aria-hidden="true">{count > 99 ? '99+' : count}</span>
      <span class="unseen">{said}</span>
    </span>
  );
}

/** Moves the focus without touching the address, which holds the page's place. */
function skip(event: Event): void {
  event.preventDefault();
  document.getElementById('content')?.focus();
}
