// What stands where nothing is yet: says why, and what can be done.
import type { ComponentChildren } from 'preact';
import { Icon } from './Icon.tsx';

interface EmptyStateProps {
  draw: string;
  title: string;
  children?: ComponentChildren;
  /** The button that ends the emptiness, if there is one. */
  action?: ComponentChildren;
}

export function EmptyState({ draw, title, children, action }: EmptyStateProps) {
  return (
    <div class="empty">
      <Icon draw={draw} />
      <strong class="empty-title">{title}</strong>
      {children}
      {action}
    </div>
  );
}
