// The words for hiding one's address.
import { catalogue } from '../../view/i18n.ts';

const en = {
  hide: 'Hide my address',
  hideHint: (name: string) =>
    `Everything then passes through the help desk’s relay, so that the page of ${name} does not learn this computer’s network address; it may be slower.`,
  stuck:
    'Your address is hidden, and no connection comes about that way: the relay is out of reach, or does not get through. It is being tried on.',
  goOn: 'Go on without hiding it',
  goOnHint: (name: string) => `The page of ${name} then learns this computer’s network address.`,
};
type Words = typeof en;

const it: Words = {
  hide: 'Nascondi il mio indirizzo',
  hideHint: (name) =>
    `Tutto passa allora dal relè dell’assistenza, così la pagina di ${name} non viene a sapere l’indirizzo di rete di questo computer; può essere più lento.`,
  stuck:
    'Il tuo indirizzo è nascosto, e per questa via il collegamento non riesce: il relè non si raggiunge, o non arriva fino in fondo. Si continua a provare.',
  goOn: 'Continua senza nasconderlo',
  goOnHint: (name) => `La pagina di ${name} viene allora a sapere l’indirizzo di rete di questo computer.`,
};

export const words = catalogue({ en, it });
