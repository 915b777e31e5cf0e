// The words around the zoom of a captured tab, at both ends.
import { catalogue } from '../../view/i18n.ts';

export const words = catalogue({
  en: {
    tools: 'Zoom of the customer’s tab',
    larger: 'Make the customer’s tab larger',
    smaller: 'Make the customer’s tab smaller',
    level: (percent: string) => `Their tab: ${percent}`,
    off: {
      'not-yet': 'Tab zoom: the customer can allow it on their page.',
      refused: 'Tab zoom: the customer’s browser said no.',
      browser: 'Tab zoom: the customer’s browser cannot.',
    },
    mayZoom: (name: string) => `Let ${name} zoom this tab`,
    zooms: (name: string, percent: string) => `${name} can zoom this tab. It stands at ${percent}.`,
    reset: 'Back to 100 %',
    noMore: 'No more zooming',
    refused: 'Your browser does not allow zooming this tab.',
  },
  it: {
    tools: 'Zoom della scheda del cliente',
    larger: 'Ingrandisci la scheda del cliente',
    smaller: 'Rimpicciolisci la scheda del cliente',
    level: (percent: string) => `La sua scheda: ${percent}`,
    off: {
      'not-yet': 'Zoom della scheda: il cliente può permetterlo nella sua pagina.',
      refused: 'Zoom della scheda: il browser del cliente ha detto no.',
      browser: 'Zoom della scheda: il browser del cliente non può.',
    },
    mayZoom: (name: string) => `Permetti a ${name} lo zoom di questa scheda`,
    zooms: (name: string, percent: string) =>
      `${name} può cambiare lo zoom di questa scheda. Ora è al ${percent}.`,
    reset: 'Torna al 100 %',
    noMore: 'Niente più zoom',
    refused: 'Il tuo browser non permette lo zoom di questa scheda.',
  },
});
