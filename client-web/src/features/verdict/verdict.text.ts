// The words around what a verifier found.
import { catalogue, plural } from '../../view/i18n.ts';

const en = {
  found: 'What was found',
  firstBad: (place: string) => `The first entry that is not what was signed is no. ${place}.`,
  gone: (entries: number, first: string) =>
    `${plural(entries, { one: '# entry', other: '# entries' })} without their details, which were erased; the first: ${first}.`,
  more: (findings: number) => plural(findings, { one: 'And # more.', other: 'And # more.' }),
};

const it: typeof en = {
  found: 'Che cosa risulta',
  firstBad: (place) => `La prima voce che non è ciò che è stato firmato è la n. ${place}.`,
  gone: (entries, first) =>
    `${plural(entries, { one: '# voce', other: '# voci' })} senza i dettagli, che sono stati cancellati; la prima: ${first}.`,
  more: (findings) => plural(findings, { one: 'E # altra cosa.', other: 'E altre # cose.' }),
};

export const words = catalogue({ en, it });
