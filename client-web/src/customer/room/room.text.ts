// The words of the customer's room.
import type { Scope, Surface } from '../../../../shared/session/scopes.ts';
import type { Ended } from '../../features/consent/endings.ts';
import { catalogue } from '../../view/i18n.ts';

const en = {
  whoTitle: 'Who is asking',
  whoDesk: (desk: string) => `of ${desk}`,
  whoUnverified:
    'We could not verify who this is. Go on only if you know this person or called them yourself.',
  whoByCode:
    'The code proves it: this is the page on which it was made, and nobody is in between. Who that person is, you know from your call.',
  checkingTitle: 'Checking the code',
  checking: (name: string) =>
    `Your page and the page of ${name} are proving to each other that they know the code.`,
  reachingTitle: (name: string) => `Reaching ${name}`,
  reaching: 'Your page is connecting to theirs. It takes a few seconds.',
  unansweredTitle: (name: string) => `${name} did not answer`,
  unanswered: 'The page at the other end was not there in time. Nothing was shown.',
  knownByCode: 'Verified by the code: nobody is in between.',
  knownByVoice: 'Verified by voice: nobody is in between.',
  keyLost:
    'This browser has lost the key of this session, so nothing can be allowed any more. End it, and ask for a new code.',
  notMatchedTitle: 'The code did not match',
  notMatched:
    'Either a digit was not right, or somebody is trying to come between you and the help desk. Nothing was shown.',
  notMatchedForged:
    'What arrived does not belong to the person who was announced. Somebody may be between you and the help desk. Nothing is shown any more.',
  notMatchedDo:
    'Have the code read to you again and type it once more. If it happens a second time, hang up and call the desk on its official number.',
  typeAgain: 'Type the code again',
  returning: 'Finding your session …',
  notReturnedTitle: 'This browser does not know that session',
  notReturned:
    'The digits are right, but only the browser you used before can go back in with them. Open that one, or ask for a new code.',
  differTitle: 'The words do not agree',
  differDo: 'Hang up, and call the desk on its official number.',
  readAloudTitle: (name: string) => `Read these words to ${name} on the phone`,
  readAloudHint: 'Read them in this order. They find the same words on their page.',
  orDigits: (digits: string) => `The same as digits: ${digits.slice(0, 3)} ${digits.slice(3)}`,
  theyDiffer: (name: string) => `${name} says they differ`,
  whoNext:
    'If you go on, you can write to each other. Nothing of your screen is shown before you allow exactly that.',
  whoGo: 'Go on',
  whoNo: 'I do not know this person',
  end: 'End',
  endTitle: 'End the session?',
  endHint:
    'Nothing is shown any more. If you end the session, it ends for both of you, and you can save a receipt.',
  endNo: 'Stay',
  endYes: 'End the session',
  board: (name: string) => `What ${name} can do now`,
  seeScreen: 'See your screen',
  useMouse: 'Use mouse and keyboard',
  files: 'Exchange files',
  off: 'off',
  needsHost: 'only with the host program on this computer',
  using: 'on: they can do what you can do',
  rare: {
    record: { name: 'Record your screen', on: 'on: what they see is being kept' },
    'clipboard-in': { name: 'Put text on your clipboard', on: 'on: you see each text first' },
    'clipboard-out': { name: 'Receive text from your clipboard', on: 'on: you see each text first' },
    sysinfo: { name: 'Facts about this computer', on: 'on: you see the list first' },
    reboot: { name: 'Restart this computer', on: 'about to happen' },
  } as Readonly<Record<Exclude<Scope, 'view' | 'control'>, { readonly name: string; readonly on: string }>>,
  eachAsked: 'asked each time',
  noScreen: 'not possible on this device; you can send a photo instead',
  asking: 'asks now',
  seeing: {
    tab: 'on: one browser tab',
    window: 'on: one window',
    monitor: 'on: your whole screen',
  } as Readonly<Record<Surface, string>>,
  stopHint: 'Press Stop, or Esc twice. It works even without a connection.',
  askTitle: (name: string, desk: string) => `${name}, ${desk}, asks to SEE your screen`,
  reasonOf: (name: string) => `Why, in the words of ${name}:`,
  forHowLong: 'For how long',
  minutes: (n: number) => (n === 1 ? '1 minute' : `${n} minutes`),
  careTitle: 'Before you answer',
  monitorWarning:
    'The whole screen shows everything on it, also messages that pop up. Close what is private first.',
  refuse: 'Refuse',
  allow: 'Allow',
  afterAllow: 'Your browser then asks what to show, and you see it yourself before anybody else does.',
  answerLeft: 'Time to answer',
  moreTime: 'I need more time',
  recorded: 'What is recorded: the question, your answer, the times. Never the picture.',
  picking: 'Choose in the window of your browser what to show. Nothing is sent yet.',
  wider: (picked: Surface, asked: Surface) =>
    `You chose ${surfaceEn[picked]}, but the question is for ${surfaceEn[asked]} at most. It was not shown.`,
  widerGuess:
    'Your browser does not tell what you chose, so it counts as the whole screen, and less was asked for. It was not shown.',
  again: 'Choose again',
  previewTitle: (name: string) => `This is what ${name} would see`,
  previewHint: 'Nobody sees it yet.',
  previewLabel: 'Preview of the picture',
  show: (name: string) => `Show it to ${name}`,
  recording: 'Writing your permission down',
  seesNow: (name: string) => `${name} sees your screen now`,
  endedBecause: {
    stop: 'You stopped. Nothing is shown any more.',
    keys: 'You stopped with Esc. Nothing is shown any more.',
    'surface-changed': 'Something else came into the picture, so it was stopped.',
    'capture-ended': 'You stopped in the browser’s own bar. Nothing is shown any more.',
    reload:
      'This page was loaded anew, so your browser stopped the picture. If it is still needed, you will be asked again.',
    replaced: 'A newer permission took its place.',
    'host-left': 'The host program on this computer has left. Nothing is shown any more.',
    ended: 'The picture has ended. Nothing is shown any more.',
    done: 'It is done.',
    expired: 'The time is over. Nothing is shown any more.',
    technician: 'The technician has seen enough. Nothing is shown any more.',
    away: 'The connection was gone for a minute, so the permission ended.',
    lost: 'The connection to the other side broke. Nothing is shown any more.',
    'not-recorded': 'Your permission could not be written down, so nothing was shown.',
    'not-possible': 'Your browser could not show this. Nothing was shown.',
    'text-altered':
      'The words of the question were changed on this page, perhaps by a translator, so nothing was allowed. Switch it off, and let them ask again.',
    'timed-out': 'The question was not answered in time, which counts as a refusal.',
    withdrawn: 'The question was taken back.',
  } as Readonly<Record<Ended, string>>,
  connecting: 'Connecting to the help desk',
  offline:
    'The connection to the help desk is interrupted. What you show goes on, Stop works; new questions wait. We keep trying.',
  otherGone: (name: string) =>
    `${name} is not connected right now. Your messages wait here and are sent afterwards.`,
  otherTab: 'This session is open in another tab. Go on there.',
  forged:
    'What the help desk told does not fit together, so this page has cut everything. Call the desk by phone.',
  over: 'The session is over',
  overNothing: 'Nothing was shown.',
  overShown: 'What was shown',
  shownFor: (surface: Surface, from: string, to: string) => `${surfaceEn[surface]}, from ${from} to ${to}`,
  overFiles: (n: number) => (n === 1 ? 'One file was exchanged.' : `${n} files were exchanged.`),
  doubt:
    'Something felt wrong? Disconnect, call your bank if money was mentioned, and call the desk on its official number.',
  save: 'Save your receipt',
  saveData: 'Save it as data',
  saving: 'Getting it ready',
  notProven:
    'The proof cannot be had right now. Open your receipt in a few minutes, and save it as data there.',
  seeReceipt: 'See your receipt',
  seeReceiptHint: 'Everything you allowed, checked in your browser. It stays there for thirty days.',
  done: 'Done',
  small: 'Stop',
  stopNow: (name: string) => `Stop: ${name} sees your screen now`,
};
const surfaceEn: Readonly<Record<Surface, string>> = {
  tab: 'one browser tab',
  window: 'one window',
  monitor: 'the whole screen',
};
const surfaceIt: Readonly<Record<Surface, string>> = {
  tab: 'una scheda del browser',
  window: 'una finestra',
  monitor: 'tutto lo schermo',
};

export const words = catalogue({
  en,
  it: {
    whoTitle: 'Chi chiede',
    whoDesk: (desk: string) => `di ${desk}`,
    whoUnverified:
      'Non abbiamo potuto verificare chi è. Continua solo se conosci questa persona o se hai chiamato tu.',
    whoByCode:
      'Lo prova il codice: questa è la pagina dove è nato, e nessuno è in mezzo. Chi sia quella persona, lo sai dalla telefonata.',
    checkingTitle: 'Controllo del codice',
    checking: (name: string) =>
      `La tua pagina e quella di ${name} si stanno provando a vicenda che conoscono il codice.`,
    reachingTitle: (name: string) => `Collegamento con ${name}`,
    reaching: 'La tua pagina si collega con la sua. Bastano pochi secondi.',
    unansweredTitle: (name: string) => `${name} non ha risposto`,
    unanswered: 'La pagina dall’altra parte non c’era in tempo. Nulla è stato mostrato.',
    knownByCode: 'Verificato dal codice: nessuno è in mezzo.',
    knownByVoice: 'Verificato a voce: nessuno è in mezzo.',
    keyLost:
      'Questo browser ha perso la chiave della sessione, quindi non si può più permettere nulla. Termina e chiedi un nuovo codice.',
    notMatchedTitle: 'Il codice non corrisponde',
    notMatched:
      'O una cifra non era giusta, o qualcuno prova a mettersi tra te e l’assistenza. Nulla è stato mostrato.',
    notMatchedForged:
      'Ciò che è arrivato non è della persona annunciata. Forse qualcuno è tra te e l’assistenza. Ora non si vede più nulla.',
    notMatchedDo:
      'Fatti leggere di nuovo il codice e scrivilo ancora una volta. Se succede di nuovo, chiudi e chiama l’assistenza al numero ufficiale.',
    typeAgain: 'Scrivi di nuovo il codice',
    returning: 'Cerco la tua sessione …',
    notReturnedTitle: 'Questo browser non conosce quella sessione',
    notReturned:
      'Le cifre sono giuste, ma può rientrare solo il browser che usavi prima. Apri quello, o chiedi un nuovo codice.',
    differTitle: 'Le parole non coincidono',
    differDo: 'Riattacca e chiama l’assistenza al suo numero ufficiale.',
    readAloudTitle: (name: string) => `Leggi al telefono queste parole a ${name}`,
    readAloudHint: 'Leggile in quest’ordine. Nella sua pagina ci sono le stesse.',
    orDigits: (digits: string) => `Le stesse in cifre: ${digits.slice(0, 3)} ${digits.slice(3)}`,
    theyDiffer: (name: string) => `${name} dice che sono diverse`,
    whoNext: 'Se continui, potete scrivervi. Nulla del tuo schermo viene mostrato prima che tu lo permetta.',
    whoGo: 'Continua',
    whoNo: 'Non conosco questa persona',
    end: 'Termina',
    endTitle: 'Terminare la sessione?',
    endHint:
      'Non si mostra più nulla. Se termini la sessione, finisce per entrambi e puoi salvare una ricevuta.',
    endNo: 'Resta',
    endYes: 'Termina la sessione',
    board: (name: string) => `Che cosa può fare ora ${name}`,
    seeScreen: 'Vedere il tuo schermo',
    useMouse: 'Usare mouse e tastiera',
    files: 'Scambiare file',
    off: 'no',
    needsHost: 'solo con il programma host su questo computer',
    using: 'attivo: può fare ciò che puoi fare tu',
    rare: {
      record: { name: 'Registrare il tuo schermo', on: 'attivo: ciò che vede viene conservato' },
      'clipboard-in': { name: 'Mettere testi nei tuoi appunti', on: 'attivo: vedi prima ogni testo' },
      'clipboard-out': { name: 'Ricevere testi dai tuoi appunti', on: 'attivo: vedi prima ogni testo' },
      sysinfo: { name: 'Dati di questo computer', on: 'attivo: vedi prima l’elenco' },
      reboot: { name: 'Riavviare questo computer', on: 'sta per succedere' },
    },
    eachAsked: 'chiesto ogni volta',
    noScreen: 'non possibile su questo dispositivo; puoi inviare una foto',
    asking: 'lo chiede ora',
    seeing: {
      tab: 'sì: una scheda del browser',
      window: 'sì: una finestra',
      monitor: 'sì: tutto lo schermo',
    },
    stopHint: 'Premi Stop, oppure Esc due volte. Funziona anche senza connessione.',
    askTitle: (name: string, desk: string) => `${name}, ${desk}, chiede di VEDERE il tuo schermo`,
    reasonOf: (name: string) => `Perché, con le parole di ${name}:`,
    forHowLong: 'Per quanto tempo',
    minutes: (n: number) => (n === 1 ? '1 minuto' : `${n} minuti`),
    careTitle: 'Prima di rispondere',
    monitorWarning:
      'Tutto lo schermo mostra ogni cosa che c’è, anche i messaggi che compaiono. Chiudi prima ciò che è privato.',
    refuse: 'Rifiuta',
    allow: 'Permetti',
    afterAllow: 'Poi il browser chiede che cosa mostrare, e tu lo vedi prima di chiunque altro.',
    answerLeft: 'Tempo per rispondere',
    moreTime: 'Mi serve altro tempo',
    recorded: 'Che cosa si registra: la domanda, la tua risposta, gli orari. Mai l’immagine.',
    picking: 'Scegli nella finestra del browser che cosa mostrare. Non si invia ancora nulla.',
    wider: (picked: Surface, asked: Surface) =>
      `Hai scelto ${surfaceIt[picked]}, ma la domanda è al massimo per ${surfaceIt[asked]}. Non è stato mostrato.`,
    widerGuess:
      'Il browser non dice che cosa hai scelto, quindi vale come tutto lo schermo, ed era stato chiesto meno. Non è stato mostrato.',
    again: 'Scegli di nuovo',
    previewTitle: (name: string) => `Questo è ciò che vedrebbe ${name}`,
    previewHint: 'Per ora non lo vede nessuno.',
    previewLabel: 'Anteprima dell’immagine',
    show: (name: string) => `Mostra a ${name}`,
    recording: 'Annotiamo il tuo permesso',
    seesNow: (name: string) => `${name} ora vede il tuo schermo`,
    endedBecause: {
      stop: 'Hai interrotto. Non si mostra più nulla.',
      keys: 'Hai interrotto con Esc. Non si mostra più nulla.',
      'surface-changed': 'Nell’immagine è entrato altro, quindi è stata interrotta.',
      'capture-ended': 'Hai interrotto dalla barra del browser. Non si mostra più nulla.',
      reload:
        'La pagina è stata ricaricata, quindi il browser ha interrotto l’immagine. Se serve ancora, ti verrà chiesto di nuovo.',
      replaced: 'Un permesso più recente ha preso il suo posto.',
      'host-left': 'Il programma host su questo computer è uscito. Non si mostra più nulla.',
      ended: 'L’immagine è finita. Non si mostra più nulla.',
      done: 'È fatto.',
      expired: 'Il tempo è finito. Non si mostra più nulla.',
      technician: 'Il tecnico ha visto abbastanza. Non si mostra più nulla.',
      away: 'La connessione è mancata per un minuto, quindi il permesso è finito.',
      lost: 'Il collegamento con l’altra parte si è interrotto. Non si mostra più nulla.',
      'not-recorded': 'Non è stato possibile annotare il permesso, quindi nulla è stato mostrato.',
      'not-possible': 'Il browser non ha potuto mostrarlo. Nulla è stato mostrato.',
      'text-altered':
        'Le parole della domanda sono state cambiate in questa pagina, forse da un traduttore, quindi nulla è stato permesso. Disattivalo e fatti chiedere di nuovo.',
      'timed-out': 'La domanda è rimasta senza risposta, il che vale come un rifiuto.',
      withdrawn: 'La domanda è stata ritirata.',
    },
    connecting: 'Collegamento con l’assistenza',
    offline:
      'Il collegamento con l’assistenza è interrotto. Ciò che mostri continua, Stop funziona; le nuove domande aspettano. Riproviamo da soli.',
    otherGone: (name: string) =>
      `${name} in questo momento non è in linea. I tuoi messaggi aspettano qui e partono dopo.`,
    otherTab: 'Questa sessione è aperta in un’altra scheda. Continua lì.',
    forged:
      'Ciò che l’assistenza ha comunicato non è coerente, quindi la pagina ha interrotto tutto. Telefona all’assistenza.',
    over: 'La sessione è finita',
    overNothing: 'Non è stato mostrato nulla.',
    overShown: 'Che cosa è stato mostrato',
    shownFor: (surface: Surface, from: string, to: string) =>
      `${surfaceIt[surface]}, dalle ${from} alle ${to}`,
    overFiles: (n: number) => (n === 1 ? 'È stato scambiato un file.' : `Sono stati scambiati ${n} file.`),
    doubt:
      'Qualcosa non ti ha convinto? Scollegati, chiama la tua banca se si è parlato di soldi, e chiama l’assistenza al numero ufficiale.',
    save: 'Salva la ricevuta',
    saveData: 'Salvala come dati',
    saving: 'La prepariamo',
    notProven:
      'In questo momento la prova non si può avere. Apri la ricevuta tra qualche minuto e salvala lì come dati.',
    seeReceipt: 'Guarda la ricevuta',
    seeReceiptHint: 'Tutto ciò che hai permesso, controllato nel tuo browser. Resta lì per trenta giorni.',
    done: 'Fatto',
    small: 'Stop',
    stopNow: (name: string) => `Stop: ${name} ora vede il tuo schermo`,
  },
});
