// How parts of the broker, and its nodes, wake each other, count together and find each other's people. Messages may be lost: whoever
// needs to be sure asks the store. Nothing here is a record, and nothing here is believed: what comes over the bus wakes somebody up,
// and what then counts is read from the store.

/** Something that is so as long as the node lives that said it. */
export interface Fact {
  readonly node: string;
  readonly value: string;
}

export interface Bus {
  /** Which node this is; another one after each start. */
  readonly node: string;
  /**
   * Whether the other nodes can be heard and told right now. Always where there is only one.
   */
  readonly isWhole: boolean;
  /** @param abroad what other nodes are told instead of the message, where that is less */
  publish(topic: string, message: unknown, abroad?: unknown): void;
  /** Tells the listeners of this node alone. */
  tell(topic: string, message: unknown): void;
  /** @returns a function that ends the subscription */
  subscribe(topic: string, listener: (message: unknown) => void): () => void;
  /** Sends one node something as it is. @param to whom there, in the terms of whoever receives it */
  send(node: string, to: string, raw: string): void;
  /** Who takes what other nodes send to this one. */
  receive(receiver: (to: string, raw: string) => void): void;
  /** This node says so until it takes it back or is gone. Of two nodes that say something of one field the later one is heard. */
  say(key: string, field: string, value: string): void;
  takeBack(key: string, field: string): void;
  /** By field. @throws BusUnavailable */
  hear(key: string): Promise<ReadonlyMap<string, Fact>>;
  /** Something may have been missed, or another node has come or gone. @returns a function that ends it */
  onGap(listener: () => void): () => void;
  /** Counts one more of `key` within a fixed window. @returns the count including this one, and when the window ends @throws BusUnavailable */
  count(key: string, windowMs: number): Promise<{ count: number; resetsInMs: number }>;
  /** True for the first caller with this key within `ttlMs`; for things that may be used once. @throws BusUnavailable */
  claim(key: string, ttlMs: number): Promise<boolean>;
  close(): Promise<void>;
}

/** Other nodes cannot be asked right now, so what has to be counted or used once together has to wait. */
export class BusUnavailable extends Error {
  override readonly name = 'BusUnavailable';
}
