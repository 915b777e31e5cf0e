// What the Allow button says of itself. Apart from the words of the other parts: the door needs none of it.
import { catalogue } from './i18n.ts';

export const words = catalogue({
  en: {
    wait: 'Works after a moment, so that a stray press answers nothing.',
    count: (time: string) => `Time to read: works in ${time}.`,
    ready: 'Ready when you are.',
    hold: 'Press and hold until the ring is full.',
    release: 'Now let go.',
    away: 'Come back to this window first: then it works after a moment.',
    covered: 'Something covers this button. Move the other window away, or close it.',
    noHold: 'I have read this and prefer a single press',
  },
  it: {
    wait: 'Funziona dopo un momento: così un tocco involontario non risponde nulla.',
    count: (time: string) => `Tempo per leggere: funziona tra ${time}.`,
    ready: 'Pronto quando vuoi.',
    hold: 'Tieni premuto finché l’anello è pieno.',
    release: 'Ora lascia.',
    away: 'Prima torna a questa finestra: poi funziona dopo un momento.',
    covered: 'Qualcosa copre questo pulsante. Sposta l’altra finestra, o chiudila.',
    noHold: 'Ho letto e preferisco una sola pressione',
  },
});
