// The words around pointing and drawing, at both ends.
import type { Pen } from '../../../../shared/channel/pointing.ts';
import { catalogue } from '../../view/i18n.ts';

type Pens = Readonly<Record<Pen, string>>;

export const words = catalogue({
  en: {
    tools: 'Point and draw',
    point: 'Point',
    draw: 'Draw',
    clear: 'Clear',
    pens: { magenta: 'Magenta', blue: 'Blue', black: 'Black' } as Pens,
    layer: 'The picture, to point at',
    pointHint:
      'Move over the picture, or use the arrow keys, with Shift for larger steps. Escape puts it away.',
    drawHint:
      'Draw with the button held down; or move with the arrow keys, and put the pen down and up with the space bar. Escape puts it away.',
    down: 'Pen down',
    up: 'Pen up',
    seen: (name: string) => `What ${name} sees`,
    seenHint: (name: string) => `Where ${name} points and draws, you see it here.`,
    onScreen: (name: string) => `When ${name} points at something on your screen, you see here where it is.`,
    points: (name: string) => `${name} points at something in your picture.`,
    draws: (name: string) => `${name} draws on your picture.`,
  },
  it: {
    tools: 'Indicare e disegnare',
    point: 'Indica',
    draw: 'Disegna',
    clear: 'Cancella',
    pens: { magenta: 'Magenta', blue: 'Blu', black: 'Nero' } as Pens,
    layer: 'L’immagine, da indicare',
    pointHint:
      'Muovi il puntatore sull’immagine, o usa le frecce, con Maiusc per passi più grandi. Esc lo mette via.',
    drawHint:
      'Disegna tenendo premuto; oppure muovi con le frecce, e abbassa o alza la penna con la barra spaziatrice. Esc la mette via.',
    down: 'Penna giù',
    up: 'Penna su',
    seen: (name: string) => `Ciò che vede ${name}`,
    seenHint: (name: string) => `Dove ${name} indica e disegna, lo vedi qui.`,
    onScreen: (name: string) => `Quando ${name} indica qualcosa sul tuo schermo, qui vedi dov’è.`,
    points: (name: string) => `${name} indica qualcosa nella tua immagine.`,
    draws: (name: string) => `${name} disegna sulla tua immagine.`,
  },
});
