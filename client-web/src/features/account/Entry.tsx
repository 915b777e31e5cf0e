// The page in front of the consoles: one quiet column for whoever is not inside yet. Knows nothing of accounts.
import type { ComponentChildren } from 'preact';
import { useTitle } from '../../view/document-title.ts';
import { LanguageSwitch } from '../../view/LanguageSwitch.tsx';
import { LiveRegion } from '../../view/LiveRegion.tsx';
import { Sign } from '../../view/Sign.tsx';
import './account.css';

interface EntryProps {
  /** The page's heading and the tab's title. */
  title: string;
  children: ComponentChildren;
}

export function Entry({ title, children }: EntryProps) {
  useTitle(title);
  return (
    <div class="entry">
      <header class="entry-head">
        <span class="entry-name">
          <Sign />
          Permesso
        </span>
        <LanguageSwitch />
      </header>
      <main class="entry-main card">
        <h1>{title}</h1>
        {children}
      </main>
      <LiveRegion />
    </div>
  );
}
