// Why the host cannot see, show or use this computer, by name for programs and in words for people: what is wrong, what to do.
import type { Language } from '../shared/field.ts';

const WORDS = {
  'no-display': {
    en: 'This program was started where there is no screen. Start it from a terminal on the desktop that you want to show.',
    it: 'Il programma è stato avviato dove non c’è uno schermo. Avvialo da un terminale sul desktop che vuoi mostrare.',
  },
  'display-refused': {
    en: 'The screen did not let this program in. Start it as the person who is logged in on the desktop, without sudo.',
    it: 'Lo schermo non ha fatto entrare il programma. Avvialo con l’utente che ha aperto il desktop, senza sudo.',
  },
  'wayland-only': {
    en: 'This desktop runs on Wayland, where the program cannot see or help yet. Log out, choose a session “on Xorg” at the login screen, and start it again.',
    it: 'Questo desktop usa Wayland, dove il programma non può ancora vedere né aiutare. Esci, scegli una sessione “su Xorg” nella schermata di accesso e riavvialo.',
  },
  'no-ffmpeg': {
    en: 'The program ffmpeg is missing, which takes the picture. Install it (for example: sudo apt install ffmpeg) and start again.',
    it: 'Manca il programma ffmpeg, che prende l’immagine. Installalo (per esempio: sudo apt install ffmpeg) e ricomincia.',
  },
  'old-ffmpeg': {
    en: 'The program ffmpeg is here but does not understand what is needed. Install version 5.1 or later, with x11grab.',
    it: 'Il programma ffmpeg c’è ma non capisce ciò che serve. Installa la versione 5.1 o una successiva, con x11grab.',
  },
  'capture-ended': {
    en: 'The picture ended by itself, perhaps because a monitor was unplugged. Nothing is shown any more; it can be asked for again.',
    it: 'L’immagine è finita da sola, forse perché è stato staccato un monitor. Non si mostra più nulla; si può chiedere di nuovo.',
  },
  'no-font': {
    en: 'This computer has no font to write with. Install one (for example: sudo apt install fonts-dejavu-core) and start again.',
    it: 'Su questo computer non c’è nessun carattere per scrivere. Installane uno (per esempio: sudo apt install fonts-dejavu-core) e ricomincia.',
  },
  'no-xtest': {
    en: 'This X server has no XTEST extension (or no XKEYBOARD), so nothing can be typed for you. Remove the option that disables it.',
    it: 'Questo server X non ha l’estensione XTEST (o XKEYBOARD), quindi non si può digitare al tuo posto. Togli l’opzione che la disattiva.',
  },
  'no-xinput': {
    en: 'This X server has no XInput 2.1, so your own hand could not be told from a remote one. A newer X server is needed.',
    it: 'Questo server X non ha XInput 2.1: la tua mano non si distinguerebbe da quella remota. Serve un server X più recente.',
  },
  'no-guard': {
    en: 'The small program that lets go of all keys if this one should crash did not start. Nothing will be controlled without it.',
    it: 'Non è partito il piccolo programma che lascia tutti i tasti se questo si blocca. Senza di esso non si controlla nulla.',
  },
} as const satisfies Record<string, Record<Language, string>>;

export type ProblemName = keyof typeof WORDS;
export const PROBLEMS = Object.keys(WORDS) as ProblemName[];

/** An expected failure, as a value. `detail` is for the technician's eye: the last words of the program that failed. */
export interface Problem {
  readonly problem: ProblemName;
  readonly detail: string;
}

export const problem = (name: ProblemName, detail = ''): Problem => ({ problem: name, detail });

export const isProblem = (value: unknown): value is Problem =>
  typeof value === 'object' && value !== null && 'problem' in value;

/** The sentence for the customer. */
export const inWords = ({ problem: name }: Problem, language: Language): string => WORDS[name][language];
