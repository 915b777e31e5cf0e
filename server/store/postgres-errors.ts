// What PostgreSQL says when something goes wrong, by its SQLSTATE (PostgreSQL manual, appendix A), in the store's own terms.
import { StoreConflict, StoreUnavailable } from './store.ts';

const codeOf = (error: unknown): string => String((error as { code?: unknown }).code ?? '');
const isOurs = (error: unknown): boolean =>
  error instanceof StoreConflict || error instanceof StoreUnavailable;

/** Two units met: serialization_failure, deadlock_detected. Nothing of this one was kept, and it may win when it is tried again. */
export const isRace = (error: unknown): boolean => ['40001', '40P01'].includes(codeOf(error));

/**
 * The connection is of no more use: it broke (class 08, and what the socket says), or the database goes down or comes up (57P).
 * A statement that was refused has a code of five characters of another class.
 */
export const isLost = (error: unknown): boolean =>
  !isOurs(error) && (!/^[0-9A-Z]{5}$/.test(codeOf(error)) || /^(08|57P)/.test(codeOf(error)));

/** @returns a conflict where a key, a reference or a rule of the schema (class 23) says so, else that the store cannot be used */
export function refusalOf(error: unknown): StoreConflict | StoreUnavailable {
  if (error instanceof StoreConflict || error instanceof StoreUnavailable) return error;
  const { message } = error as Error;
  return codeOf(error).startsWith('23') ? new StoreConflict(message) : new StoreUnavailable(message);
}
