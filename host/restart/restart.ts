// Asking this computer to restart, whatever its system, and why it did not. Whether anybody allowed it is known elsewhere, and so is
// who counts down before.
import type { Language } from '../../shared/field.ts';

export const RESTART_PROBLEMS = {
  NOT_THERE: {
    en: 'This computer has no systemctl, which could restart it. Restart it by hand.',
    it: 'Su questo computer manca systemctl, che potrebbe riavviarlo. Riavvialo a mano.',
  },
  REFUSED: {
    en: 'The system did not let this program restart the computer: somebody else may be logged in, or something must not be interrupted. Restart it by hand.',
    it: 'Il sistema non ha permesso al programma di riavviare il computer: forse c’è un altro utente, o qualcosa che non va interrotto. Riavvialo a mano.',
  },
  NO_ANSWER: {
    en: 'The system did not answer. Restart the computer by hand.',
    it: 'Il sistema non ha risposto. Riavvia il computer a mano.',
  },
} as const satisfies Record<string, Record<Language, string>>;
export type RestartProblemName = keyof typeof RESTART_PROBLEMS;

/** An expected failure: look its sentence up in `RESTART_PROBLEMS`. */
export interface RestartProblem {
  readonly restart: RestartProblemName;
}

export const isRestartProblem = (value: unknown): value is RestartProblem =>
  typeof value === 'object' && value !== null && 'restart' in value;

/** The variables of this process that say where programs are and how the system is reached. */
export type RestartEnv = Readonly<Record<string, string | undefined>>;

/**
 * Asks the system to restart, with no more rights than the customer's own. Each system has one function like this.
 * @returns null when the system said that it will; this process then has moments left
 */
export type Restart = (env: RestartEnv) => Promise<RestartProblem | null>;
