// How parts of the broker, and later its nodes, wake each other and count together. Messages may be lost: whoever needs
// to be sure asks the store. Nothing here is a record.

export interface Bus {
  publish(topic: string, message: unknown): void;
  /** @returns a function that ends the subscription */
  subscribe(topic: string, listener: (message: unknown) => void): () => void;
  /** Counts one more of `key` within a fixed window. @returns the count including this one, and when the window ends */
  count(key: string, windowMs: number): Promise<{ count: number; resetsInMs: number }>;
  /** True for the first caller with this key within `ttlMs`; for things that may be used once. */
  claim(key: string, ttlMs: number): Promise<boolean>;
  close(): Promise<void>;
}
