// The words of a desk's portal, before a request is sent.
import { catalogue, plural } from '../view/i18n.ts';

export const words = catalogue({
  en: {
    title: 'Get help',
    heading: (desk: string) => `Get help from ${desk}`,
    intro:
      'Write what the problem is. A technician of this desk takes your request and answers on this page.',
    loading: 'Looking whether somebody is there',
    loadingRoom: 'Going to the waiting room',
    waiting: (n: number) =>
      n === 0
        ? 'Nobody is waiting.'
        : plural(n, { one: 'One person is waiting.', other: '# people are waiting.' }),
    there: 'Somebody is at the desk now.',
    nobody:
      'Nobody is at the desk right now. You can send your request all the same: it waits in the queue until somebody is back.',
    until: (when: string) => `Open until ${when}, by your clock.`,
    closed: 'This desk is closed.',
    closedUntil: (when: string) =>
      `This desk is closed now. It opens again: ${when}, by your clock. What you send waits until then.`,
    introClosed:
      'Leave a message: write what the problem is. A technician of this desk reads it when it is open again, and answers on this page or by e-mail.',
    phone: 'By telephone:',
    form: 'Your request',
    name: 'Your name',
    nameHint: 'The technician calls you by it.',
    email: 'E-mail (you may leave it empty)',
    emailHint: 'So that the desk can write to you when this page is closed.',
    problem: 'What is the problem?',
    problemHint: 'In your own words. Leave out passwords and card numbers.',
    more: 'Tell more (you may leave it out)',
    steps: 'What have you tried?',
    messages: 'Which messages did you see?',
    messagesHint: 'Word for word, if you can.',
    files: 'Photos or files (you may leave it out)',
    filesHint: 'Up to five, 10 MB each. Drop them here, paste a picture, or choose them.',
    without: 'Leave out',
    leaveOut: (name: string) => `Leave ${name} out`,
    beforeTitle: 'Before you send it',
    before:
      'What you write and attach here reaches the help desk’s server, and the technicians of this desk read it. The kind of device, browser and system, your language, the size of the screen and a shortened network address go with it.',
    pageTitle: 'You came from this page; its address goes with your request',
    leavePageOut: 'Leave the address out',
    pageLeftOut: 'The address of the page is left out.',
    unseen: 'Nobody sees your screen. For that you are asked first, by name, and you can say no.',
    send: 'Send the request',
    sending: 'Sending your request',
    missing: {
      name: 'Write your name, two letters at least.',
      problem: 'Write a few words about the problem.',
    },
    tooLong: (most: number) => `This is too long: ${most} characters fit.`,
    unreadable: 'There is a character in it that cannot be shown. Type these words anew.',
    noAddress: 'This e-mail address is not complete. Complete it, or leave it empty.',
    refused:
      'The desk’s server did not accept the form. Look at what you wrote and send it again; nothing is lost.',
    tooMany: (minutes: number) =>
      `Many requests came from your network. ${plural(minutes, { one: 'Wait a minute', other: 'Wait # minutes' })}, then send it again; what you wrote stays here.`,
    unreachable:
      'The help desk cannot be reached right now, so nothing was sent. What you wrote stays here: check your connection and send it again.',
    noDeskTitle: 'There is no help desk at this address',
    noDesk: 'Compare the address with the one that you were given.',
    notLoaded: 'The help desk cannot be reached right now. Check your connection and try again.',
    again: 'Try again',
    haveCode: 'I have a code',
  },
  it: {
    title: 'Richiesta di aiuto',
    heading: (desk: string) => `Ricevi aiuto da ${desk}`,
    intro:
      'Scrivi qual è il problema. Una persona dell’assistenza prende la tua richiesta e risponde in questa pagina.',
    loading: 'Guardiamo se c’è qualcuno',
    loadingRoom: 'Andiamo alla sala d’attesa',
    waiting: (n: number) =>
      n === 0
        ? 'Nessuno è in attesa.'
        : plural(n, { one: 'Una persona è in attesa.', other: '# persone sono in attesa.' }),
    there: 'Ora c’è qualcuno all’assistenza.',
    nobody:
      'In questo momento all’assistenza non c’è nessuno. Puoi inviare lo stesso la richiesta: resta in coda finché qualcuno torna.',
    until: (when: string) => `Aperta fino a: ${when}, secondo il tuo orologio.`,
    closed: 'Questa assistenza è chiusa.',
    closedUntil: (when: string) =>
      `Ora questa assistenza è chiusa. Riapre: ${when}, secondo il tuo orologio. Ciò che invii aspetta fino ad allora.`,
    introClosed:
      'Lascia un messaggio: scrivi qual è il problema. Una persona dell’assistenza lo legge alla riapertura e risponde in questa pagina o per e-mail.',
    phone: 'Per telefono:',
    form: 'La tua richiesta',
    name: 'Il tuo nome',
    nameHint: 'Così saprà come chiamarti chi ti aiuta.',
    email: 'E-mail (si può lasciare vuota)',
    emailHint: 'Perché l’assistenza possa scriverti quando questa pagina è chiusa.',
    problem: 'Qual è il problema?',
    problemHint: 'Con parole tue, senza password e numeri di carte.',
    more: 'Racconta di più (si può tralasciare)',
    steps: 'Che cosa hai già provato?',
    messages: 'Quali messaggi hai visto?',
    messagesHint: 'Parola per parola, se possibile.',
    files: 'Foto o file (si possono tralasciare)',
    filesHint: 'Fino a cinque, 10 MB ciascuno. Trascinali qui, incolla un’immagine o sceglili.',
    without: 'Togli',
    leaveOut: (name: string) => `Togli ${name}`,
    beforeTitle: 'Prima di inviare',
    before:
      'Ciò che scrivi e alleghi qui arriva al server dell’assistenza, e lo leggono i suoi tecnici. Con il testo partono il tipo di dispositivo, il browser e il sistema, la lingua, le misure dello schermo e un indirizzo di rete abbreviato.',
    pageTitle: 'Arrivi da questa pagina; il suo indirizzo parte con la richiesta',
    leavePageOut: 'Non inviare l’indirizzo',
    pageLeftOut: 'L’indirizzo della pagina non viene inviato.',
    unseen: 'Nessuno vede il tuo schermo. Per questo ti verrà chiesto prima, per nome, e puoi dire di no.',
    send: 'Invia la richiesta',
    sending: 'Inviamo la tua richiesta',
    missing: {
      name: 'Scrivi il tuo nome, almeno due lettere.',
      problem: 'Scrivi qualche parola sul problema.',
    },
    tooLong: (most: number) => `È troppo lungo: ci stanno ${most} caratteri.`,
    unreadable: 'C’è un carattere che non si può mostrare. Scrivi di nuovo queste parole.',
    noAddress: 'Questo indirizzo e-mail non è completo. Completalo, oppure lascialo vuoto.',
    refused:
      'Il server dell’assistenza non ha accettato il modulo. Rileggi e invia di nuovo: nulla è andato perso.',
    tooMany: (minutes: number) =>
      `Dalla tua rete sono arrivate molte richieste. ${plural(minutes, { one: 'Aspetta un minuto', other: 'Aspetta # minuti' })}, poi invia di nuovo: ciò che hai scritto resta qui.`,
    unreachable:
      'L’assistenza non è raggiungibile in questo momento, quindi non è stato inviato nulla. Ciò che hai scritto resta qui: controlla la connessione e invia di nuovo.',
    noDeskTitle: 'A questo indirizzo non c’è nessuna assistenza',
    noDesk: 'Confronta l’indirizzo con quello che ti hanno dato.',
    notLoaded: 'L’assistenza non è raggiungibile in questo momento. Controlla la connessione e riprova.',
    again: 'Riprova',
    haveCode: 'Ho un codice',
  },
});
