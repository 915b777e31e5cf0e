// What a desk forbids itself in its sessions. It can only take away: nothing here lengthens, widens or answers anything, and what it
// leaves out is as everywhere. It stands in the first event of a session, so that every end and every later reader holds to it.
import * as z from 'zod/mini';
import type { ErrorCode } from '../errors.ts';
import { count } from '../field.ts';
import { type AuthLevel, LIMITS, SCOPES, type Scope, scope } from '../session/scopes.ts';

const minutes = z.int().check(z.minimum(1), z.maximum(60));
/** `pdf`, without its dot. */
export const fileType = z.string().check(z.regex(/^[a-z0-9]{1,12}$/));
const each = <S extends z.ZodMiniType>(one: S, most: number) =>
  z.array(one).check(
    z.maxLength(most),
    z.refine((all) => new Set(all).size === all.length),
  );

export const deskPolicy = z.strictObject({
  /** Never asked for at this desk. */
  never: each(scope, scope.options.length),
  /** Shorter than everywhere. */
  minutes: z
    .partialRecord(scope, minutes)
    .check(
      z.refine((all) =>
        Object.entries(all).every(([name, most]) => Number(most) <= SCOPES[name as Scope].maxMinutes),
      ),
    ),
  /** Asked for only after the two have compared words, or met by digits. */
  compared: each(scope, scope.options.length),
  files: z.strictObject({
    /** The only types that may be offered, by the ends of their names; null for any. */
    types: z.nullable(each(fileType, 40)),
    mostBytes: count.check(z.minimum(1), z.maximum(LIMITS.fileBytes)),
  }),
});
export type DeskPolicy = z.infer<typeof deskPolicy>;

/** Takes away nothing. */
export const NO_POLICY: DeskPolicy = {
  never: [],
  minutes: {},
  compared: [],
  files: { types: null, mostBytes: LIMITS.fileBytes },
};

/** Whether it leaves all as everywhere, however it is written. */
export const takesNothing = (policy: DeskPolicy): boolean =>
  policy.never.length === 0 &&
  policy.compared.length === 0 &&
  scope.options.every((one) => longest(policy, one) === SCOPES[one].maxMinutes) &&
  policy.files.types === null &&
  policy.files.mostBytes === LIMITS.fileBytes;

/** The longest that a desk may ask for. */
export const longest = (policy: DeskPolicy, scope: Scope): number =>
  Math.min(policy.minutes[scope] ?? Number.POSITIVE_INFINITY, SCOPES[scope].maxMinutes);

/** Why a desk does not let this be asked, or null. */
export function policyProblem(
  policy: DeskPolicy,
  asked: { readonly scope: Scope; readonly minutes: number },
  auth: AuthLevel,
): ErrorCode | null {
  if (policy.never.includes(asked.scope)) return 'NOT_AT_THIS_DESK';
  if (policy.compared.includes(asked.scope) && auth === 'none') return 'NEEDS_AUTH';
  return asked.minutes > longest(policy, asked.scope) ? 'TOO_LONG' : null;
}

/** Why a desk does not let a file of this name and size pass, or null. */
export function fileProblem({ files }: DeskPolicy, name: string, size: number): ErrorCode | null {
  if (size > files.mostBytes) return 'FILE_TOO_LARGE';
  const type = /\.([^.]+)$/.exec(name.toLowerCase())?.[1] ?? '';
  return files.types === null || files.types.includes(type) ? null : 'FILE_TYPE';
}
