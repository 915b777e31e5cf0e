// What both ends say when a connection was not what it claimed to be.
import { catalogue } from '../view/i18n.ts';

export const words = catalogue({
  en: {
    title: 'A connection was refused',
    told: 'A connection arrived that the key of the other end had not signed. It was not made, and nothing went through it. Somebody may be between you: if this happens again, end the session and go on by phone.',
  },
  it: {
    title: 'Un collegamento è stato rifiutato',
    told: 'È arrivato un collegamento che la chiave dell’altra parte non aveva firmato. Non è stato aperto e non vi è passato nulla. Qualcuno potrebbe essersi messo in mezzo: se succede di nuovo, chiudi la sessione e continua per telefono.',
  },
});
