// The few words the parts say by themselves. Everything else is said by the page that uses them.
import { catalogue } from './i18n.ts';

export const words = catalogue({
  en: {
    close: 'Close',
    stop: 'Stop',
    stopWhat: (what: string) => `Stop: ${what}`,
    working: 'One moment',
    language: 'Language',
    skip: 'Skip to the content',
    timeLeft: (time: string) => `${time} left`,
    timeLeftOf: (what: string, time: string) => `${what}: ${time} left`,
    ended: 'ended',
    note: 'Good to know',
    asks: 'Somebody asks',
    danger: 'Attention',
    sortBy: (column: string) => `Sort by ${column}`,
  },
  it: {
    close: 'Chiudi',
    stop: 'Stop',
    stopWhat: (what: string) => `Stop: ${what}`,
    working: 'Un momento',
    language: 'Lingua',
    skip: 'Vai al contenuto',
    timeLeft: (time: string) => `ancora ${time}`,
    timeLeftOf: (what: string, time: string) => `${what}: ancora ${time}`,
    ended: 'terminato',
    note: 'Da sapere',
    asks: 'Qualcuno chiede',
    danger: 'Attenzione',
    sortBy: (column: string) => `Ordina per ${column}`,
  },
});
