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
    passedOn: 'inoltrato dalla pagina del cliente',
    states: { waiting: 'in attesa', sent: 'inviato', got: 'consegnato', read: 'letto' },
    tooLong: 'Questo messaggio è troppo lungo. Invialo in più parti.',
    isNew: (name: string, text: string) => `${name}: ${text}`,
  },
});
