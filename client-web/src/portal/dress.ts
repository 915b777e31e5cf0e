// The look of a desk on its portal: its hue on our lightness, its languages. Nothing where somebody is asked for consent wears it, so that
// those pages look the same everywhere.
import type { Portal } from '../../../shared/protocol/requests.ts';
import { language } from '../view/i18n.ts';

export function dressAs({ hue, languages }: Portal['desk']): void {
  const { style, dataset } = document.documentElement;
  // Whoever reads another language is still better off with the desk's own than with words nobody there answers to.
  if (!languages.includes(language.peek())) language.value = languages[0] ?? language.peek();
  if (languages.length === 1) dataset['languages'] = 'one';
  else delete dataset['languages'];
  if (hue === null) {
    delete dataset['hue'];
    return;
  }
  style.setProperty('--hue', String(hue));
  dataset['hue'] = 'own';
}
