// The words of the reports page.
import type { ComplaintDecision, ComplaintReason } from '../../../../shared/people/complaining.ts';
import { catalogue } from '../../view/i18n.ts';

type Reasons = Readonly<Record<ComplaintReason, string>>;
type Decisions = Readonly<Record<ComplaintDecision, string>>;

export const words = catalogue({
  en: {
    title: 'Complaints',
    lead: (desk: string) =>
      `What customers of ${desk} reported about a session. Reading this page is recorded, and so is what you decide.`,
    rule: 'Two reports of different customers, or one after a risky answer at the beginning, stop an account until an admin decides.',
    loading: 'Reading the complaints',
    failed: 'The complaints could not be read',
    again: 'Try again',
    none: 'No complaints',
    noneHint: 'When a customer presses “Something felt wrong”, it stands here.',
    openTitle: 'To decide',
    decidedTitle: 'Decided',
    cut: 'Only the newest two hundred are shown.',
    about: (n: number) => (n === 1 ? 'One open complaint' : `${n} open complaints`),
    frozen: 'This account is stopped: no sign-in, no session, until you decide.',
    works: 'This account works on. It is stopped by a second complaint.',
    closedAlready: 'This account is closed.',
    mine: 'These complaints are about you. Another admin decides, or the operator of this broker.',
    reasons: {
      money: 'money, a card, or a code of the bank',
      pressure: 'hurry, fear or threats',
      pretended: 'not who they said they were',
      secrecy: 'secrecy, never to hang up',
      beyond: 'more than was agreed',
      other: 'something else',
    } as Reasons,
    risky:
      'The customer had been called, or a bank, a refund, the police, Microsoft or crypto was mentioned.',
    inWords: 'In the customer’s words:',
    noWords: 'No words.',
    session: 'See the session',
    clear: 'Clear: nothing wrong',
    close: 'Close the account',
    clearTitle: (name: string) => `Clear ${name}?`,
    clearWhat: (name: string) =>
      `${name} can sign in again, if no other desk holds the account. It stands in the log.`,
    closeTitle: (name: string) => `Close the account of ${name}?`,
    closeWhat: (name: string) =>
      `${name} cannot sign in any more, at any desk. It can be opened again under People.`,
    cancel: 'Cancel',
    busy: 'Saving',
    decided: { cleared: 'Cleared', closed: 'Account closed' } as Decisions,
    decidedBy: (what: string, who: string, when: string) => `${what} by ${who || 'the operator'}, ${when}`,
  },
  it: {
    title: 'Segnalazioni',
    lead: (desk: string) =>
      `Che cosa hanno segnalato i clienti di ${desk} su una sessione. La lettura di questa pagina viene registrata, e anche ciò che decidi.`,
    rule: 'Due segnalazioni di clienti diversi, o una dopo una risposta a rischio all’inizio, fermano un account finché un amministratore non decide.',
    loading: 'Lettura delle segnalazioni',
    failed: 'Non è stato possibile leggere le segnalazioni',
    again: 'Riprova',
    none: 'Nessuna segnalazione',
    noneHint: 'Quando un cliente preme «Qualcosa non andava», compare qui.',
    openTitle: 'Da decidere',
    decidedTitle: 'Decise',
    cut: 'Sono mostrate solo le duecento più recenti.',
    about: (n: number) => (n === 1 ? 'Una segnalazione aperta' : `${n} segnalazioni aperte`),
    frozen: 'Questo account è fermo: nessun accesso, nessuna sessione, finché non decidi.',
    works: 'Questo account continua a lavorare. Una seconda segnalazione lo ferma.',
    closedAlready: 'Questo account è chiuso.',
    mine: 'Queste segnalazioni riguardano te. Decide un altro amministratore, o chi gestisce questo broker.',
    reasons: {
      money: 'soldi, una carta o un codice della banca',
      pressure: 'fretta, paura o minacce',
      pretended: 'non era chi diceva di essere',
      secrecy: 'segretezza, mai riattaccare',
      beyond: 'più di quanto concordato',
      other: 'altro',
    },
    risky:
      'Il cliente era stato chiamato, o si era parlato di banca, rimborsi, polizia, Microsoft o criptovalute.',
    inWords: 'Con le parole del cliente:',
    noWords: 'Nessuna parola.',
    session: 'Vedi la sessione',
    clear: 'Archivia: tutto regolare',
    close: 'Chiudi l’account',
    clearTitle: (name: string) => `Archiviare le segnalazioni su ${name}?`,
    clearWhat: (name: string) =>
      `${name} può accedere di nuovo, se nessun altro sportello ferma l’account. Resta scritto nel registro.`,
    closeTitle: (name: string) => `Chiudere l’account di ${name}?`,
    closeWhat: (name: string) =>
      `${name} non può più accedere, in nessuno sportello. Si può riaprire in Persone.`,
    cancel: 'Annulla',
    busy: 'Salvataggio',
    decided: { cleared: 'Archiviata', closed: 'Account chiuso' },
    decidedBy: (what: string, who: string, when: string) =>
      `${what} da ${who || 'chi gestisce il broker'}, ${when}`,
  },
});
