// The words around the checklist, at both ends.
import { catalogue, plural } from '../../view/i18n.ts';

export const words = catalogue({
  en: {
    title: 'Steps',
    done: (done: number, all: number) => `${done} of ${all} done`,
    write: 'Write steps for the customer',
    change: 'Change the steps',
    steps: 'Steps, one a line',
    hint: 'Both of you see them and can tick them.',
    show: 'Show them',
    tooMany: 'That is more than thirty steps. Show some of them first.',
    tooLong: 'A step is longer than two hundred characters. Make two of it.',
    listed: (name: string, count: number) =>
      `${name}: ${plural(count, { one: 'a list of # step', other: 'a list of # steps' })}`,
    unlisted: (name: string) => `${name} took the list of steps away`,
    ticked: (name: string, step: string) => `${name} ticked: ${step}`,
    unticked: (name: string, step: string) => `${name} took the tick away: ${step}`,
  },
  it: {
    title: 'Passi',
    done: (done: number, all: number) => `${done} di ${all} fatti`,
    write: 'Scrivi i passi per il cliente',
    change: 'Cambia i passi',
    steps: 'Passi, uno per riga',
    hint: 'Li vedete entrambi e potete spuntarli.',
    show: 'Mostrali',
    tooMany: 'Sono più di trenta passi. Mostrane prima una parte.',
    tooLong: 'Un passo supera duecento caratteri. Dividilo in due.',
    listed: (name: string, count: number) =>
      `${name}: ${plural(count, { one: 'un elenco di # passo', other: 'un elenco di # passi' })}`,
    unlisted: (name: string) => `${name} ha tolto l’elenco dei passi`,
    ticked: (name: string, step: string) => `${name} ha spuntato: ${step}`,
    unticked: (name: string, step: string) => `${name} ha tolto la spunta: ${step}`,
  },
});
