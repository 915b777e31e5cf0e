// The technician's words around keeping the customer's picture.
import { catalogue } from '../../view/i18n.ts';

export const words = catalogue({
  en: {
    bar: 'Recording',
    on: 'Recording',
    since: (time: string) => `since ${time}`,
    waiting: 'Recording is allowed. It runs as soon as there is a picture.',
    unable: 'Recording is allowed, but this browser cannot record.',
    end: 'Stop recording',
    kept: 'Kept recordings',
    one: (time: string, length: string, size: string) => `${time}, ${length}, ${size}`,
    sum: 'SHA-256, as in the log',
    save: 'Save the file',
    drop: 'Throw it away',
    hint: 'They are in this page only. Save them before you close it.',
    file: (time: string) => `recording-${time}`,
  },
  it: {
    bar: 'Registrazione',
    on: 'Registrazione in corso',
    since: (time: string) => `dalle ${time}`,
    waiting: 'La registrazione è permessa. Parte appena c’è un’immagine.',
    unable: 'La registrazione è permessa, ma questo browser non può registrare.',
    end: 'Ferma la registrazione',
    kept: 'Registrazioni conservate',
    one: (time: string, length: string, size: string) => `${time}, ${length}, ${size}`,
    sum: 'SHA-256, come nel registro',
    save: 'Salva il file',
    drop: 'Buttala via',
    hint: 'Sono solo in questa pagina. Salvale prima di chiuderla.',
    file: (time: string) => `registrazione-${time}`,
  },
});
