// The words of the menu for a picture that a host shows: monitors, quality, how fast it answers.
import type { QualityWish } from '../../../../shared/channel/screen.ts';
import { catalogue } from '../../view/i18n.ts';
import type { LatencyWord } from './screen-line.ts';

type Wishes = Readonly<Record<QualityWish, string>>;
type Latencies = Readonly<Record<LatencyWord, string>>;

export const words = catalogue({
  en: {
    menu: 'Screens and quality',
    screens: 'Screens of the customer’s computer',
    seen: (name: string) => `You see ${name}.`,
    onlyOne: 'It has no other.',
    askFor: (name: string) => `Ask to see ${name}`,
    waiting: (name: string) => `${name}: the customer has a question to answer`,
    again: 'They will be asked again. Until they allow it, you see what you see now.',
    asked: (screen: number) => `The customer is asked for screen ${screen}.`,
    name: (screen: number, label: string, size: string) =>
      `screen ${screen}${label && ` (${label})`}, ${size}`,
    quality: 'When not everything gets through',
    wishes: { auto: 'Automatic', sharp: 'Sharp', smooth: 'Smooth', light: 'Light' } as Wishes,
    hints: {
      auto: 'Fewer pictures first, then a smaller one.',
      sharp: 'Always full size, with fewer pictures.',
      smooth: 'Always many pictures, in a smaller size.',
      light: 'Small and few, for a weak line.',
    } as Wishes,
    size: (w: number, h: number, fps: number) => `Taken now at ${w} × ${h}, ${fps} pictures a second.`,
    latency: {
      fast: 'Answers fast',
      noticeable: 'Answers noticeably late',
      slow: 'Answers slowly',
    } as Latencies,
    figure: (ms: number) => `${ms} ms to the customer’s computer and back`,
  },
  it: {
    menu: 'Schermi e qualità',
    screens: 'Schermi del computer del cliente',
    seen: (name: string) => `Vedi: ${name}.`,
    onlyOne: 'Non ne ha altri.',
    askFor: (name: string) => `Chiedi di vedere: ${name}`,
    waiting: (name: string) => `${name}: il cliente ha una domanda a cui rispondere`,
    again: 'Al cliente sarà chiesto di nuovo. Finché non lo permette, vedi ciò che vedi ora.',
    asked: (screen: number) => `Al cliente è chiesto lo schermo ${screen}.`,
    name: (screen: number, label: string, size: string) =>
      `schermo ${screen}${label && ` (${label})`}, ${size}`,
    quality: 'Quando non passa tutto',
    wishes: { auto: 'Automatica', sharp: 'Nitida', smooth: 'Fluida', light: 'Leggera' } as Wishes,
    hints: {
      auto: 'Prima meno immagini, poi più piccole.',
      sharp: 'Sempre a grandezza piena, con meno immagini.',
      smooth: 'Sempre molte immagini, ma più piccole.',
      light: 'Piccole e poche, per una linea debole.',
    } as Wishes,
    size: (w: number, h: number, fps: number) => `Ora a ${w} × ${h}, ${fps} immagini al secondo.`,
    latency: {
      fast: 'Risposta veloce',
      noticeable: 'Risposta un po’ in ritardo',
      slow: 'Risposta lenta',
    } as Latencies,
    figure: (ms: number) => `${ms} ms fino al computer del cliente e ritorno`,
  },
});
