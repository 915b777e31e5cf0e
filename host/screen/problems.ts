// What can go wrong with the screen of the customer's computer, by name, and in words: what happened, what to do now.
import type { Language } from '../../shared/field.ts';

export type ProblemName =
  | 'no-display'
  | 'display-refused'
  | 'wayland-only'
  | 'no-ffmpeg'
  | 'old-ffmpeg'
  | 'capture-ended'
  | 'no-font';

/** An expected failure, as a value. `detail` is for the technician's eye: the last words of the program that failed. */
export interface Problem {
  readonly problem: ProblemName;
  readonly detail: string;
}

export const problem = (name: ProblemName, detail = ''): Problem => ({ problem: name, detail });

export const isProblem = (value: unknown): value is Problem =>
  typeof value === 'object' && value !== null && 'problem' in value;

const WORDS: Readonly<Record<ProblemName, Readonly<Record<Language, string>>>> = {
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
};

/** The sentence for the customer. */
export const inWords = ({ problem: name }: Problem, language: Language): string => WORDS[name][language];
