// The words around the chat.
import { catalogue } from '../../view/i18n.ts';

export const words = catalogue({
  en: {
    title: 'Messages',
    empty: (name: string) =>
      `Write to ${name}. It goes directly between your two browsers; the help desk’s server keeps none of it.`,
    write: 'Write a message',
    send: 'Send',
    attach: 'Send a file or photo',
    me: 'You',
    writes: (names: string) => `${names}: writing…`,
    addressTitle: 'Where this leads',
    addressBy: (name: string) => `Written by: ${name}. Nobody has checked it. It leads to:`,
    addressPlain: 'What is sent there can be read on the way (http).',
    addressStay: 'Stay here',
    addressOpen: 'Open it in a new tab',
    passedOn: 'passed on by the customer’s page',
    states: { waiting: 'waiting', sent: 'sent', got: 'delivered', read: 'read' },
    tooLong: 'This message is too long. Send it in parts.',
    isNew: (name: string, text: string) => `${name}: ${text}`,
  },
  it: {
    title: 'Messaggi',
    empty: (name: string) =>
      `Scrivi a ${name}. Va direttamente tra i vostri due browser; il server dell’assistenza non ne conserva nulla.`,
    write: 'Scrivi un messaggio',
    send: 'Invia',
    attach: 'Invia un file o una foto',
    me: 'Tu',
    writes: (names: string) => `${names}: sta scrivendo…`,
    addressTitle: 'Dove porta',
    addressBy: (name: string) => `Scritto da: ${name}. Nessuno l’ha verificato. Porta a:`,
    addressPlain: 'Ciò che vi si invia può essere letto lungo la strada (http).',
    addressStay: 'Resta qui',
    addressOpen: 'Apri in una nuova scheda',
    passedOn: 'inoltrato dalla pagina del cliente',
    states: { waiting: 'in attesa', sent: 'inviato', got: 'consegnato', read: 'letto' },
    tooLong: 'Questo messaggio è troppo lungo. Invialo in più parti.',
    isNew: (name: string, text: string) => `${name}: ${text}`,
  },
});
