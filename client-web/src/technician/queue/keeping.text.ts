// The words around what is kept of a request.
import { catalogue } from '../../view/i18n.ts';

export const words = catalogue({
  en: {
    title: 'What is kept',
    kept: 'What was written goes by itself when the days that the desk has set are over, or now.',
    held: 'Held: nothing of it goes, by itself or otherwise, until it is released.',
    hold: 'Hold it',
    release: 'Release it',
    take: 'Save the request as data, with notes (recorded)',
    erase: 'Erase what was written',
    eraseTitle: 'Erase what was written?',
    eraseWhat:
      'Name, e-mail, problem, lines, notes, and the conversations that were kept go for good, also from the search. The number, the times and the outcome stay, and so does the record of what was allowed in its sessions.',
    reason: 'Why',
    reasonHint: 'Kept sealed with the record of it.',
    reasonMissing: 'Say why, in a few words.',
    cancel: 'Cancel',
    busy: 'One moment',
    erased:
      'What was written in this request has been erased. Its number, its times and what came of it are left.',
    noTitle: 'erased',
    isHeld: 'It is held, or a session of it is. Release it first.',
  },
  it: {
    title: 'Che cosa si conserva',
    kept: 'Ciò che è stato scritto si cancella da sé dopo i giorni stabiliti dall’assistenza, oppure ora.',
    held: 'Bloccata: non se ne cancella nulla, né da sé né altrimenti, finché non viene sbloccata.',
    hold: 'Blocca',
    release: 'Sblocca',
    take: 'Salva la richiesta come dati, con le note (viene registrato)',
    erase: 'Cancella ciò che è stato scritto',
    eraseTitle: 'Cancellare ciò che è stato scritto?',
    eraseWhat:
      'Nome, e-mail, problema, righe, note e conversazioni conservate si cancellano per sempre, anche dalla ricerca. Restano il numero, gli orari e l’esito, e anche la prova di ciò che è stato permesso nelle sessioni.',
    reason: 'Perché',
    reasonHint: 'Resta sigillato insieme alla registrazione.',
    reasonMissing: 'Scrivi perché, in poche parole.',
    cancel: 'Annulla',
    busy: 'Un momento',
    erased:
      'Ciò che era scritto in questa richiesta è stato cancellato. Restano il numero, gli orari e l’esito.',
    noTitle: 'cancellata',
    isHeld: 'È bloccata, o lo è una sua sessione. Prima va sbloccata.',
  },
});
