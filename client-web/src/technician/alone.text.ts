// What a browser can do for a customer by itself, and what it cannot, in the technician's words.
import { catalogue } from '../view/i18n.ts';

export const words = catalogue({
  en: {
    title: 'What this page can do, and what it cannot',
    alone: 'With this page alone',
    can: [
      'See a tab, a window or the whole screen, as far as the customer allows.',
      'Point and draw on the picture; the customer sees it in their page and in its small window.',
      'Zoom a tab that is shown, where the customer and their browser allow it.',
      'Write to each other, go through steps together, exchange files.',
    ] as readonly string[],
    host: 'Only with the host program on the customer’s computer',
    cannot: [
      'Use their mouse and keyboard: no browser lets a page do that.',
      'Their clipboard.',
      'Every monitor, and to change between them.',
    ] as readonly string[],
  },
  it: {
    title: 'Che cosa può fare questa pagina, e che cosa no',
    alone: 'Con questa sola pagina',
    can: [
      'Vedere una scheda, una finestra o tutto lo schermo, fin dove il cliente permette.',
      'Indicare e disegnare sull’immagine; il cliente lo vede nella sua pagina e nella finestrella.',
      'Cambiare lo zoom di una scheda mostrata, se il cliente e il suo browser lo permettono.',
      'Scriversi, seguire insieme dei passi, scambiare file.',
    ],
    host: 'Solo con il programma host sul computer del cliente',
    cannot: [
      'Usare mouse e tastiera: nessun browser lo lascia fare a una pagina.',
      'I suoi appunti.',
      'Tutti i monitor, e passare dall’uno all’altro.',
    ],
  },
});
