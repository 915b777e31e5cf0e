// Why this computer's mouse and keyboard cannot be used, in a name for programs and a sentence for people: what is wrong and
// what to do. Knows no window system beyond these names.
import type { Language } from '../../shared/field.ts';

export const UNUSABLE = {
  NO_DISPLAY: {
    en: 'No screen was found: DISPLAY is not set. Start this program from a terminal on the desktop, not over a remote shell.',
    it: 'Nessuno schermo trovato: DISPLAY non è impostato. Avvii il programma da un terminale del desktop, non da una shell remota.',
  },
  WAYLAND_ONLY: {
    en: 'This desktop runs on Wayland, which lets no program move the mouse for others. Log out, choose the "Xorg" or "X11" session at the login screen, and start again.',
    it: 'Questo desktop usa Wayland, che non permette a un programma di muovere il mouse. Esca, scelga la sessione "Xorg" o "X11" alla schermata di accesso e riprovi.',
  },
  DISPLAY_REFUSED: {
    en: 'The screen named in DISPLAY does not answer or does not let this program in. Start it as the person who is logged in at the desktop.',
    it: "Lo schermo indicato in DISPLAY non risponde o non accetta questo programma. Lo avvii con l'utente che ha aperto il desktop.",
  },
  NO_XTEST: {
    en: 'This X server has no XTEST extension (or no XKEYBOARD), so nothing can be typed for you. Remove the option that disables it.',
    it: "Questo server X non ha l'estensione XTEST (o XKEYBOARD), quindi non si può digitare al suo posto. Tolga l'opzione che la disattiva.",
  },
  NO_XINPUT: {
    en: 'This X server has no XInput 2.1, so your own hand could not be told from a remote one. A newer X server is needed.',
    it: 'Questo server X non ha XInput 2.1: la sua mano non si distinguerebbe da quella remota. Serve un server X più recente.',
  },
  NO_GUARD: {
    en: 'The small program that lets go of all keys if this one should crash did not start. Nothing will be controlled without it.',
    it: 'Non è partito il piccolo programma che lascia tutti i tasti se questo si blocca. Senza di esso non si controlla nulla.',
  },
} as const satisfies Record<string, Record<Language, string>>;
export type UnusableName = keyof typeof UNUSABLE;

/** An expected failure: look its sentence up in `UNUSABLE`. */
export interface Unusable {
  readonly unusable: UnusableName;
}

export const isUnusable = (value: object): value is Unusable => 'unusable' in value;
