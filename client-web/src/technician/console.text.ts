// The words of the technician's console.
import type { SessionRow } from '../../../shared/protocol/http.ts';
import { catalogue, plural } from '../view/i18n.ts';

type Phases = Readonly<Record<SessionRow['phase'], string>>;

export const words = catalogue({
  en: {
    title: 'Sessions',
    place: 'Sessions',
    list: 'Your sessions',
    create: 'New session',
    creating: 'Making a code',
    none: 'No sessions yet',
    noneHint: 'Make a session, read its code to your customer on the phone, and wait for them here.',
    choose: 'Choose a session, or make a new one',
    check: 'Check the connection from here',
    phases: {
      waiting: 'waiting for the customer',
      meeting: 'the customer reads who you are',
      open: 'open',
      ended: 'ended',
    } as Phases,
    seen: 'you see the screen',
    asked: 'you asked',
    unread: (n: number) => plural(n, { one: '# new message', other: '# new messages' }),
    notHere: 'customer not connected',
    apart: 'customer cannot be reached right now',
    elsewhere:
      'This session is open in another tab of this browser. Go on there, or close it and reload this page.',
    customer: (system: string) => (system ? `Customer on ${system}` : 'Customer'),
    codeTitle: 'Read this code to your customer',
    codeHint: 'They open this address and type it. It works once.',
    copy: 'Copy the link',
    copied: 'Copied',
    codeLeft: 'Time left',
    codeGone: 'The code was made in another tab or browser. End this session and make a new one.',
    qr: 'The same as a picture to scan with a phone',
    qrLabel: 'QR code of the customer’s link',
    meeting:
      'Your customer has typed the code and is reading who you are. You can write to each other as soon as they go on.',
    end: 'End session',
    endTitle: 'End this session?',
    endHint: 'It ends for both. The customer can save a receipt. It cannot be opened again.',
    endYes: 'End it',
    endNo: 'Go on helping',
    offline: 'The connection to the broker is interrupted. A running picture goes on; we keep trying.',
    lost: 'This page cannot go on with the session.',
    forged: 'What the broker told does not fit together, so this session was cut. Tell your admin.',
    what: 'What happened',
    askMore: 'Ask for something else, or for more time',
    talkDown: 'Connecting to your customer. Messages wait here until then.',
    startedAt: (time: string) => `since ${time}`,
    again: 'Try again',
    otherWays: 'Other ways',
    brokerCode: 'Code made by the server',
    brokerCodeWhy:
      'For a code that is printed or sent by another system. The server knows it, so it proves nothing: compare four words by voice before you ask for more than a look.',
    codeSecret:
      'Four of its digits exist only on this page. Typing them proves to both of you who is at the other end.',
    codeKnown: 'The server made this code. Compare four words by voice once your customer is here.',
    deviceTitle: 'Set up this browser',
    deviceWhy:
      'What you ask a customer is signed by this browser. Enter your password once, so that nobody else can set it up in your name.',
    deviceGo: 'Set up',
    deviceBusy: 'Setting up',
    password: 'Password',
    mismatchTitle: 'Somebody came with other digits',
    mismatch:
      'Either your customer mistyped the last digits, or somebody is trying to come in between. They were sent away. Your customer can type the code again; if it happens twice, make a new one.',
    spent: 'This code was tried three times with other digits. Make a new session with a new code.',
    otherBrowser:
      'This session was begun in another browser, whose key the customer knows. Go on there, or end it and make a new one.',
    byCode: 'Verified by the code: nobody is in between.',
    byVoice: 'Verified by voice: nobody is in between.',
    notVerified: 'Not verified',
    notVerifiedWhy:
      'You can write and ask to see. For more, let the customer read four words to you on the phone.',
    compare: 'Compare words',
    compareTitle: 'Which words do they read to you?',
    compareHow:
      'Ask your customer on the phone to read the four words on their page, and press the row that you hear.',
    preparing: 'Preparing the words',
    agreeing: 'The words agree. One moment.',
    noneOfThem: 'None of these',
    differsTitle: 'The words do not agree',
    differs:
      'Somebody may be between you and your customer. Do not go on in this session: end it, and call your customer.',
  },
  it: {
    title: 'Sessioni',
    place: 'Sessioni',
    list: 'Le tue sessioni',
    create: 'Nuova sessione',
    creating: 'Prepariamo un codice',
    none: 'Ancora nessuna sessione',
    noneHint: 'Crea una sessione, leggi il codice al cliente per telefono e aspettalo qui.',
    choose: 'Scegli una sessione, o creane una nuova',
    check: 'Prova la connessione da qui',
    phases: {
      waiting: 'in attesa del cliente',
      meeting: 'il cliente legge chi sei',
      open: 'aperta',
      ended: 'finita',
    } as Phases,
    seen: 'vedi lo schermo',
    asked: 'hai chiesto',
    unread: (n: number) => plural(n, { one: '# messaggio nuovo', other: '# messaggi nuovi' }),
    notHere: 'cliente non in linea',
    apart: 'cliente al momento non raggiungibile',
    elsewhere:
      'Questa sessione è aperta in un’altra scheda di questo browser. Continua lì, oppure chiudila e ricarica la pagina.',
    customer: (system: string) => (system ? `Cliente su ${system}` : 'Cliente'),
    codeTitle: 'Leggi questo codice al cliente',
    codeHint: 'Il cliente apre questo indirizzo e lo scrive. Funziona una volta sola.',
    copy: 'Copia il collegamento',
    copied: 'Copiato',
    codeLeft: 'Tempo rimasto',
    codeGone:
      'Il codice è stato creato in un’altra scheda o browser. Chiudi questa sessione e creane una nuova.',
    qr: 'Lo stesso come immagine da inquadrare col telefono',
    qrLabel: 'Codice QR del collegamento per il cliente',
    meeting: 'Il cliente ha scritto il codice e sta leggendo chi sei. Potrete scrivervi appena prosegue.',
    end: 'Chiudi la sessione',
    endTitle: 'Chiudere questa sessione?',
    endHint: 'Finisce per entrambi. Il cliente può salvare una ricevuta. Non si può riaprire.',
    endYes: 'Chiudila',
    endNo: 'Continua ad aiutare',
    offline: 'Il collegamento con il broker è interrotto. L’immagine in corso continua; riproviamo da soli.',
    lost: 'Questa pagina non può continuare la sessione.',
    forged:
      'Ciò che il broker ha comunicato non è coerente, quindi la sessione è stata interrotta. Avvisa l’amministratore.',
    what: 'Che cosa è successo',
    askMore: 'Chiedi altro, o altro tempo',
    talkDown: 'Collegamento con il cliente. Intanto i messaggi aspettano qui.',
    startedAt: (time: string) => `dalle ${time}`,
    again: 'Riprova',
    otherWays: 'Altri modi',
    brokerCode: 'Codice creato dal server',
    brokerCodeWhy:
      'Per un codice stampato o inviato da un altro sistema. Il server lo conosce, quindi non prova nulla: confrontate quattro parole a voce prima di chiedere più di uno sguardo.',
    codeSecret:
      'Quattro delle cifre esistono solo in questa pagina. Scriverle prova a entrambi chi c’è dall’altra parte.',
    codeKnown: 'Questo codice è del server. Confrontate quattro parole a voce appena il cliente arriva.',
    deviceTitle: 'Abilita questo browser',
    deviceWhy:
      'Ciò che chiedi a un cliente è firmato da questo browser. Inserisci una volta la password, così nessun altro può abilitarlo a tuo nome.',
    deviceGo: 'Abilita',
    deviceBusy: 'Abilitazione in corso',
    password: 'Password',
    mismatchTitle: 'Qualcuno è arrivato con altre cifre',
    mismatch:
      'O il cliente ha sbagliato le ultime cifre, o qualcuno prova a mettersi in mezzo. È stato respinto. Il cliente può scrivere di nuovo il codice; se succede due volte, creane uno nuovo.',
    spent:
      'Questo codice è stato provato tre volte con altre cifre. Crea una nuova sessione con un nuovo codice.',
    otherBrowser:
      'Questa sessione è iniziata in un altro browser, di cui il cliente conosce la chiave. Continua lì, oppure chiudila e creane una nuova.',
    byCode: 'Verificato dal codice: nessuno è in mezzo.',
    byVoice: 'Verificato a voce: nessuno è in mezzo.',
    notVerified: 'Non verificato',
    notVerifiedWhy:
      'Potete scrivervi e puoi chiedere di vedere. Per altro, fatti leggere al telefono quattro parole dal cliente.',
    compare: 'Confronta le parole',
    compareTitle: 'Quali parole ti legge?',
    compareHow:
      'Chiedi al cliente, al telefono, di leggere le quattro parole nella sua pagina, e premi la riga che senti.',
    preparing: 'Prepariamo le parole',
    agreeing: 'Le parole coincidono. Un momento.',
    noneOfThem: 'Nessuna di queste',
    differsTitle: 'Le parole non coincidono',
    differs:
      'Forse qualcuno è tra te e il cliente. Non continuare in questa sessione: chiudila e chiama il cliente.',
  },
});
