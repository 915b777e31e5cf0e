// What the host says on the command line and above the digits, in both languages.
import type { ErrorCode } from '../shared/errors.ts';
import type { Language } from '../shared/field.ts';

export interface HostWords {
  noBroker(host: string): string;
  otherDesk(host: string): string;
  readonly altered: string;
  readonly screenLost: string;
  readonly paired: string;
  readonly over: string;
  notPaired(why: ErrorCode): string;
}

const en: HostWords = {
  noBroker: (host) =>
    `${host} does not answer, or is no Permesso broker. Check the address and your connection.`,
  otherDesk: (host) =>
    `${host} is not the help desk that this program was made for, so it does nothing. Get the program from your help desk again.`,
  altered:
    'host.json is not as it was packed, so this program does nothing. Get it from your help desk again.',
  screenLost: 'The screen is gone, so everything was stopped.',
  paired:
    'Connected. Nothing is seen or used before you allow it in a window of this program. Ctrl+C ends it.',
  over: 'This program has ended. Nothing of it stays on this computer.',
  notPaired: (why) =>
    why === 'CODE_NOT_MATCHED'
      ? 'The digits did not match, or this program was started for another address than your page has. Take new digits from the page.'
      : why === 'TOO_MANY_TRIES'
        ? 'Too many tries. Wait a minute, then take new digits from the page.'
        : 'These digits cannot be used. Take new ones from the page.',
};

const it: HostWords = {
  noBroker: (host) =>
    `${host} non risponde, o non è un broker Permesso. Controlla l’indirizzo e la connessione.`,
  otherDesk: (host) =>
    `${host} non è l’assistenza per cui questo programma è stato fatto, quindi non fa nulla. Fatti dare di nuovo il programma dall’assistenza.`,
  altered:
    'host.json non è come è stato preparato, quindi il programma non fa nulla. Fattelo dare di nuovo dall’assistenza.',
  screenLost: 'Lo schermo non c’è più, quindi tutto è stato interrotto.',
  paired:
    'Collegato. Nulla si vede o si usa prima che tu lo permetta in una finestra di questo programma. Ctrl+C lo chiude.',
  over: 'Il programma è terminato. Su questo computer non ne resta nulla.',
  notPaired: (why) =>
    why === 'CODE_NOT_MATCHED'
      ? 'Le cifre non corrispondono, o il programma è stato avviato per un indirizzo diverso da quello della pagina. Prendi cifre nuove dalla pagina.'
      : why === 'TOO_MANY_TRIES'
        ? 'Troppi tentativi. Aspetta un minuto, poi prendi cifre nuove dalla pagina.'
        : 'Queste cifre non si possono usare. Prendine di nuove dalla pagina.',
};

export const wordsFor = (language: Language): HostWords => ({ en, it })[language];
