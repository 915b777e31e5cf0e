// The words of a report: short, for somebody who may be frightened.
import type { ComplaintReason } from '../../../../shared/people/complaining.ts';
import { catalogue } from '../../view/i18n.ts';

type Reasons = Readonly<Record<ComplaintReason, string>>;

export const words = catalogue({
  en: {
    button: 'Something felt wrong',
    title: 'What felt wrong?',
    ends: 'Nothing is shown any more. The report ends the session at once.',
    over: 'The admins of the help desk read it, not the person you report.',
    pick: 'Tick what fits.',
    reasons: {
      money: 'They asked for money, a card, or a code of my bank',
      pressure: 'They hurried, frightened or threatened me',
      pretended: 'They were not who they said they were',
      secrecy: 'I was to tell nobody, or never to hang up',
      beyond: 'They looked at or did what we had not agreed',
      other: 'Something else',
    } as Reasons,
    words: 'In your words, if you like',
    wordsHint: 'Kept encrypted, for the admins of the help desk only.',
    missing: 'Tick at least one.',
    cancel: 'Do not report',
    send: 'Report',
    sendAndEnd: 'Report and end the session',
    sending: 'Sending your report',
    notSent: 'Your report could not be sent. The session is ended all the same. Try again, or call the desk.',
    sentTitle: 'Your report has arrived',
    sent: 'The admins of the help desk will look at it. If others report the same person, or if you were called, that account is stopped until they have decided.',
    known: 'This session has been reported already.',
    now: 'If money or a code of your bank was involved: call your bank now, on the number on your card. Then tell the police.',
  },
  it: {
    button: 'Qualcosa non andava',
    title: 'Che cosa non andava?',
    ends: 'Non si mostra più nulla. La segnalazione termina subito la sessione.',
    over: 'La leggono gli amministratori dell’assistenza, non la persona che segnali.',
    pick: 'Scegli ciò che corrisponde.',
    reasons: {
      money: 'Hanno chiesto soldi, una carta o un codice della banca',
      pressure: 'Mi hanno messo fretta, paura o minacciato',
      pretended: 'Non erano chi dicevano di essere',
      secrecy: 'Non dovevo dirlo a nessuno, o non dovevo mai riattaccare',
      beyond: 'Hanno guardato o fatto ciò che non era concordato',
      other: 'Altro',
    },
    words: 'Con le tue parole, se vuoi',
    wordsHint: 'Conservate cifrate, solo per gli amministratori dell’assistenza.',
    missing: 'Scegli almeno una voce.',
    cancel: 'Non segnalare',
    send: 'Segnala',
    sendAndEnd: 'Segnala e termina la sessione',
    sending: 'Invio della segnalazione',
    notSent:
      'Non è stato possibile inviare la segnalazione. La sessione è comunque terminata. Riprova, oppure chiama l’assistenza.',
    sentTitle: 'La segnalazione è arrivata',
    sent: 'Gli amministratori dell’assistenza la esamineranno. Se altri segnalano la stessa persona, o se sei stato chiamato tu, quell’account resta fermo finché non hanno deciso.',
    known: 'Questa sessione è già stata segnalata.',
    now: 'Se c’entrano soldi o un codice della banca: chiama subito la banca, al numero sulla carta. Poi avvisa la polizia.',
  },
});
