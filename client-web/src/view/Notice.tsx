// A short message that stays in the page. Always an icon and a word, never colour alone.
import type { ComponentChildren } from 'preact';
import { Icon } from './Icon.tsx';
import { info, knock, warning } from './notice-icons.ts';
import { words } from './parts.text.ts';

/** `info` helps, `ask` somebody asks, `danger` something is wrong or was stopped, `quiet` a remark. */
export type NoticeKind = 'info' | 'ask' | 'danger' | 'quiet';

interface NoticeProps {
  kind?: NoticeKind | undefined;
  /** The word beside the icon; each kind has one of its own. */
  title?: string | undefined;
  /** `status` is read out when there is a pause, `alert` at once. Without it the notice waits to be found. */
  role?: 'status' | 'alert' | undefined;
  children?: ComponentChildren;
}

const drawings: Record<NoticeKind, string> = { info, ask: knock, danger: warning, quiet: info };

export function Notice({ kind = 'info', title, role, children }: NoticeProps) {
  return (
    <div class={`notice notice-${kind}`} role={role}>
      <Icon draw={drawings[kind]} />
      <div class="notice-words">
        <strong class="notice-title">{title ?? ownWord(kind)}</strong>
        {children}
      </div>
    </div>
  );
}

function ownWord(kind: NoticeKind): string {
  if (kind === 'ask') return words().asks;
  return kind === 'danger' ? words().danger : words().note;
}
