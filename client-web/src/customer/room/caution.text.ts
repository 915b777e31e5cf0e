// What a customer is asked and told before anybody can ask them for anything: security-rules.md 47, consent-protocol.md 2.7.
import { catalogue } from '../../view/i18n.ts';

export const words = catalogue({
  en: {
    title: 'Before you go on',
    lead: 'Two questions, because most frauds with remote help begin the same way. Nothing is shown meanwhile.',
    contact: 'Who contacted whom?',
    contacts: {
      customer: 'I contacted them',
      caller: 'They called me',
      message: 'A message or a pop-up told me to call',
    },
    topic: 'Was a bank, a refund, the police, Microsoft or crypto mentioned?',
    topics: { bait: 'Yes', other: 'No' },
    missing: 'Answer both questions first.',
    go: 'Go on',
    kept: 'Your two answers are recorded with the session, in just these words.',
    stopTitle: 'Stop for a moment',
    scam: 'Did they call you? Is it about your bank, a refund, the police, Microsoft or crypto? Stop: no bank asks you to share your screen. Hang up and call the official number.',
    howTitle: 'How to call back',
    how: [
      'Hang up, even if they ask you to stay on the line.',
      'Take the number from your card, your contract, or a letter you already had: never from the caller, a pop-up or a search.',
      'If they mention money or a code from your bank, tell somebody you trust first.',
    ],
    leave: 'Leave the session',
    waiting: 'Time to think',
    left: (time: string) => `${time} left. It counts only while you look at this page.`,
    over: 'You can go on now, if you are sure.',
    goView: 'Go on, for seeing only',
    viewOnly:
      'If you go on, the other side can ask to see your screen, and nothing else: no mouse and keyboard, no clipboard, no recording, no restart. That holds for the whole session, and nobody can undo it.',
    viewOnlyShort: 'After what you answered, only seeing can be allowed in this session.',
    locked: 'locked for this session',
  },
  it: {
    title: 'Prima di continuare',
    lead: 'Due domande, perché quasi tutte le truffe con l’assistenza a distanza cominciano allo stesso modo. Intanto non si mostra nulla.',
    contact: 'Chi ha contattato chi?',
    contacts: {
      customer: 'Ho contattato io l’assistenza',
      caller: 'Mi hanno chiamato loro',
      message: 'Un messaggio o un avviso sullo schermo mi ha detto di chiamare',
    },
    topic: 'Si è parlato di banca, rimborsi, polizia, Microsoft o criptovalute?',
    topics: { bait: 'Sì', other: 'No' },
    missing: 'Prima rispondi a tutte e due le domande.',
    go: 'Continua',
    kept: 'Le due risposte vengono registrate con la sessione, proprio con queste parole.',
    stopTitle: 'Fermati un momento',
    scam: 'Ti hanno chiamato loro? Si parla di banca, rimborsi, polizia, Microsoft o criptovalute? Fermati: nessuna banca chiede di condividere lo schermo. Chiudi e richiama il numero ufficiale.',
    howTitle: 'Come richiamare',
    how: [
      'Riattacca, anche se ti chiedono di restare in linea.',
      'Prendi il numero dalla carta, dal contratto o da una lettera che avevi già: mai da chi chiama, da un avviso sullo schermo o da una ricerca.',
      'Se si parla di soldi o di un codice della banca, parlane prima con una persona di fiducia.',
    ],
    leave: 'Esci dalla sessione',
    waiting: 'Tempo per pensarci',
    left: (time: string) => `Ancora ${time}. Conta solo mentre guardi questa pagina.`,
    over: 'Ora puoi continuare, se non hai dubbi.',
    goView: 'Continua, solo per far vedere',
    viewOnly:
      'Se continui, dall’altra parte possono chiedere di vedere il tuo schermo e nient’altro: niente mouse e tastiera, niente appunti, nessuna registrazione, nessun riavvio. Vale per tutta la sessione e nessuno può annullarlo.',
    viewOnlyShort: 'Dopo ciò che hai risposto, in questa sessione si può permettere solo di vedere.',
    locked: 'bloccato per questa sessione',
  },
});
