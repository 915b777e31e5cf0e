// Who listens to what on this node.
import { EventEmitter } from 'node:events';
import type { Bus } from './bus.ts';

export interface Topics extends Pick<Bus, 'tell' | 'subscribe' | 'onGap'> {
  /** Tells those who must not have missed anything. */
  gap(): void;
  clear(): void;
}

export function topics(): Topics {
  const listeners = new EventEmitter().setMaxListeners(0);
  const gaps = new Set<() => void>();
  return {
    tell: (topic, message) => void listeners.emit(`topic:${topic}`, message),
    subscribe: (topic, listener) => {
      listeners.on(`topic:${topic}`, listener);
      return () => listeners.off(`topic:${topic}`, listener);
    },
    onGap: (listener) => {
      gaps.add(listener);
      return () => gaps.delete(listener);
    },
    gap: () => {
      for (const listener of gaps) listener();
    },
    clear: () => {
      listeners.removeAllListeners();
      gaps.clear();
    },
  };
}
