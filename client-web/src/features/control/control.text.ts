// The technician's words around the customer's mouse and keyboard.
import { catalogue } from '../../view/i18n.ts';
import type { Following } from './following.ts';

type Words = Readonly<Record<Following, string>>;

export const words = catalogue({
  en: {
    bar: 'Mouse and keyboard',
    use: 'Use mouse and keyboard',
    giveBack: 'Give it back',
    layer: 'The customer’s screen, to use',
    keys: 'Keyboard for the customer’s computer',
    hint: 'Every key goes to the customer’s computer, Tab too. Pressing Escape twice quickly puts mouse and keyboard away.',
    away: 'Mouse and keyboard are put away.',
    coming: 'Allowed. The connection to the customer’s computer is being made.',
    unseen: 'You also need to see the screen: ask for it.',
    off: 'Allowed, and not in use.',
    click: 'Your keys stay here. Click the picture to go on.',
    following: {
      still: 'In use. Escape twice puts it away.',
      follows: 'The customer’s computer follows.',
      waits: 'The customer’s computer has not answered yet. What you do now may arrive late.',
      malformed: 'The customer’s computer did not understand some of it.',
      order: 'Something arrived twice and was not done twice.',
      rate: 'That was too much at once, so some of it was not done.',
      grant: 'The permission is over, so nothing is done any more.',
      question: 'The customer has a question to answer, so mouse and keyboard rest.',
      hand: 'The customer is using the mouse or keyboard themselves.',
      surface: 'The allowed screen is not there right now.',
    } as Words,
    special: 'Special keys',
    layout:
      'Letters and signs arrive as you type them, whatever the customer’s keyboard. Shortcuts go by the place of the key: the customer’s keyboard says what is written there. In full screen your browser hands over Esc and Alt+Tab too.',
    superKey: 'Super (Windows key)',
  },
  it: {
    bar: 'Mouse e tastiera',
    use: 'Usa mouse e tastiera',
    giveBack: 'Restituisci',
    layer: 'Lo schermo del cliente, da usare',
    keys: 'Tastiera per il computer del cliente',
    hint: 'Ogni tasto va al computer del cliente, anche Tab. Premere Esc due volte in fretta mette via mouse e tastiera.',
    away: 'Mouse e tastiera sono messi via.',
    coming: 'Permesso. Il collegamento con il computer del cliente è in corso.',
    unseen: 'Serve anche vedere lo schermo: chiedilo.',
    off: 'Permesso, e non in uso.',
    click: 'I tuoi tasti restano qui. Fai clic sull’immagine per continuare.',
    following: {
      still: 'In uso. Esc due volte li mette via.',
      follows: 'Il computer del cliente ti segue.',
      waits: 'Il computer del cliente non ha ancora risposto. Ciò che fai ora può arrivare tardi.',
      malformed: 'Il computer del cliente non ne ha capito una parte.',
      order: 'Qualcosa è arrivato due volte e non è stato fatto due volte.',
      rate: 'Era troppo in una volta: una parte non è stata fatta.',
      grant: 'Il permesso è finito, quindi non si fa più nulla.',
      question: 'Il cliente ha una domanda a cui rispondere: mouse e tastiera sono in pausa.',
      hand: 'Il cliente sta usando il mouse o la tastiera.',
      surface: 'Lo schermo permesso in questo momento non c’è.',
    } as Words,
    special: 'Tasti speciali',
    layout:
      'Lettere e segni arrivano come li scrivi, qualunque sia la tastiera del cliente. Le scorciatoie vanno per posizione del tasto: ciò che c’è scritto lo decide la tastiera del cliente. A schermo intero il browser cede anche Esc e Alt+Tab.',
    superKey: 'Super (tasto Windows)',
  },
});
