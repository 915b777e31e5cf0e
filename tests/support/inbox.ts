// Messages that have arrived and not been looked at yet, and stories that wait for one. Nothing polls and nothing sleeps.

const PATIENCE_MS = 5_000;

interface Waiting<T> {
  readonly match: (item: T) => boolean;
  readonly resolve: (item: T) => void;
  readonly reject: (error: Error) => void;
  readonly what: string;
}

export class Inbox<T> {
  readonly #kept: T[] = [];
  readonly #waiting = new Set<Waiting<T>>();
  #closed: string | null = null;

  put(item: T): void {
    for (const waiting of this.#waiting)
      if (waiting.match(item)) {
        this.#waiting.delete(waiting);
        waiting.resolve(item);
        return;
      }
    this.#kept.push(item);
  }

  /** The oldest item that matches and has not been taken; waits for it where there is none. */
  take(match: (item: T) => boolean, what: string): Promise<T> {
    const index = this.#kept.findIndex(match);
    const [found] = index < 0 ? [] : this.#kept.splice(index, 1);
    if (found !== undefined) return Promise.resolve(found);
    if (this.#closed !== null) return Promise.reject(new Error(`${this.#closed} before ${what}`));
    return new Promise((resolve, reject) => {
      const late = setTimeout(() => {
        this.#waiting.delete(waiting);
        reject(new Error(`waited ${PATIENCE_MS} ms in vain for ${what}`));
      }, PATIENCE_MS);
      const waiting: Waiting<T> = {
        match,
        what,
        resolve: (item) => {
          clearTimeout(late);
          resolve(item);
        },
        reject: (error) => {
          clearTimeout(late);
          reject(error);
        },
      };
      this.#waiting.add(waiting);
    });
  }

  /** What has arrived and not been taken. */
  peek(match: (item: T) => boolean): T[] {
    return this.#kept.filter(match);
  }

  /** Nothing more will come; whoever waits is told why. */
  close(why: string): void {
    this.#closed = why;
    for (const { reject, what } of this.#waiting) reject(new Error(`${why} before ${what}`));
    this.#waiting.clear();
  }
}
