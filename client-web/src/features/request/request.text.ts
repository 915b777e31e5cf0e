// What is said of a request in the waiting room and at the end of a session alike.
import type { Outcome } from '../../../../shared/protocol/requests.ts';
import { catalogue } from '../../view/i18n.ts';

const outcomeEn: Readonly<Record<Outcome, string>> = {
  resolved: 'It was solved.',
  unresolved: 'It could not be solved.',
  'on-site': 'Somebody from the desk will come to you.',
  'bring-in': 'The desk asks you to bring the device in.',
  supplier: 'It goes on at another company, the supplier.',
  withdrawn: 'You took it back.',
};

export const words = catalogue({
  en: {
    yours: 'Your request',
    closed: 'Your request is closed.',
    outcome: outcomeEn,
    taken: (name: string) => `${name} has taken your request.`,
    given: (name: string) =>
      `${name} has given your request back. It is in the queue again, with everything you wrote.`,
    lost: (name: string) =>
      `The connection to ${name} was lost. Your request is in the queue again, with everything you wrote.`,
    still: (name: string) => `${name} still has your request and can ask you in again.`,
    goesOn: 'Your request goes on in the waiting room.',
    back: 'Back to the waiting room',
    rate: 'Say how it was',
    worksAsked: (name: string) => `${name} asks: does it work now?`,
    itWorks: 'Yes, it works',
    itFails: 'Not yet',
    notSaid: 'This was not sent. Try again.',
  },
  it: {
    yours: 'La tua richiesta',
    closed: 'La tua richiesta è chiusa.',
    outcome: {
      resolved: 'Il problema è stato risolto.',
      unresolved: 'Non è stato possibile risolverlo.',
      'on-site': 'Qualcuno dell’assistenza verrà da te.',
      'bring-in': 'L’assistenza chiede di portare lì il dispositivo.',
      supplier: 'Prosegue presso un’altra azienda, il fornitore.',
      withdrawn: 'L’hai ritirata tu.',
    },
    taken: (name: string) => `${name} ha preso in carico la tua richiesta.`,
    given: (name: string) => `${name} ha rimesso in coda la tua richiesta, con tutto ciò che hai scritto.`,
    lost: (name: string) =>
      `Il collegamento con ${name} si è interrotto. La tua richiesta è di nuovo in coda, con tutto ciò che hai scritto.`,
    still: (name: string) => `${name} ha ancora la tua richiesta e può invitarti di nuovo.`,
    goesOn: 'La tua richiesta prosegue nella sala d’attesa.',
    back: 'Torna alla sala d’attesa',
    rate: 'Racconta com’è andata',
    worksAsked: (name: string) => `${name} chiede: ora funziona?`,
    itWorks: 'Sì, funziona',
    itFails: 'Non ancora',
    notSaid: 'Non è stato inviato. Riprova.',
  },
});
