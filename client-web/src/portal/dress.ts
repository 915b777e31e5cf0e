// The look of a desk on its portal: its hue on our lightness, its languages. Nothing where somebody is asked for consent wears it, so that
// those pages look the same everywhere.
import type { Portal } from '../../../shared/protocol/requests.ts';
import { offerLanguages } from '../view/i18n.ts';

export function dressAs({ hue, languages }: Portal['desk']): void {
  const { style, dataset } = document.documentElement;
  offerLanguages(languages);
  if (hue === null) {
    delete dataset['hue'];
    return;
  }
  style.setProperty('--hue', String(hue));
  dataset['hue'] = 'own';
}
