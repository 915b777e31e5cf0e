// The technician's words for asking: what, how much, why, how long.
import type { Surface } from '../../../../shared/session/scopes.ts';
import { catalogue } from '../../view/i18n.ts';

type Wishes = Readonly<Record<'view' | 'control', string>>;
type Surfaces = Readonly<Record<Surface, string>>;

export const words = catalogue({
  en: {
    ask: { view: 'Ask to see the screen', control: 'Ask to use mouse and keyboard' } as Wishes,
    wish: 'What',
    wishes: { view: 'See the screen', control: 'Use mouse and keyboard' } as Wishes,
    needsHost:
      'A browser cannot do this. The host program has to run on the customer’s computer: the customer finds it on their page under “Connect this computer”.',
    wholeScreen: 'The program on the customer’s computer knows only the whole screen, so you ask for that.',
    surface: 'How much',
    surfaces: { tab: 'One browser tab', window: 'One window', monitor: 'The whole screen' } as Surfaces,
    reason: 'Why',
    reasonMissing: 'Say why, in a few words: the customer decides by it.',
    reasonHint: 'The customer reads it in your words.',
    minutes: 'For how long',
    min: (n: number) => `${n} min`,
    send: 'Ask',
    asked: 'The customer is reading your question.',
    takeBack: 'Take the question back',
  },
  it: {
    ask: { view: 'Chiedi di vedere lo schermo', control: 'Chiedi di usare mouse e tastiera' } as Wishes,
    wish: 'Che cosa',
    wishes: { view: 'Vedere lo schermo', control: 'Usare mouse e tastiera' } as Wishes,
    needsHost:
      'Un browser non può farlo. Sul computer del cliente deve girare il programma host: il cliente lo trova nella sua pagina sotto «Collega questo computer».',
    wholeScreen:
      'Il programma sul computer del cliente conosce solo lo schermo intero, quindi si chiede quello.',
    surface: 'Quanto',
    surfaces: {
      tab: 'Una scheda del browser',
      window: 'Una finestra',
      monitor: 'Tutto lo schermo',
    } as Surfaces,
    reason: 'Perché',
    reasonMissing: 'Scrivi perché, in poche parole: il cliente decide in base a questo.',
    reasonHint: 'Il cliente lo legge con le tue parole.',
    minutes: 'Per quanto tempo',
    min: (n: number) => `${n} min`,
    send: 'Chiedi',
    asked: 'Il cliente sta leggendo la tua domanda.',
    takeBack: 'Ritira la domanda',
  },
});
