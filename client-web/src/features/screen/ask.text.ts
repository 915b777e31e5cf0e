// The technician's words for asking: what, how much, why, how long.
import type { Scope, Surface } from '../../../../shared/session/scopes.ts';
import { catalogue } from '../../view/i18n.ts';

type Wishes = Readonly<Record<Scope, string>>;
type Surfaces = Readonly<Record<Surface, string>>;

export const words = catalogue({
  en: {
    ask: {
      view: 'Ask to see the screen',
      control: 'Ask to use mouse and keyboard',
      'clipboard-in': 'Ask to put text on their clipboard',
      'clipboard-out': 'Ask for text from their clipboard',
      sysinfo: 'Ask for facts about their computer',
      record: 'Ask to record the picture',
      reboot: 'Ask to restart their computer',
    } as Wishes,
    wish: 'What',
    wishes: {
      view: 'See the screen',
      control: 'Use mouse and keyboard',
      'clipboard-in': 'Put text on their clipboard',
      'clipboard-out': 'Receive their clipboard’s text',
      sysinfo: 'Facts about the computer',
      record: 'Record the picture',
      reboot: 'Restart the computer',
    } as Wishes,
    asksNothing: 'This desk asks its customers for nothing. Its admins can change that.',
    needsHost:
      'A browser cannot do this. The host program has to run on the customer’s computer: the customer finds it on their page under “Connect this computer”.',
    byHost: {
      view: 'The program on the customer’s computer knows only the whole screen, so you ask for that.',
      control: 'The program on the customer’s computer knows only the whole screen, so you ask for that.',
      'clipboard-in': 'The customer sees each text before it goes there, and can say no.',
      'clipboard-out':
        'The customer sees each text before you get it, and can say no. Nothing is read in between.',
      sysinfo:
        'System, processor, memory, disks, displays: the customer sees the list before it is sent, once.',
      record:
        'Your browser keeps the picture while you see it. A red mark stands at both ends, and the hash of the file in the log.',
      reboot:
        'The customer has ten seconds to stop it. Make digits to come back with, and have them written down first.',
    } as Wishes,
    surface: 'How much',
    surfaces: { tab: 'One browser tab', window: 'One window', monitor: 'The whole screen' } as Surfaces,
    reason: 'Why',
    reasonMissing: 'Say why, in a few words: the customer decides by it.',
    reasonHint: 'The customer reads it in your words.',
    minutes: 'For how long',
    min: (n: number) => `${n} min`,
    send: 'Ask',
    locked:
      'The customer answered that they were called, or that money, an authority or a big company was mentioned. In this session only seeing can be asked for, and nobody can change that.',
    asked: 'The customer is reading your question.',
    takeBack: 'Take the question back',
  },
  it: {
    ask: {
      view: 'Chiedi di vedere lo schermo',
      control: 'Chiedi di usare mouse e tastiera',
      'clipboard-in': 'Chiedi di mettere testi nei suoi appunti',
      'clipboard-out': 'Chiedi testi dai suoi appunti',
      sysinfo: 'Chiedi i dati del suo computer',
      record: 'Chiedi di registrare l’immagine',
      reboot: 'Chiedi di riavviare il suo computer',
    } as Wishes,
    wish: 'Che cosa',
    wishes: {
      view: 'Vedere lo schermo',
      control: 'Usare mouse e tastiera',
      'clipboard-in': 'Mettere testi nei suoi appunti',
      'clipboard-out': 'Ricevere testi dai suoi appunti',
      sysinfo: 'Dati del computer',
      record: 'Registrare l’immagine',
      reboot: 'Riavviare il computer',
    } as Wishes,
    asksNothing: 'Questa assistenza non chiede nulla ai clienti. Lo possono cambiare i suoi amministratori.',
    needsHost:
      'Un browser non può farlo. Sul computer del cliente deve girare il programma host: il cliente lo trova nella sua pagina sotto «Collega questo computer».',
    byHost: {
      view: 'Il programma sul computer del cliente conosce solo lo schermo intero, quindi si chiede quello.',
      control:
        'Il programma sul computer del cliente conosce solo lo schermo intero, quindi si chiede quello.',
      'clipboard-in': 'Il cliente vede ogni testo prima che ci vada, e può dire no.',
      'clipboard-out':
        'Il cliente vede ogni testo prima di te, e può dire no. Nel frattempo non si legge nulla.',
      sysinfo:
        'Sistema, processore, memoria, dischi, schermi: il cliente vede l’elenco prima che venga inviato, una volta.',
      record:
        'Il browser conserva l’immagine mentre la vedi. Un segno rosso sta da entrambe le parti, e l’impronta del file nel registro.',
      reboot:
        'Il cliente ha dieci secondi per fermarlo. Prepara le cifre per tornare e falle scrivere prima.',
    } as Wishes,
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
    locked:
      'Il cliente ha risposto che è stato chiamato, o che si è parlato di soldi, di un’autorità o di una grande azienda. In questa sessione si può chiedere solo di vedere, e nessuno può cambiarlo.',
    asked: 'Il cliente sta leggendo la tua domanda.',
    takeBack: 'Ritira la domanda',
  },
});
