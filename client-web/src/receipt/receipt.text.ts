// The words of the receipt's page, beside those of the receipt itself.
import { catalogue } from '../view/i18n.ts';

export const words = catalogue({
  en: {
    title: 'Your receipt',
    heading: 'Your receipt',
    loading: 'Getting your receipt',
    noLink: 'This page opens with the link that you got at the end of your session.',
    noLinkDo:
      'Open the link again, the whole of it. If you do not have it any more, ask the help desk: the record is kept there.',
    gone: 'This link does not work, or its thirty days are over.',
    goneDo: 'The help desk still has the record. Write to it if you need it.',
    unreachable: 'The help desk cannot be reached right now. Check your connection and try again.',
    again: 'Try again',
    goesOnTitle: 'This session is still going on',
    goesOn: 'Here is what happened up to now. Load the page anew to see more.',
    erasedTitle: 'Details were erased',
    erased:
      'Names, reasons and file names of this session have been erased, on request or because their time was over. Where they stood it says “erased”.',
    oldTitle: 'An older session',
    old: 'This session was recorded before statements were signed. It stands in the log; that each of you really said what is recorded, no signature proves.',
    save: 'Save your receipt',
    saveData: 'Save it as data',
    keep: 'Keep it, and come back',
    keepUntil: (date: string) =>
      `This link opens your receipt in any browser, without an account, until ${date}. Whoever has it can read this page: keep it for yourself.`,
    keepGoesOn:
      'This link opens your receipt in any browser, without an account, until thirty days after the end of the session. Whoever has it can read this page: keep it for yourself.',
    link: 'Link to your receipt',
    copy: 'Copy the link',
    copied: 'Copied',
    copyFailed: 'This browser does not let pages copy. Select the link and copy it yourself.',
  },
  it: {
    title: 'La tua ricevuta',
    heading: 'La tua ricevuta',
    loading: 'Prendiamo la tua ricevuta',
    noLink: 'Questa pagina si apre con il collegamento che hai avuto alla fine della sessione.',
    noLinkDo:
      'Apri di nuovo il collegamento, per intero. Se non l’hai più, chiedi all’assistenza: il registro è conservato lì.',
    gone: 'Questo collegamento non funziona, oppure i suoi trenta giorni sono passati.',
    goneDo: 'L’assistenza conserva ancora il registro. Se ti serve, puoi scriverle.',
    unreachable: 'L’assistenza non è raggiungibile in questo momento. Controlla la connessione e riprova.',
    again: 'Riprova',
    goesOnTitle: 'Questa sessione è ancora in corso',
    goesOn: 'Qui c’è ciò che è accaduto finora. Ricarica la pagina per vedere di più.',
    erasedTitle: 'Alcuni dettagli sono stati cancellati',
    erased:
      'Nomi, motivi e nomi di file di questa sessione sono stati cancellati, su richiesta o perché il loro tempo era finito. Al loro posto c’è scritto «cancellato».',
    oldTitle: 'Una sessione di prima',
    old: 'Questa sessione è stata registrata prima che le dichiarazioni fossero firmate. È nel registro; che ciascuno abbia davvero detto ciò che risulta, nessuna firma lo prova.',
    save: 'Salva la ricevuta',
    saveData: 'Salvala come dati',
    keep: 'Conservarla, e tornare',
    keepUntil: (date: string) =>
      `Questo collegamento apre la ricevuta in qualsiasi browser, senza account, fino al ${date}. Chi ce l’ha può leggere questa pagina: tienilo per te.`,
    keepGoesOn:
      'Questo collegamento apre la ricevuta in qualsiasi browser, senza account, fino a trenta giorni dopo la fine della sessione. Chi ce l’ha può leggere questa pagina: tienilo per te.',
    link: 'Collegamento alla ricevuta',
    copy: 'Copia il collegamento',
    copied: 'Copiato',
    copyFailed: 'Questo browser non permette alle pagine di copiare. Seleziona il collegamento e copialo tu.',
  },
});
