// What is said about the proof of a receipt, how others can check it, and what to do in doubt: security-rules.md 51. The page
// and the file to keep share it.
import { catalogue, plural } from '../../view/i18n.ts';

const en = {
  title: 'The proof',
  checking: 'Checking the proof in this browser',
  justNow: 'Checked here just now',
  savedAt: (date: string) => `Checked on ${date} in the browser that saved this`,
  sound: (checked: string, entries: number, host: string, key: string) =>
    `${checked}: ${plural(entries, { one: '# entry', other: '# entries' })}, all in the log of ${host}, signed by key ${key}.`,
  soundTitle: 'Checked',
  erased: (entries: number) =>
    `Personal details of ${plural(entries, { one: '# entry', other: '# entries' })} were erased; what happened stays proven without them.`,
  tamperedTitle: 'This receipt is wrong',
  tampered:
    'What stands in it is not what was signed. Keep it as it is, do not rely on it, and show it to somebody you trust.',
  unclearTitle: 'Not decided',
  unclear: 'This receipt could not be checked with what is in it.',
  unsignedTitle: 'Not proven yet',
  unsigned:
    'The help desk’s log is not signed right now, so this page shows what was recorded and cannot prove it. Try again in a few minutes; if it stays so, ask the desk why.',
  again: 'Try again',
  old: (entries: number) =>
    `${plural(entries, { one: '# entry was', other: '# entries were' })} recorded before statements were signed: nothing vouches for the personal details in them.`,
  ownKey:
    'The key came along with the receipt. To be sure whose key it is, compare it with one from elsewhere: an older receipt, somebody else’s, or an auditor.',
  origin: 'Log',
  places: 'Entries',
  placesOf: (first: string, last: string, size: string) => `no. ${first} to ${last} of ${size}`,
  key: 'Key',
  noKey: 'none that is known',
  checkpoint: 'Signed head of the log',

  elsewhere: 'Have it checked by somebody else',
  elsewhereFile: 'Save the receipt as data. That file holds everything a check needs.',
  elsewherePage:
    'Open the checking page on any computer and drop the file there. It asks nobody, also not us.',
  elsewhereOffline: 'Or keep the checking page itself: one file that works without a network.',
  elsewhereProgram: 'Or, for people with Node.js and Permesso’s source:',
  checkingPage: 'Checking page',
  checkingFile: 'Save the checking page',

  doubt: 'If you are in doubt',
  doubtNow: (desk: string) =>
    `Something felt wrong? If somebody may still be on your computer, disconnect it from the Internet. Call your bank if money was mentioned. Then call ${desk} on its official number, not on one that somebody gave you.`,
  doubtOver:
    'Whatever you allowed has ended with the session. There is nothing left that you would have to take back.',
  doubtGoesOn:
    'You can take back whatever you allowed: press Stop on the page of the session, or close that page.',
  doubtErase: (desk: string, number: string) =>
    `To complain, or to have names, reasons and file names erased, write to ${desk} and name the session: ${number}. That the session took place, and what was allowed, stays on record without them.`,
  doubtAuthority:
    'You can also complain to the data-protection authority of your country, or report a crime to the police. Both can check this receipt without the help desk.',
};

const it: typeof en = {
  title: 'La prova',
  checking: 'Controllo della prova in questo browser',
  justNow: 'Controllato qui, ora',
  savedAt: (date) => `Controllato il ${date} nel browser che l’ha salvata`,
  sound: (checked, entries, host, key) =>
    `${checked}: ${plural(entries, { one: '# voce', other: '# voci' })}, tutte nel registro di ${host}, firmato dalla chiave ${key}.`,
  soundTitle: 'Controllato',
  erased: (entries) =>
    `I dettagli personali di ${plural(entries, { one: '# voce', other: '# voci' })} sono stati cancellati; ciò che è accaduto resta provato anche senza.`,
  tamperedTitle: 'Questa ricevuta è sbagliata',
  tampered:
    'Ciò che contiene non è ciò che è stato firmato. Conservala così com’è, non farci affidamento e mostrala a qualcuno di cui ti fidi.',
  unclearTitle: 'Non deciso',
  unclear: 'Con ciò che contiene, questa ricevuta non si è potuta controllare.',
  unsignedTitle: 'Non ancora provato',
  unsigned:
    'Il registro dell’assistenza in questo momento non è firmato, quindi la pagina mostra ciò che è stato registrato e non può provarlo. Riprova tra qualche minuto; se resta così, chiedi all’assistenza perché.',
  again: 'Riprova',
  old: (entries) =>
    `${plural(entries, { one: '# voce è stata registrata', other: '# voci sono state registrate' })} prima che le dichiarazioni fossero firmate: nulla garantisce i dettagli personali che contengono.`,
  ownKey:
    'La chiave è arrivata insieme alla ricevuta. Per sapere di chi è, confrontala con una avuta altrove: una ricevuta precedente, quella di un’altra persona, un revisore.',
  origin: 'Registro',
  places: 'Voci',
  placesOf: (first, last, size) => `da n. ${first} a ${last} di ${size}`,
  key: 'Chiave',
  noKey: 'nessuna conosciuta',
  checkpoint: 'Testa firmata del registro',

  elsewhere: 'Falla controllare da qualcun altro',
  elsewhereFile: 'Salva la ricevuta come dati. Quel file contiene tutto ciò che serve per un controllo.',
  elsewherePage:
    'Apri la pagina di controllo su qualsiasi computer e trascina lì il file. Non chiede nulla a nessuno, nemmeno a noi.',
  elsewhereOffline: 'Oppure conserva la pagina di controllo stessa: un file che funziona senza rete.',
  elsewhereProgram: 'Oppure, per chi ha Node.js e il sorgente di Permesso:',
  checkingPage: 'Pagina di controllo',
  checkingFile: 'Salva la pagina di controllo',

  doubt: 'In caso di dubbio',
  doubtNow: (desk) =>
    `Qualcosa non ti ha convinto? Se qualcuno potrebbe essere ancora nel tuo computer, scollegalo da Internet. Chiama la tua banca se si è parlato di soldi. Poi chiama ${desk} al numero ufficiale, non a uno che ti è stato dato da qualcuno.`,
  doubtOver: 'Tutto ciò che hai permesso è finito con la sessione. Non resta nulla da revocare.',
  doubtGoesOn: 'Puoi revocare ciò che hai permesso: premi Stop nella pagina della sessione, oppure chiudila.',
  doubtErase: (desk, number) =>
    `Per un reclamo, o per far cancellare nomi, motivi e nomi di file, scrivi a ${desk} e indica la sessione: ${number}. Che la sessione ci sia stata, e che cosa sia stato permesso, resta registrato anche senza.`,
  doubtAuthority:
    'Puoi anche presentare un reclamo all’autorità per la protezione dei dati del tuo Paese (in Italia il Garante), o denunciare un reato alla polizia. Entrambe possono controllare questa ricevuta senza l’assistenza.',
};

export const words = catalogue({ en, it });

/** The command of the offline verifier, for whoever has it. */
export const COMMAND = 'npx permesso-verify session permesso-receipt.json';
