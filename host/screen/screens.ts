// The monitors by number, as questions name them and as people find them. Pure; what is plugged in is monitors.ts.
import { LABEL_LIMIT, SCREENS_LIMIT, type ScreenInfo } from '../../shared/channel/screen.ts';
import type { Language } from '../../shared/field.ts';
import { screenOf } from '../../shared/session/scopes.ts';
import type { Monitor, Rect } from './monitors.ts';

/** @param named a question or permission. @returns null where this computer has no such monitor */
export const numbered = (monitors: readonly Monitor[], named: { readonly screen?: number }): Monitor | null =>
  monitors[screenOf(named) - 1] ?? null;

/** As the technician is told of them. */
export const screenInfos = (monitors: readonly Monitor[]): ScreenInfo[] =>
  monitors.slice(0, SCREENS_LIMIT).map(({ name, width, height, isPrimary }, at) => ({
    screen: at + 1,
    label: name.slice(0, LABEL_LIMIT),
    width,
    height,
    isPrimary,
  }));

/** True where it is the same one and has not moved. */
export const isUnmoved = (before: Monitor | null, now: Monitor | null): boolean =>
  before !== null &&
  now !== null &&
  (['name', 'x', 'y', 'width', 'height'] as const).every((key) => before[key] === now[key]);

type Side = 'main' | 'left' | 'right' | 'above' | 'below' | 'same';

const WORDS: Readonly<
  Record<
    Language,
    {
      which(number: number, count: number, name: string): string;
      readonly where: Readonly<Record<Side, string>>;
    }
  >
> = {
  en: {
    which: (number, count, name) => `Screen ${number} of ${count} (${name})`,
    where: {
      main: ', the main one',
      left: ', on the left of the main one',
      right: ', on the right of the main one',
      above: ', above the main one',
      below: ', below the main one',
      same: '',
    },
  },
  it: {
    which: (number, count, name) => `Schermo ${number} di ${count} (${name})`,
    where: {
      main: ', il principale',
      left: ', a sinistra del principale',
      right: ', a destra del principale',
      above: ', sopra il principale',
      below: ', sotto il principale',
      same: '',
    },
  },
};

/** Which monitor, in words for whoever sits before it: with one alone its name says enough. */
export function screenWords(
  language: Language,
  monitors: readonly Monitor[],
  named: { readonly screen?: number },
): string {
  const monitor = numbered(monitors, named);
  const [main] = monitors;
  if (!monitor || !main) return '';
  if (monitors.length === 1) return monitor.name;
  const { which, where } = WORDS[language];
  const side = monitor === main ? 'main' : sideOf(monitor, main);
  return which(screenOf(named), monitors.length, monitor.name) + where[side];
}

function sideOf(monitor: Rect, main: Rect): Side {
  const dx = monitor.x + monitor.width / 2 - (main.x + main.width / 2);
  const dy = monitor.y + monitor.height / 2 - (main.y + main.height / 2);
  if (dx === 0 && dy === 0) return 'same';
  if (Math.abs(dx) >= Math.abs(dy)) return dx < 0 ? 'left' : 'right';
  return dy < 0 ? 'above' : 'below';
}
