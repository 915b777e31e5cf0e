// What passes between the broker's thread and the thread that owns the SQLite file.

export interface Statement {
  readonly sql: string;
  readonly parameters: readonly unknown[];
  readonly expect?: 'row' | undefined;
}

export interface Job {
  readonly id: number;
  readonly kind: 'read' | 'write' | 'scrub';
  readonly statements: readonly Statement[];
}

export type Answer =
  | { readonly id: number; readonly rows: unknown[] }
  | { readonly id: number; readonly error: 'conflict' | 'unavailable'; readonly message: string };
