// The words for what a desk says often: finding it while writing, and keeping it in order.
import { catalogue, plural } from '../../view/i18n.ts';

const en = {
  answers: 'Answers',
  find: 'Search the answers',
  loading: 'Reading the answers…',
  none: 'This desk has no answers yet. Its admins write them in the administration, under Answers.',
  found: (n: number) =>
    n === 0
      ? 'Nothing found.'
      : plural(n, {
          one: 'One answer. Choose it to put it into the field.',
          other: '# answers. Choose one to put it into the field.',
        }),
  lead: (desk: string) =>
    `What ${desk} says often. Technicians find it while they write, and can change it before they send it.`,
  add: 'Write an answer',
  empty: 'No answers yet',
  emptyWhy: 'Steps for a router, how to find a serial number: whatever is explained more than twice.',
  failed: 'The answers could not be read',
  again: 'Try again',
  title: 'Title',
  body: 'Text',
  language: 'Language',
  changed: (name: string, when: string) => `${name}, ${when}`,
  change: 'Change',
  changeOf: (title: string) => `Change “${title}”`,
  drop: 'Delete',
  dropOf: (title: string) => `Delete “${title}”`,
  dropTitle: 'Delete this answer?',
  dropWhat: 'It is gone for everybody. What was sent to customers stays where it is.',
  save: 'Save',
  saving: 'Saving',
  cancel: 'Cancel',
  need: 'Both need a few words: a title up to 100 characters, a text up to 2,000.',
  full: 'A desk keeps 500 answers. Delete some first.',
};

const it: typeof en = {
  answers: 'Risposte',
  find: 'Cerca tra le risposte',
  loading: 'Lettura delle risposte…',
  none: 'Questa assistenza non ha ancora risposte. Le scrivono gli amministratori, alla voce Risposte.',
  found: (n) =>
    n === 0
      ? 'Nessun risultato.'
      : plural(n, {
          one: 'Una risposta. Sceglila per metterla nel campo.',
          other: '# risposte. Scegline una per metterla nel campo.',
        }),
  lead: (desk) =>
    `Ciò che ${desk} dice spesso. I tecnici lo trovano mentre scrivono, e possono cambiarlo prima di inviarlo.`,
  add: 'Scrivi una risposta',
  empty: 'Ancora nessuna risposta',
  emptyWhy:
    'I passi per un router, dove si trova un numero di serie: tutto ciò che si spiega più di due volte.',
  failed: 'Non è stato possibile leggere le risposte',
  again: 'Riprova',
  title: 'Titolo',
  body: 'Testo',
  language: 'Lingua',
  changed: (name, when) => `${name}, ${when}`,
  change: 'Modifica',
  changeOf: (title) => `Modifica «${title}»`,
  drop: 'Elimina',
  dropOf: (title) => `Elimina «${title}»`,
  dropTitle: 'Eliminare questa risposta?',
  dropWhat: 'Sparisce per tutti. Ciò che è stato inviato ai clienti resta dov’è.',
  save: 'Salva',
  saving: 'Salvataggio',
  cancel: 'Annulla',
  need: 'Servono entrambi: un titolo fino a 100 caratteri e un testo fino a 2.000.',
  full: 'Un’assistenza conserva 500 risposte. Prima eliminane qualcuna.',
};

export const words = catalogue({ en, it });
