// The words of the checking page. What a verifier finds is said by shared/log/words.ts.
import { catalogue } from '../view/i18n.ts';
import type { Unusable } from './judge.ts';

type Words<K extends string> = Readonly<Record<K, string>>;

const en = {
  title: 'Check a receipt',
  heading: 'Check a receipt or a log',
  promise:
    'Everything is judged in this browser. Nothing you choose leaves this computer, and nobody is asked.',
  drop: 'Drop a receipt’s data file here, or choose one.',
  chooseFile: 'Choose a receipt',
  chooseFolder: 'Choose the folder of a log',
  key: 'Key of the log, from elsewhere',
  keyHint:
    'Not needed, but it proves more: an older receipt, an auditor or somebody else can tell you. It looks like name+1a2b3c4d+AbC…',
  again: 'Check again',
  working: 'Checking',
  workingOf: (percent: string) => `Checking: ${percent} read`,
  replaying: 'Checking: every session is replayed',
  failed: 'This page could not do its work. Load it anew, or use another browser.',
  unusable: {
    page: 'This is the receipt to read. What can be checked is its data file, permesso-receipt.json.',
    unknown: 'This is no receipt. What can be checked is the data file of a receipt, permesso-receipt.json.',
    'no-log': 'There is no exported log in this folder: its manifest.json is missing.',
    key: 'What stands in the field is no key of a log. Copy the whole of it, or leave the field empty.',
    unreadable: 'The browser could not read this. If it is a folder, choose it with the button for logs.',
  } as Words<Unusable>,
  unusableTitle: 'Could not be checked',
  verdict: {
    sound: 'Sound',
    tampered: 'TAMPERED',
    unclear: 'Could not be checked',
    erased: 'Sound; details erased',
  },
  meaning: {
    session: {
      sound: 'Every entry in this file is what was signed, and stands in the log.',
      tampered: 'What is in this file is not what was signed. Do not rely on any of it.',
      unclear: 'With what is in this file, it cannot be decided.',
      erased:
        'Every entry in this file is what was signed. Personal details were erased, as the law may demand; nothing else is missing.',
    },
    log: {
      sound: 'Every entry, every hash and every session in this folder fits what was signed.',
      tampered: 'What is in this folder is not what was signed. Do not rely on any of it.',
      unclear: 'With what is in this folder, it cannot be decided.',
      erased:
        'Everything in this folder fits what was signed. Personal details were erased, as the law may demand; nothing else is missing.',
    },
  },
  whose: 'Which log',
  which: 'Which session',
  keyGiven: 'Checked with the key you gave.',
  keyOwn:
    'Checked with the key that came along. That shows that everything fits that key, not whose key it is: compare it with one from elsewhere.',
  says: 'What the receipt says',
  keep: 'Keep this page',
  keepHint: 'One file that does the same without a network, also when the help desk is gone.',
  kept: 'Save the checking page',
};

const it: typeof en = {
  title: 'Controlla una ricevuta',
  heading: 'Controlla una ricevuta o un registro',
  promise:
    'Tutto viene giudicato in questo browser. Nulla di ciò che scegli lascia questo computer, e non si chiede nulla a nessuno.',
  drop: 'Trascina qui il file dei dati di una ricevuta, oppure sceglilo.',
  chooseFile: 'Scegli una ricevuta',
  chooseFolder: 'Scegli la cartella di un registro',
  key: 'Chiave del registro, avuta altrove',
  keyHint:
    'Non serve, ma prova di più: può dirtela una ricevuta precedente, un revisore o un’altra persona. È fatta così: nome+1a2b3c4d+AbC…',
  again: 'Controlla di nuovo',
  working: 'Controllo in corso',
  workingOf: (percent) => `Controllo in corso: letto il ${percent}`,
  replaying: 'Controllo in corso: ogni sessione viene ripercorsa',
  failed: 'Questa pagina non ha potuto fare il suo lavoro. Ricaricala, o usa un altro browser.',
  unusable: {
    page: 'Questa è la ricevuta da leggere. Si può controllare il suo file di dati, permesso-receipt.json.',
    unknown:
      'Questa non è una ricevuta. Si può controllare il file di dati di una ricevuta, permesso-receipt.json.',
    'no-log': 'In questa cartella non c’è un registro esportato: manca il suo manifest.json.',
    key: 'Nel campo non c’è la chiave di un registro. Copiala per intero, o lascia vuoto il campo.',
    unreadable:
      'Il browser non ha potuto leggerlo. Se è una cartella, sceglila con il pulsante dei registri.',
  },
  unusableTitle: 'Non si è potuto controllare',
  verdict: {
    sound: 'Integro',
    tampered: 'MANOMESSO',
    unclear: 'Non si è potuto controllare',
    erased: 'Integro; dettagli cancellati',
  },
  meaning: {
    session: {
      sound: 'Ogni voce di questo file è ciò che è stato firmato, e si trova nel registro.',
      tampered:
        'Ciò che è in questo file non è ciò che è stato firmato. Non fare affidamento su nulla di esso.',
      unclear: 'Con ciò che è in questo file non si può decidere.',
      erased:
        'Ogni voce di questo file è ciò che è stato firmato. Dei dettagli personali sono stati cancellati, come può chiedere la legge; non manca altro.',
    },
    log: {
      sound: 'Ogni voce, ogni hash e ogni sessione di questa cartella corrisponde a ciò che è stato firmato.',
      tampered:
        'Ciò che è in questa cartella non è ciò che è stato firmato. Non fare affidamento su nulla di esso.',
      unclear: 'Con ciò che è in questa cartella non si può decidere.',
      erased:
        'Tutto in questa cartella corrisponde a ciò che è stato firmato. Dei dettagli personali sono stati cancellati, come può chiedere la legge; non manca altro.',
    },
  },
  whose: 'Quale registro',
  which: 'Quale sessione',
  keyGiven: 'Controllato con la chiave che hai dato.',
  keyOwn:
    'Controllato con la chiave arrivata insieme al resto. Questo mostra che tutto corrisponde a quella chiave, non di chi sia: confrontala con una avuta altrove.',
  says: 'Che cosa dice la ricevuta',
  keep: 'Conserva questa pagina',
  keepHint: 'Un file che fa lo stesso senza rete, anche quando l’assistenza non c’è più.',
  kept: 'Salva la pagina di controllo',
};

export const words = catalogue({ en, it });
