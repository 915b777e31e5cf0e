// The auditor's list as it grows: read for a set of filters, continued by keyset, never mixed up when answers come late.
// Knows no page; the asking is handed in.
import { type ReadonlySignal, signal } from '@preact/signals';
import { isRefusal } from '../../../../shared/errors.ts';
import type { SessionRow, SessionRows } from '../../../../shared/protocol/http.ts';
import type { Refused } from '../../link/api.ts';
import { askFor, type Filters } from './filters.ts';

export interface Listed {
  /** `idle` before anything was asked for. */
  readonly phase: 'idle' | 'loading' | 'ready' | 'adding';
  readonly filters: Filters | null;
  readonly rows: readonly SessionRow[];
  /** Null when there is no more. */
  readonly next: string | null;
  readonly problem: Refused | null;
}

export interface SessionList {
  readonly state: ReadonlySignal<Listed>;
  /** Reads the first page for these filters. */
  read(filters: Filters): Promise<void>;
  /** Adds the next page, if there is one. */
  more(): Promise<void>;
}

type Ask = (path: string) => Promise<SessionRows | Refused>;

export function sessionList(ask: Ask): SessionList {
  const state = signal<Listed>({ phase: 'idle', filters: null, rows: [], next: null, problem: null });
  let turn = 0;

  return {
    state,
    read: async (filters) => {
      turn += 1;
      const mine = turn;
      state.value = { ...state.value, phase: 'loading', filters, problem: null };
      const answer = await ask(askFor(filters, null));
      if (mine !== turn) return;
      state.value = isRefusal(answer)
        ? { phase: 'ready', filters, rows: [], next: null, problem: answer }
        : { phase: 'ready', filters, rows: answer.rows, next: answer.next, problem: null };
    },
    more: async () => {
      const { phase, filters, next, rows } = state.value;
      if (phase !== 'ready' || filters === null || next === null) return;
      const mine = turn;
      state.value = { ...state.value, phase: 'adding', problem: null };
      const answer = await ask(askFor(filters, next));
      if (mine !== turn) return;
      state.value = isRefusal(answer)
        ? { ...state.value, phase: 'ready', problem: answer }
        : { ...state.value, phase: 'ready', rows: [...rows, ...answer.rows], next: answer.next };
    },
  };
}
