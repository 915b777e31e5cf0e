// The texts a customer consents to, by id and version: consent-protocol.md 2.7. A published version is never changed;
// new words get a new version. The broker records which one was shown.
import type { Surface } from '../../../../shared/session/scopes.ts';
import { catalogue, language } from '../../view/i18n.ts';

interface Facts {
  readonly tech: string;
  readonly desk: string;
  readonly surface: Surface;
  readonly minutes: number;
}

const SURFACES = {
  en: { tab: 'one browser tab', window: 'one window', monitor: 'your whole screen' },
  it: { tab: 'una scheda del browser', window: 'una finestra', monitor: 'tutto lo schermo' },
} as const;

const notices = catalogue({
  en: {
    view: ({ tech, desk, surface, minutes }: Facts): string =>
      `${tech} of ${desk} asks to SEE ${SURFACES.en[surface]} for ${minutes} minutes. They cannot use your mouse or keyboard. Close bank and mail first. You can end at any time with STOP.`,
  },
  it: {
    view: ({ tech, desk, surface, minutes }) =>
      `${tech} di ${desk} chiede di VEDERE ${SURFACES.it[surface]} per ${minutes} minuti. Non potrà muovere il mouse né scrivere. Chiudi prima banca e posta. Puoi interrompere in ogni momento con STOP.`,
  },
});

export const viewNotice = (facts: Facts): string => notices().view(facts);
export const viewNoticeId = () => ({ id: 'consent.view', version: '2026-11-22', language: language.value });
