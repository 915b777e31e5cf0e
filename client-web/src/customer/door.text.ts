// The words on the door: all a customer needs before anything else has loaded.
import { catalogue } from '../view/i18n.ts';

export const words = catalogue({
  en: {
    title: 'Permesso: remote help',
    heading: 'Enter the code',
    code: 'Code',
    hint: 'Ten digits. The person who helps you reads them to you.',
    go: 'Go on',
    going: 'Looking for your session',
    incomplete: 'Some digits are missing. The code has ten.',
    tooLong: 'That is more than ten digits. Check the code.',
    mistyped: 'One of the digits is not right. Compare the code with the person who helps you.',
    notUsable:
      'This code does not work. It may be mistyped, older than ten minutes, or already used. Ask for a new one.',
    wait: (seconds: number) => `Too many tries. Wait ${seconds} seconds, then try again.`,
    unreachable: 'The help desk cannot be reached right now. Check your connection and try again.',
    promiseTitle: 'You decide',
    promise:
      'Entering the code shows nothing. Nobody sees your screen before you have said yes to exactly that, and you can stop at any moment.',
    scamTitle: 'Did somebody call you out of the blue?',
    scam: 'Is it about your bank, a refund, the police, Microsoft or crypto? Stop: no bank asks you to share your screen. Hang up and call the official number.',
    back: 'Going back to your session',
    failed: 'This page could not load completely. Check your connection, then reload it.',
    reload: 'Reload',
    staff: 'For technicians',
    check: 'Will it work from here?',
  },
  it: {
    title: 'Permesso: assistenza a distanza',
    heading: 'Inserisci il codice',
    code: 'Codice',
    hint: 'Dieci cifre. Te le legge la persona che ti aiuta.',
    go: 'Continua',
    going: 'Cerchiamo la tua sessione',
    incomplete: 'Mancano alcune cifre. Il codice ne ha dieci.',
    tooLong: 'Sono più di dieci cifre. Controlla il codice.',
    mistyped: 'Una cifra non è giusta. Confronta il codice con la persona che ti aiuta.',
    notUsable:
      'Questo codice non funziona. Forse c’è un errore, sono passati più di dieci minuti o è già stato usato. Puoi chiederne uno nuovo.',
    wait: (seconds: number) => `Troppi tentativi. Aspetta ${seconds} secondi, poi riprova.`,
    unreachable: 'L’assistenza non è raggiungibile in questo momento. Controlla la connessione e riprova.',
    promiseTitle: 'Decidi tu',
    promise:
      'Inserire il codice non mostra nulla. Nessuno vede il tuo schermo prima che tu abbia detto sì esattamente a questo, e puoi interrompere quando vuoi.',
    scamTitle: 'Ti hanno chiamato all’improvviso?',
    scam: 'Si parla di banca, rimborsi, polizia, Microsoft o criptovalute? Fermati: nessuna banca chiede di condividere lo schermo. Chiudi e richiama il numero ufficiale.',
    back: 'Torniamo alla tua sessione',
    failed: 'La pagina non si è caricata del tutto. Controlla la connessione, poi ricaricala.',
    reload: 'Ricarica',
    staff: 'Per i tecnici',
    check: 'Funzionerà da qui?',
  },
});
