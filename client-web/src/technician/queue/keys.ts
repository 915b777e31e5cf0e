// Which key does what beside the queue. Pure: the page tells what was pressed and where.

export type KeyDeed = 'search' | 'down' | 'up' | 'help';

export interface Pressed {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly isComposing: boolean;
  /** Somebody else has taken the key already. */
  readonly defaultPrevented: boolean;
}

const DEEDS: Readonly<Record<string, KeyDeed>> = { '/': 'search', j: 'down', k: 'up', '?': 'help' };

/** @param isTyping the focus is where keys write */
export function deedOf(pressed: Pressed, { isTyping }: { isTyping: boolean }): KeyDeed | null {
  const { key, ctrlKey, metaKey, altKey, isComposing, defaultPrevented } = pressed;
  if (isTyping || isComposing || defaultPrevented || ctrlKey || metaKey || altKey) return null;
  return DEEDS[key.toLowerCase()] ?? null;
}

/** Fields, lists of choices, and whatever else a key would change. */
export const TYPED_INTO = 'input, textarea, select, [contenteditable], [role="application"], dialog';
