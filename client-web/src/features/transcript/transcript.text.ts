// The words around conversations that are kept.
import { catalogue } from '../../view/i18n.ts';

export const words = catalogue({
  en: {
    kept: 'The help desk keeps what you both write here, encrypted, as its rules say. Both of you are told.',
    empty: (name: string) =>
      `Write to ${name}. It goes directly between your two browsers, and the help desk keeps a copy.`,
    save: 'Save what was written',
    saving: 'Getting it ready',
    nothing: 'Nothing was written, or it is not kept any more.',
    failed: 'It cannot be had right now. Try again in a moment.',
    title: (technician: string) => `Conversation with ${technician}`,
    customer: 'Customer',
    technician: 'Help desk',
    earlier: 'Conversations that were kept',
    show: 'Show them',
    loading: 'Reading them',
    none: 'None was kept.',
    session: (technician: string, when: string) => `With ${technician}, ${when}`,
  },
  it: {
    kept: 'L’assistenza conserva ciò che scrivete qui, cifrato, secondo le sue regole. Lo sapete entrambi.',
    empty: (name: string) =>
      `Scrivi a ${name}. Va direttamente tra i vostri due browser, e l’assistenza ne conserva una copia.`,
    save: 'Salva ciò che è stato scritto',
    saving: 'In preparazione',
    nothing: 'Non è stato scritto nulla, o non è più conservato.',
    failed: 'Ora non si può avere. Riprova tra un momento.',
    title: (technician: string) => `Conversazione con ${technician}`,
    customer: 'Cliente',
    technician: 'Assistenza',
    earlier: 'Conversazioni conservate',
    show: 'Mostra',
    loading: 'Lettura',
    none: 'Nessuna è stata conservata.',
    session: (technician: string, when: string) => `Con ${technician}, ${when}`,
  },
});
