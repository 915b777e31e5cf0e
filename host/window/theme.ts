// Colours, type and a few shapes of the host's windows: the light tokens of the pages, so that both speak one language.
import type { Font, Item } from './drawing.ts';

export const COLOUR = {
  ground: '#f7f5f0',
  paper: '#ffffff',
  sunk: '#edeae3',
  ink: '#17211f',
  soft: '#43504d',
  line: '#d9d5cb',
  edge: '#76827e',
  teal: '#0b565b',
  tealWash: '#e3efee',
  ask: '#ffc24d',
  askWash: '#fff2d6',
  askInk: '#2e1d00',
  stop: '#a51d1d',
  stopInk: '#ffffff',
} as const;

export const FONT = {
  body: { size: 17, weight: 400 },
  strong: { size: 17, weight: 600 },
  small: { size: 14, weight: 400 },
  smallStrong: { size: 14, weight: 600 },
  title: { size: 21, weight: 600 },
  mono: { size: 14, weight: 400, isMono: true },
  digits: { size: 30, weight: 600, isMono: true },
} as const satisfies Record<string, Font>;

/** Height of a line of text against the size of its letters. */
export const LEADING = 1.5;

// Our own line drawings on a grid of 24, as on the pages.
export const ICON = {
  eye: 'M2.5 12c2.2-4.2 5.5-6.3 9.5-6.3s7.3 2.1 9.5 6.3c-2.2 4.2-5.5 6.3-9.5 6.3s-7.3-2.1-9.5-6.3ZM12 9.2a2.8 2.8 0 1 0 0 5.6a2.8 2.8 0 1 0 0-5.6',
  mouse:
    'M12 2.8c-3.3 0-5.5 2.4-5.5 5.7v7c0 3.3 2.2 5.7 5.5 5.7s5.5-2.4 5.5-5.7v-7c0-3.3-2.2-5.7-5.5-5.7ZM12 6.5v4',
  clipboard: 'M8.5 4.5h-3v16.5h13v-16.5h-3M8.5 3h7v4h-7ZM9 12h6M9 16h4',
  clipboardIn: 'M8.5 4.5h-3v16.5h13v-16.5h-3M8.5 3h7v4h-7ZM12 10v7.5M9 14.5l3 3l3-3',
  clipboardOut: 'M8.5 4.5h-3v16.5h13v-16.5h-3M8.5 3h7v4h-7ZM12 17.5v-7.5M9 13l3-3l3 3',
  record: 'M12 3.2a8.8 8.8 0 1 0 0 17.6a8.8 8.8 0 1 0 0-17.6M12 9.3a2.7 2.7 0 1 0 0 5.4a2.7 2.7 0 1 0 0-5.4',
  computer: 'M3 4.5h18v11.5h-18ZM8 20h8M12 16v4',
  restart: 'M19.5 12a7.5 7.5 0 1 1-2.5-5.6l2.5 2.3M19.5 3.7v5h-5',
  clock: 'M12 3.2a8.8 8.8 0 1 0 0 17.6a8.8 8.8 0 1 0 0-17.6M12 7.3v5l3.3 2',
  stop: 'M8.5 3h7l5.5 5.5v7l-5.5 5.5h-7l-5.5-5.5v-7ZM9 9h6v6h-6Z',
  question:
    'M12 3.2a8.8 8.8 0 1 0 0 17.6a8.8 8.8 0 1 0 0-17.6M9.5 9.6c.2-1.5 1.2-2.3 2.6-2.3c1.5 0 2.6.9 2.6 2.3c0 1.9-2.6 2.1-2.7 4.2M12 16.7v.1',
  key: 'M8 8.2a4 4 0 1 0 0 8a4 4 0 1 0 0-8M12 12.2h9v3.3M17 12.2v2.5',
  check: 'M4.5 12.8l5 5l10-11.3',
} as const;

interface BoxLook {
  readonly fill?: string;
  readonly edge?: string;
  readonly edgeWidth?: number;
  readonly radius?: number;
}

/** A box of this look. */
export const box = (
  at: { readonly x: number; readonly y: number; readonly width: number; readonly height: number },
  { fill, edge, edgeWidth = 1, radius = 0 }: BoxLook,
): Item => ({
  kind: 'box',
  x: at.x,
  y: at.y,
  width: at.width,
  height: at.height,
  radius,
  fill: fill ?? null,
  edge: edge === undefined ? null : { colour: edge, width: edgeWidth },
});
