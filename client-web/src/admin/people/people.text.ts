// The words of the people page.
import type { Person } from '../../../../shared/protocol/http.ts';
import { catalogue } from '../../view/i18n.ts';

type Words<K extends string> = Readonly<Record<K, string>>;

const en = {
  title: 'People',
  lead: (desk: string) => `Who works at ${desk}, and what each of them may do.`,
  invite: 'Invite somebody',
  table: 'People of the desk',
  name: 'Name',
  email: 'E-mail',
  role: 'Role',
  state: 'State',
  actions: 'What you can do',
  states: {
    invited: 'invited, not here yet',
    active: 'active',
    frozen: 'resting, reported',
    disabled: 'closed',
  } as Words<Person['state']>,
  you: 'this is you',
  loading: 'Reading the list',
  failed: 'The list could not be read',
  again: 'Try again',
  newLink: 'New link',
  newLinkFor: (name: string) => `New link for ${name}`,
  close: 'Close account',
  closeOf: (name: string) => `Close the account of ${name}`,
  open: 'Open again',
  openOf: (name: string) => `Open the account of ${name} again`,
  remove: 'Take out',
  removeOf: (name: string) => `Take ${name} out of this desk`,
  removeTitle: (name: string) => `Take ${name} out of this desk?`,
  removeWhat: (name: string) =>
    `${name} sees nothing of this desk any more, at once. Sessions of ${name} at this desk end, and what ${name} had taken goes back to the queue. Their account and their other desks stay as they are.`,
  removing: 'Taking out',
  removed: (name: string) => `${name} is not of this desk any more.`,
  addSomebody: 'Add from another desk',
  addTitle: 'Add somebody from another desk',
  addLead:
    'They keep their role and can then work at this desk too. Only people of your other desks are shown.',
  nobodyElsewhere: 'Everybody of your other desks is here already.',
  add: 'Add',
  addThis: (name: string) => `Add ${name}`,
  added: (name: string) => `${name} is of this desk now.`,
  cancel: 'Cancel',
  // The invitation.
  inviteTitle: 'Invite somebody',
  nameHint: 'As customers will read it, such as “Maria Rossi”.',
  emailHint: 'For signing in. Nothing is sent there: you hand over the link yourself.',
  needName: 'Enter a name of 2 to 60 letters of one alphabet.',
  needEmail: 'Enter an e-mail, such as name@example.org.',
  makeLink: 'Make the link',
  making: 'Making the link',
  linkTitle: (name: string) => `The link for ${name}`,
  linkLead: (name: string) =>
    `Give this link to ${name}, in person or by a way you trust. With it a password is chosen.`,
  link: 'One-time link',
  linkOnce: (when: string) =>
    `It works once, until ${when}. It is shown only now and is not kept: for another one, use “New link”.`,
  copy: 'Copy the link',
  copied: 'Copied.',
  copyFailed: 'The browser did not let us copy. The link is selected: copy it yourself.',
  done: 'Done',
  // Confirmations.
  relinkTitle: (name: string) => `Make a new link for ${name}?`,
  relinkWhat: (name: string) =>
    `For a lost password. ${name} is signed out everywhere at once, and the old password and older links stop working. The new link lets them choose another.`,
  closeTitle: (name: string) => `Close the account of ${name}?`,
  closeWhat: (name: string) =>
    `${name} is signed out everywhere at once and cannot sign in any more. Links that were not used stop working. What stands in the log stays there. You can open the account again.`,
  openTitle: (name: string) => `Open the account of ${name} again?`,
  openWhat: (name: string) =>
    `${name} can then sign in with the old password, or with a new link if there was none yet.`,
  closing: 'Closing',
  opening: 'Opening',
  closed: (name: string) => `The account of ${name} is closed.`,
  opened: (name: string) => `The account of ${name} is open again.`,
};

const it: typeof en = {
  title: 'Persone',
  lead: (desk) => `Chi lavora per ${desk}, e che cosa può fare.`,
  invite: 'Invita qualcuno',
  table: 'Persone dell’assistenza',
  name: 'Nome',
  email: 'E-mail',
  role: 'Ruolo',
  state: 'Stato',
  actions: 'Che cosa puoi fare',
  states: {
    invited: 'invito non ancora usato',
    active: 'attivo',
    frozen: 'fermo, segnalato',
    disabled: 'chiuso',
  },
  you: 'sei tu',
  loading: 'Lettura dell’elenco',
  failed: 'Non è stato possibile leggere l’elenco',
  again: 'Riprova',
  newLink: 'Nuovo collegamento',
  newLinkFor: (name) => `Nuovo collegamento per ${name}`,
  close: 'Chiudi account',
  closeOf: (name) => `Chiudi l’account di ${name}`,
  open: 'Riapri',
  openOf: (name) => `Riapri l’account di ${name}`,
  remove: 'Togli',
  removeOf: (name) => `Togli ${name} da questa assistenza`,
  removeTitle: (name) => `Togliere ${name} da questa assistenza?`,
  removeWhat: (name) =>
    `${name} non vede più nulla di questa assistenza, da subito. Le sue sessioni qui finiscono e le richieste che aveva preso tornano in coda. L’account e le altre assistenze restano come sono.`,
  removing: 'Si toglie',
  removed: (name) => `${name} non fa più parte di questa assistenza.`,
  addSomebody: 'Aggiungi da un’altra assistenza',
  addTitle: 'Aggiungi qualcuno da un’altra assistenza',
  addLead:
    'Mantiene il ruolo e può lavorare anche per questa assistenza. Si vedono solo le persone delle tue altre assistenze.',
  nobodyElsewhere: 'Tutte le persone delle tue altre assistenze sono già qui.',
  add: 'Aggiungi',
  addThis: (name) => `Aggiungi ${name}`,
  added: (name) => `${name} ora fa parte di questa assistenza.`,
  cancel: 'Annulla',
  inviteTitle: 'Invita qualcuno',
  nameHint: 'Come lo leggeranno i clienti, per esempio «Maria Rossi».',
  emailHint: 'Serve per accedere. Non vi si spedisce nulla: il collegamento lo consegni tu.',
  needName: 'Inserisci un nome da 2 a 60 lettere di un solo alfabeto.',
  needEmail: 'Inserisci un’e-mail, per esempio nome@example.org.',
  makeLink: 'Crea il collegamento',
  making: 'Creazione in corso',
  linkTitle: (name) => `Il collegamento per ${name}`,
  linkLead: (name) =>
    `Questo collegamento è per ${name}: consegnalo di persona o in un modo sicuro. Serve a scegliere la password.`,
  link: 'Collegamento da usare una volta',
  linkOnce: (when) =>
    `Vale una volta, fino a ${when}. Si vede solo adesso e non viene conservato: per averne un altro c’è «Nuovo collegamento».`,
  copy: 'Copia il collegamento',
  copied: 'Copiato.',
  copyFailed: 'Il browser non ha permesso di copiare. Il collegamento è selezionato: puoi copiarlo a mano.',
  done: 'Fatto',
  relinkTitle: (name) => `Creare un nuovo collegamento per ${name}?`,
  relinkWhat: (name) =>
    `Per una password persa. ${name} esce subito da ogni dispositivo e la vecchia password e i collegamenti precedenti non valgono più. Con il nuovo collegamento se ne sceglie un’altra.`,
  closeTitle: (name) => `Chiudere l’account di ${name}?`,
  closeWhat: (name) =>
    `${name} esce subito da ogni dispositivo e non può più accedere. I collegamenti non usati non valgono più. Ciò che sta nel registro vi resta. L’account si può riaprire.`,
  openTitle: (name) => `Riaprire l’account di ${name}?`,
  openWhat: (name) =>
    `${name} potrà accedere con la password di prima, o con un nuovo collegamento se non c’era ancora.`,
  closing: 'Chiusura in corso',
  opening: 'Riapertura in corso',
  closed: (name) => `L’account di ${name} è chiuso.`,
  opened: (name) => `L’account di ${name} è di nuovo aperto.`,
};

export const words = catalogue({ en, it });
