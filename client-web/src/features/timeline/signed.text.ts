// What is said of signatures, and of the words that were shown.
import type { Signatory } from '../../../../shared/consent/keys.ts';
import { catalogue } from '../../view/i18n.ts';
import type { Signature } from './signatures.ts';
import type { TextShown } from './text-shown.ts';

const en = {
  title: 'Signed',
  checking: 'being checked',
  signed: {
    technician: 'by the technician’s key',
    customer: 'by the customer’s key',
    host: 'by the host’s key',
  } as Sides,
  forged: {
    technician: 'NOT signed by the technician’s key as it is written here',
    customer: 'NOT signed by the customer’s key as it is written here',
    host: 'NOT signed by the host’s key as it is written here',
  } as Sides,
  erased: {
    technician: 'by the technician; the signed text has been erased, its hash is left',
    customer: 'by the customer; the signed text has been erased, its hash is left',
    host: 'by the host; the signed text has been erased, its hash is left',
  } as Sides,
  needless: 'not needed: it only takes away',
  missing: 'NO: there is no statement where one must be',
  before: 'unsigned, before consent v2',
  asked: (how: string) => `asked: ${how}`,
  granted: (how: string) => `allowed: ${how}`,
  ended: (how: string) => `ended: ${how}`,
  quote: (text: string) => `“${text}”`,
  altered: (text: string) =>
    `NOT as recorded: the hash in the log is not that of the known words, which are “${text}”`,
  unproven: (text: string) => `“${text}” By its name; no hash was recorded then.`,
  gone: (text: string) => `“${text}” The names in it have been erased, so its hash cannot be compared.`,
  unknown: 'not known to this version of the page',
};

type Sides = Readonly<Record<Signatory, string>>;

const it: typeof en = {
  title: 'Firma',
  checking: 'verifica in corso',
  signed: {
    technician: 'con la chiave del tecnico',
    customer: 'con la chiave del cliente',
    host: 'con la chiave dell’host',
  },
  forged: {
    technician: 'NON firmato con la chiave del tecnico così come è scritto qui',
    customer: 'NON firmato con la chiave del cliente così come è scritto qui',
    host: 'NON firmato con la chiave dell’host così come è scritto qui',
  },
  erased: {
    technician: 'del tecnico; il testo firmato è stato cancellato, ne resta l’impronta',
    customer: 'del cliente; il testo firmato è stato cancellato, ne resta l’impronta',
    host: 'dell’host; il testo firmato è stato cancellato, ne resta l’impronta',
  },
  needless: 'non serve: toglie soltanto',
  missing: 'NO: manca una dichiarazione dove deve esserci',
  before: 'non firmato, prima del consenso v2',
  asked: (how) => `chiesto: ${how}`,
  granted: (how) => `permesso: ${how}`,
  ended: (how) => `fine: ${how}`,
  quote: (text) => `«${text}»`,
  altered: (text) =>
    `NON come registrato: l’impronta nel registro non è quella delle parole conosciute, che sono «${text}»`,
  unproven: (text) => `«${text}» Secondo il nome; allora non si registrava l’impronta.`,
  gone: (text) => `«${text}» I nomi sono stati cancellati, quindi l’impronta non si può confrontare.`,
  unknown: 'sconosciuto a questa versione della pagina',
};

export const words = catalogue({ en, it });

/** @param signature undefined while it is being checked */
export function signedBy(signature: Signature | undefined): string {
  const t = words();
  if (signature === undefined) return t.checking;
  if (signature.kind === 'needless') return t.needless;
  if (signature.kind === 'none') return signature.isBefore ? t.before : t.missing;
  return t[signature.kind][signature.by];
}

/** True for what must not be overlooked. */
export const isWrong = (signature: Signature | undefined): boolean =>
  signature?.kind === 'forged' || (signature?.kind === 'none' && !signature.isBefore);

export function shownWords(shown: TextShown): string {
  const t = words();
  switch (shown.kind) {
    case 'shown':
      return t.quote(shown.text);
    case 'altered':
      return t.altered(shown.text);
    case 'unproven':
      return t.unproven(shown.text);
    case 'erased':
      return t.gone(shown.text);
    case 'unknown':
      return t.unknown;
  }
}
