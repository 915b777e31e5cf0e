// What both ends say when a connection was not what it claimed to be.
import { catalogue } from '../view/i18n.ts';

export const words = catalogue({
  en: {
    title: 'A connection was refused',
    told: 'A connection arrived that the key of the other end had not signed. It was not made, and nothing went through it. Somebody may be between you: if this happens again, end the session and go on by phone.',
    cutTitle: 'This page does not listen to the other any more',
    cut: {
      malformed:
        'What the other page said made no sense, again and again. It may be broken or altered. Messages, steps and pointing have stopped here; what you allow and Stop still work. Load this page anew to try once more.',
      flood:
        'The other page said far too much at once. It may be broken or altered. Messages, steps and pointing have stopped here; what you allow and Stop still work. Load this page anew to try once more.',
    },
  },
  it: {
    title: 'Un collegamento è stato rifiutato',
    told: 'È arrivato un collegamento che la chiave dell’altra parte non aveva firmato. Non è stato aperto e non vi è passato nulla. Qualcuno potrebbe essersi messo in mezzo: se succede di nuovo, chiudi la sessione e continua per telefono.',
    cutTitle: 'Questa pagina non ascolta più l’altra',
    cut: {
      malformed:
        'Ciò che l’altra pagina diceva non aveva senso, più volte di seguito. Forse è guasta o alterata. Messaggi, passi e puntatore qui sono fermi; ciò che permetti e Stop funzionano ancora. Ricarica questa pagina per riprovare.',
      flood:
        'L’altra pagina ha detto troppe cose insieme. Forse è guasta o alterata. Messaggi, passi e puntatore qui sono fermi; ciò che permetti e Stop funzionano ancora. Ricarica questa pagina per riprovare.',
    },
  },
});
