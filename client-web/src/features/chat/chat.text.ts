// The words around the chat.
import { catalogue } from '../../view/i18n.ts';

export const words = catalogue({
  en: {
    title: 'Messages',
    empty: (name: string) =>
      `Write to ${name}. Only the two of you can read it; the help desk’s server cannot.`,
    write: 'Write a message',
    send: 'Send',
    attach: 'Send a file or photo',
    me: 'You',
    states: { waiting: 'waiting', sent: 'sent', got: 'delivered', read: 'read' },
    tooLong: 'This message is too long. Send it in parts.',
    isNew: (name: string, text: string) => `${name}: ${text}`,
  },
  it: {
    title: 'Messaggi',
    empty: (name: string) => `Scrivi a ${name}. Lo leggete solo voi due; il server dell’assistenza non può.`,
    write: 'Scrivi un messaggio',
    send: 'Invia',
    attach: 'Invia un file o una foto',
    me: 'Tu',
    states: { waiting: 'in attesa', sent: 'inviato', got: 'consegnato', read: 'letto' },
    tooLong: 'Questo messaggio è troppo lungo. Invialo in più parti.',
    isNew: (name: string, text: string) => `${name}: ${text}`,
  },
});
