// A WebSocket without a network: what it is given arrives in the next microtask, in order. What was sent before a page closes
// it still arrives, as with the real one; what a cut catches under way is lost.
import type { SocketLike } from '../../../link/deps.ts';
import type { Down } from '../../../shared/protocol/down.ts';
import { type Up, up } from '../../../shared/protocol/up.ts';

/** Whoever is at the other end. */
export interface Listening {
  isUp(): boolean;
  hear(socket: FakeSocket, message: Up): void;
  leave(socket: FakeSocket): void;
}

type Listeners = Record<'open' | 'close' | 'error' | 'message', ((event: { data: unknown }) => void)[]>;

export class FakeSocket implements SocketLike {
  readonly #other: Listening;
  readonly #listeners: Listeners = { open: [], close: [], error: [], message: [] };
  #isCut = false;
  isOpen = true;

  constructor(other: Listening) {
    this.#other = other;
    queueMicrotask(() => (other.isUp() ? this.#emit('open') : this.cut()));
  }

  addEventListener(type: keyof Listeners, listener: (event: { data: unknown }) => void): void {
    this.#listeners[type].push(listener);
  }
  send(text: string): void {
    if (!this.isOpen) return;
    // What fits no schema must not leave a page.
    const message = up.parse(JSON.parse(text));
    queueMicrotask(() => this.#isCut || this.#other.hear(this, message));
  }
  deliver(message: Down): void {
    const data = JSON.stringify(message);
    queueMicrotask(() => this.isOpen && this.#emit('message', data));
  }
  close(): void {
    if (!this.isOpen) return;
    this.isOpen = false;
    this.#other.leave(this);
    this.#emit('close');
  }
  /** Breaks from outside. */
  cut(): void {
    this.#isCut = true;
    this.close();
  }
  #emit(type: keyof Listeners, data?: unknown): void {
    for (const listener of this.#listeners[type]) listener({ data });
  }
}
