// Bringing a customer back whose browser was closed, in the technician's words.
import { catalogue } from '../view/i18n.ts';

export const words = catalogue({
  en: {
    title: 'Bring the customer back',
    hint: 'After a restart, or when their browser was closed, the customer opens the page again and types these digits. Only the browser they used before gets in with them; everything is asked anew.',
    make: 'Make digits to come back with',
    left: 'Good for',
    digits: 'Digits to come back with',
    open: 'On this page:',
  },
  it: {
    title: 'Fai tornare il cliente',
    hint: 'Dopo un riavvio, o se il browser è stato chiuso, il cliente riapre la pagina e scrive queste cifre. Entra solo il browser di prima; tutto viene chiesto di nuovo.',
    make: 'Crea le cifre per tornare',
    left: 'Valide ancora per',
    digits: 'Cifre per tornare',
    open: 'Su questa pagina:',
  },
});
