// The customer's page: one column, the desk's name above it, and a frame around everything while something is allowed.
import type { ComponentChildren } from 'preact';
import { LanguageSwitch } from './LanguageSwitch.tsx';
import { LiveRegion } from './LiveRegion.tsx';
import { Sign } from './Sign.tsx';

interface CustomerShellProps {
  /** The desk, or the product's name until one is known. */
  name: string;
  /** Buttons beside the name: End, in a session. The language switch stands there without them. */
  actions?: ComponentChildren;
  /** Something is allowed now: the page wears its frame. */
  isLive?: boolean | undefined;
  /** Quiet links at the foot: privacy, who runs this. */
  footer?: ComponentChildren;
  children: ComponentChildren;
}

export function CustomerShell({ name, actions, isLive, footer, children }: CustomerShellProps) {
  return (
    <div class={`door${isLive ? ' door-live' : ''}`}>
      <header class="door-head">
        <span class="door-name">
          <Sign />
          {name}
        </span>
        {actions ?? <LanguageSwitch />}
      </header>
      <main class="door-main">{children}</main>
      {footer !== undefined && <footer class="door-foot">{footer}</footer>}
      <LiveRegion />
    </div>
  );
}
