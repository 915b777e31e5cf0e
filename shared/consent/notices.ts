// The texts a customer consents to, by id, version and language: consent-protocol.md 2.7. A published version is never
// changed; new words get a new version beside the old one, so that old grants can be read for ever.
import { utf8 } from '../bytes.ts';
import { digest } from '../canonical.ts';
import type { Language } from '../field.ts';
import type { Scope, Surface } from '../session/scopes.ts';
import type { NoticeShown } from './statements.ts';

/** One text in one language. `{tech}`, `{desk}`, `{surface}`, `{minutes}` and `{time}` stand for what is asked. */
export interface Notice {
  readonly id: string;
  readonly version: string;
  readonly language: Language;
  readonly text: string;
}

export interface NoticeFacts {
  readonly tech: string;
  readonly desk: string;
  readonly surface: Surface;
  /** The monitor, where one was named. */
  readonly screen?: number;
  readonly minutes: number;
}

const SURFACES: Readonly<Record<Language, Readonly<Record<Surface, string>>>> = {
  en: { tab: 'one browser tab', window: 'one window', monitor: 'your whole screen' },
  it: { tab: 'una scheda del browser', window: 'una finestra', monitor: 'tutto lo schermo' },
};

/** What stands in the place of a whole screen where a monitor was named. Published with the texts, and as unchanging. */
const NUMBERED: Readonly<Record<Language, (screen: number) => string>> = {
  en: (screen) => `your whole screen number ${screen}`,
  it: (screen) => `tutto lo schermo numero ${screen}`,
};

const TIME: Readonly<Record<Language, (minutes: number) => string>> = {
  en: (minutes) => (minutes === 1 ? '1 minute' : `${minutes} minutes`),
  it: (minutes) => (minutes === 1 ? '1 minuto' : `${minutes} minuti`),
};

/** Newest last. */
export const NOTICES: readonly Notice[] = [
  {
    id: 'consent.view',
    version: '2026-11-22',
    language: 'en',
    text: '{tech} of {desk} asks to SEE {surface} for {minutes} minutes. They cannot use your mouse or keyboard. Close bank and mail first. You can end at any time with STOP.',
  },
  {
    id: 'consent.view',
    version: '2026-11-22',
    language: 'it',
    text: '{tech} di {desk} chiede di VEDERE {surface} per {minutes} minuti. Non potrà muovere il mouse né scrivere. Chiudi prima banca e posta. Puoi interrompere in ogni momento con STOP.',
  },
  {
    id: 'consent.view',
    version: '2026-11-25',
    language: 'en',
    text: '{tech} of {desk} asks to SEE {surface} for {time}. They cannot use your mouse or keyboard. Close bank and mail first. You can end at any time with STOP.',
  },
  {
    id: 'consent.view',
    version: '2026-11-25',
    language: 'it',
    text: '{tech} di {desk} chiede di VEDERE {surface} per {time}. Non potrà muovere il mouse né scrivere. Chiudi prima banca e posta. Puoi interrompere in ogni momento con STOP.',
  },
  {
    id: 'consent.control',
    version: '2026-11-25',
    language: 'en',
    text: '{tech} of {desk} asks to USE your mouse and keyboard for {time}. They can do what you can do. Stay at the computer. You can end at any time with STOP.',
  },
  {
    id: 'consent.control',
    version: '2026-11-25',
    language: 'it',
    text: '{tech} di {desk} chiede di USARE mouse e tastiera per {time}. Potrà fare ciò che puoi fare tu. Non lasciare il computer. Puoi interrompere in ogni momento con STOP.',
  },
  {
    id: 'consent.clipboard-in',
    version: '2026-11-26',
    language: 'en',
    text: '{tech} of {desk} asks to PUT text on your clipboard, for {time}. You see each text first and say yes or no. They cannot read what is there. You can end at any time with STOP.',
  },
  {
    id: 'consent.clipboard-in',
    version: '2026-11-26',
    language: 'it',
    text: '{tech} di {desk} chiede di METTERE testi nei tuoi appunti per {time}. Vedrai prima ogni testo e dirai sì o no. Non potrà leggere ciò che contengono. Puoi interrompere in ogni momento con STOP.',
  },
  {
    id: 'consent.clipboard-out',
    version: '2026-11-26',
    language: 'en',
    text: '{tech} of {desk} asks to RECEIVE text from your clipboard, for {time}. You see each text first and say yes or no. Nothing is read in between. Send no passwords. You can end at any time with STOP.',
  },
  {
    id: 'consent.clipboard-out',
    version: '2026-11-26',
    language: 'it',
    text: '{tech} di {desk} chiede di RICEVERE testi dai tuoi appunti per {time}. Vedrai prima ogni testo e dirai sì o no. Nel frattempo non si legge nulla. Non inviare password. Puoi interrompere in ogni momento con STOP.',
  },
  {
    id: 'consent.record',
    version: '2026-11-26',
    language: 'en',
    text: '{tech} of {desk} asks to RECORD what they see of your screen, for {time}. They keep the recording. You can say no and still be helped. Close bank and mail first. You can end at any time with STOP.',
  },
  {
    id: 'consent.record',
    version: '2026-11-26',
    language: 'it',
    text: '{tech} di {desk} chiede di REGISTRARE ciò che vede del tuo schermo per {time}. La registrazione resta a chi ti aiuta. Puoi dire no e ricevere aiuto lo stesso. Chiudi prima banca e posta. Puoi interrompere in ogni momento con STOP.',
  },
  {
    id: 'consent.sysinfo',
    version: '2026-11-26',
    language: 'en',
    text: '{tech} of {desk} asks for FACTS about this computer, once: system, processor, memory, disks, displays, running time, language and time zone. No names, files or passwords. You see the list first and say yes or no.',
  },
  {
    id: 'consent.sysinfo',
    version: '2026-11-26',
    language: 'it',
    text: '{tech} di {desk} chiede i DATI di questo computer, una volta: sistema, processore, memoria, dischi, schermi, da quanto è acceso, lingua e fuso orario. Niente nomi, file o password. Vedrai prima l’elenco e dirai sì o no.',
  },
  {
    id: 'consent.reboot',
    version: '2026-11-26',
    language: 'en',
    text: '{tech} of {desk} asks to RESTART this computer. Save your work first. Afterwards nothing starts by itself: to go on, you open this page again. After Allow you have ten seconds to press STOP.',
  },
  {
    id: 'consent.reboot',
    version: '2026-11-26',
    language: 'it',
    text: '{tech} di {desk} chiede di RIAVVIARE questo computer. Salva prima il tuo lavoro. Poi nulla riparte da solo: per continuare riaprirai questa pagina. Dopo Consenti hai dieci secondi per premere STOP.',
  },
];

/** The entry of the catalogue that speaks of this scope. */
export const noticeIdOf = (scope: Scope): string => `consent.${scope}`;

/** The text to show for a scope today; every scope has one in every language. */
export function currentNotice(scope: Scope, language: Language): Notice {
  const found = NOTICES.findLast((notice) => notice.id === noticeIdOf(scope) && notice.language === language);
  if (!found) throw new Error(`no words for ${scope} in ${language}`);
  return found;
}

/** The exact characters on the screen. */
export const noticeText = (
  { text, language }: Notice,
  { tech, desk, surface, screen, minutes }: NoticeFacts,
): string => {
  const values: Readonly<Record<string, string>> = {
    tech,
    desk,
    surface:
      surface === 'monitor' && screen !== undefined
        ? NUMBERED[language](screen)
        : SURFACES[language][surface],
    minutes: String(minutes),
    time: TIME[language](minutes),
  };
  // In one pass: a name that itself reads `{desk}` stays as it is.
  return text.replace(/\{(\w+)\}/g, (mark, name: string) => values[name] ?? mark);
};

/** What goes into the grant for a text that was shown. */
export const noticeShownAs = ({ id, version, language }: Notice, shown: string): NoticeShown => ({
  id,
  version,
  language,
  sha256: digest(utf8(shown)),
});

/** Judges what a grant says was shown, against a catalogue: this one, or the one a log published. */
export function noticeProblem(
  shown: NoticeShown,
  facts: NoticeFacts,
  catalogue: readonly Notice[] = NOTICES,
): 'NOTICE_UNKNOWN' | 'NOTICE_ALTERED' | null {
  const notice = catalogue.find(
    ({ id, version, language }) =>
      id === shown.id && version === shown.version && language === shown.language,
  );
  if (!notice) return 'NOTICE_UNKNOWN';
  return digest(utf8(noticeText(notice, facts))) === shown.sha256 ? null : 'NOTICE_ALTERED';
}
