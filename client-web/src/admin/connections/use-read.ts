// Reads one thing of the broker and reads it again when it is asked to; what went wrong stands beside it.
import { useEffect, useState } from 'preact/hooks';
import type * as z from 'zod/mini';
import { isRefusal } from '../../../../shared/errors.ts';
import type { Me } from '../../../../shared/protocol/http.ts';
import { get } from '../../features/account/session.ts';
import type { Refused } from '../../link/api.ts';

export interface Reading<T> {
  readonly value: T | null;
  readonly problem: Refused | null;
  readonly read: () => Promise<void>;
}

/** @param me whoever signed in again, or works at another desk now, wants it anew */
export function useRead<S extends z.ZodMiniType>(path: string, schema: S, me: Me): Reading<z.infer<S>> {
  const [value, setValue] = useState<z.infer<S> | null>(null);
  const [problem, setProblem] = useState<Refused | null>(null);
  const read = async () => {
    const answer = await get(path, schema);
    if (isRefusal(answer)) return setProblem(answer);
    setProblem(null);
    setValue(answer as z.infer<S>);
  };
  useEffect(() => void read(), [me]);
  return { value, problem, read };
}
