// The words around files.
import { catalogue } from '../../view/i18n.ts';
import type { FileStage } from './entries.ts';
import type { SinkRefusal } from './sinks.ts';
import type { FailReason } from './transfer.ts';

type Stages = Readonly<Record<FileStage, string>>;
type Sinks = Readonly<Record<SinkRefusal['noSink'], string>>;
type Fails = Readonly<Record<FailReason, string>>;

export const words = catalogue({
  en: {
    title: 'Files',
    offers: (name: string) => `${name} offers you a file`,
    offered: (name: string) => `Waiting for ${name} to accept`,
    accept: 'Accept',
    reject: 'Refuse',
    cancel: 'Cancel',
    moving: (done: string, all: string) => `${done} of ${all}`,
    speed: (perSecond: string) => `${perSecond} a second`,
    kind: (extension: string, size: string) =>
      extension ? `${extension.slice(1).toUpperCase()} file, ${size}` : size,
    stages: {
      offered: 'offered',
      accepted: 'getting ready',
      moving: 'on its way',
      done: 'arrived whole, checked',
      rejected: 'refused',
      cancelled: 'cancelled',
      failed: 'did not arrive',
    } as Stages,
    fails: {
      hash: 'What arrived is not what was sent, so it was thrown away.',
      size: 'It was not as large as promised, so it was thrown away.',
      disk: 'It could not be saved on this computer.',
      unreadable: 'It could not be read at the sender.',
      reloaded: 'The page was loaded anew while it moved. Offer it again.',
      rules: 'The other side did not keep to the rules, so it was thrown away.',
      peer: 'The other side gave up.',
    } as Fails,
    sinks: {
      cancelled: 'You closed the window for saving. The file is still offered.',
      'too-large': 'This browser cannot hold so large a file. Use Chrome or Edge on a computer.',
    } as Sinks,
    program: 'This file is a program. It can do anything on your computer when you open it.',
    programYes: 'Accept the program',
    onlyIf: 'Accept it only if you know what it is and asked for it.',
    back: 'Go back',
  },
  it: {
    title: 'File',
    offers: (name: string) => `${name} ti offre un file`,
    offered: (name: string) => `In attesa che ${name} accetti`,
    accept: 'Accetta',
    reject: 'Rifiuta',
    cancel: 'Annulla',
    moving: (done: string, all: string) => `${done} di ${all}`,
    speed: (perSecond: string) => `${perSecond} al secondo`,
    kind: (extension: string, size: string) =>
      extension ? `File ${extension.slice(1).toUpperCase()}, ${size}` : size,
    stages: {
      offered: 'offerto',
      accepted: 'in preparazione',
      moving: 'in arrivo',
      done: 'arrivato intero, controllato',
      rejected: 'rifiutato',
      cancelled: 'annullato',
      failed: 'non è arrivato',
    } as Stages,
    fails: {
      hash: 'Ciò che è arrivato non è ciò che era stato inviato, quindi è stato scartato.',
      size: 'Non aveva la dimensione promessa, quindi è stato scartato.',
      disk: 'Non è stato possibile salvarlo su questo computer.',
      unreadable: 'Non è stato possibile leggerlo da chi lo invia.',
      reloaded: 'La pagina è stata ricaricata durante l’invio. Offrilo di nuovo.',
      rules: 'L’altra parte non ha rispettato le regole, quindi è stato scartato.',
      peer: 'L’altra parte ha rinunciato.',
    } as Fails,
    sinks: {
      cancelled: 'Hai chiuso la finestra per salvare. Il file è ancora offerto.',
      'too-large': 'Questo browser non può contenere un file così grande. Usa Chrome o Edge su un computer.',
    } as Sinks,
    program: 'Questo file è un programma. Quando lo apri può fare qualsiasi cosa sul tuo computer.',
    programYes: 'Accetta il programma',
    onlyIf: 'Accettalo solo se sai che cos’è e lo hai chiesto tu.',
    back: 'Torna indietro',
  },
});
