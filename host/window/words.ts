// What the host's windows say by themselves, in both languages. The text that is consented to is not among it: that one
// comes from the catalogue.
import type { Language } from '../../shared/field.ts';
import type { Scope } from '../../shared/session/scopes.ts';
import type { PreviewKind } from './preview-view.ts';

interface PreviewWords {
  readonly title: string;
  readonly note: string;
  readonly no: string;
  readonly yes: string;
}

interface Words {
  readonly doing: Readonly<Record<Scope, string>>;
  readonly asksTo: Readonly<Record<Scope, string>>;
  readonly timeLeft: (time: string) => string;
  readonly restartsIn: (seconds: number) => string;
  readonly stop: string;
  readonly banner: string;
  readonly question: string;
  readonly asks: (tech: string, desk: string) => string;
  readonly why: (tech: string) => string;
  readonly minutes: (minutes: number) => string;
  readonly refuse: string;
  readonly allow: string;
  readonly arming: string;
  readonly reading: (seconds: number) => string;
  readonly unread: string;
  readonly ready: string;
  readonly hold: string;
  readonly release: string;
  readonly single: string;
  readonly away: string;
  readonly covered: string;
  readonly recorded: string;
  readonly preview: string;
  readonly previews: Readonly<Record<PreviewKind, PreviewWords>>;
  readonly moreLines: (lines: number) => string;
  readonly marks: string;
  readonly codeWindow: string;
  readonly codeTitle: string;
  readonly codeHint: string;
  readonly codeMore: (missing: number) => string;
  readonly codeMistyped: string;
  readonly codeGood: string;
  readonly connect: string;
  readonly cancel: string;
}

const en: Words = {
  doing: {
    view: 'sees your screen',
    control: 'uses mouse and keyboard',
    'clipboard-in': 'puts text on your clipboard',
    'clipboard-out': 'gets text from your clipboard',
    record: 'Your screen is being recorded',
    sysinfo: 'reads system facts',
    reboot: 'may restart',
  },
  asksTo: {
    view: 'SEE your screen',
    control: 'USE your mouse and keyboard',
    'clipboard-in': 'PUT text on your clipboard',
    'clipboard-out': 'RECEIVE text from your clipboard',
    record: 'RECORD what is shown',
    sysinfo: 'READ facts about this computer',
    reboot: 'RESTART this computer',
  },
  timeLeft: (time) => `${time} left`,
  restartsIn: (n) => `Restarts in ${n} s`,
  stop: 'Stop',
  banner: 'Permesso: somebody sees or uses this computer',
  question: 'Permesso: somebody asks',
  asks: (tech, desk) => `${tech}, ${desk}, asks to`,
  why: (tech) => `Why, in the words of ${tech}:`,
  minutes: (n) => (n === 1 ? '1 minute' : `${n} minutes`),
  refuse: 'Refuse',
  allow: 'Allow',
  arming: 'Works after a moment, so that a stray press answers nothing.',
  reading: (n) => `Time to read: works in ${n} s.`,
  unread: 'There is more below. Yes works once the last line has been on the screen.',
  ready: 'Ready when you are. Refusing costs nothing.',
  hold: 'To allow, press and hold until the ring is full. Refusing costs nothing.',
  release: 'Now let go.',
  single: 'I have read this and prefer a single key: Enter on Allow',
  away: 'Click into this window first: then it works after a moment.',
  covered: 'Something covers this window. Move the other window away, or close it.',
  recorded: 'What is recorded: the question, your answer, the times. Never the picture.',
  preview: 'Permesso: look before it passes',
  previews: {
    put: {
      title: 'PUT this text on your clipboard',
      note: 'It takes the place of what is on your clipboard. Nothing is pasted by itself.',
      no: 'Don’t put',
      yes: 'Put',
    },
    send: {
      title: 'HAVE this text from your clipboard',
      note: 'Only this text is sent. Is there a password in it?',
      no: 'Don’t send',
      yes: 'Send',
    },
    facts: {
      title: 'HAVE these facts about this computer',
      note: 'Only what stands here is sent.',
      no: 'Don’t send',
      yes: 'Send',
    },
  },
  moreLines: (n) =>
    `${n === 1 ? 'and 1 more line' : `and ${n} more lines`}: turn the wheel or press Page Down`,
  marks: 'What is red is ours: ‹ › and → stand for characters that cannot be seen.',
  codeWindow: 'Permesso: type the code',
  codeTitle: 'Type the code from your page',
  codeHint: 'Your page shows ten digits for this computer.',
  codeMore: (n) => (n === 1 ? 'One digit to go.' : `${n} digits to go.`),
  codeMistyped: 'A digit is not right. Compare it with the page; Backspace removes the last one.',
  codeGood: 'The digits fit together. Press Enter to connect.',
  connect: 'Connect',
  cancel: 'Cancel',
};

const it: Words = {
  doing: {
    view: 'vede lo schermo',
    control: 'usa mouse e tastiera',
    'clipboard-in': 'mette testo negli appunti',
    'clipboard-out': 'riceve testo dagli appunti',
    record: 'Il tuo schermo viene registrato',
    sysinfo: 'legge i dati del sistema',
    reboot: 'può riavviare',
  },
  asksTo: {
    view: 'VEDERE lo schermo',
    control: 'USARE mouse e tastiera',
    'clipboard-in': 'METTERE testo nei tuoi appunti',
    'clipboard-out': 'RICEVERE testo dai tuoi appunti',
    record: 'REGISTRARE ciò che si vede',
    sysinfo: 'LEGGERE i dati di questo computer',
    reboot: 'RIAVVIARE questo computer',
  },
  timeLeft: (time) => `ancora ${time}`,
  restartsIn: (n) => `Riavvio tra ${n} s`,
  stop: 'Stop',
  banner: 'Permesso: qualcuno vede o usa questo computer',
  question: 'Permesso: qualcuno chiede',
  asks: (tech, desk) => `${tech}, ${desk}, chiede di`,
  why: (tech) => `Perché, con le parole di ${tech}:`,
  minutes: (n) => (n === 1 ? '1 minuto' : `${n} minuti`),
  refuse: 'Rifiuta',
  allow: 'Permetti',
  arming: 'Funziona dopo un momento: così una pressione per sbaglio non risponde nulla.',
  reading: (n) => `Tempo per leggere: funziona tra ${n} s.`,
  unread: 'C’è altro sotto. Il sì funziona quando si è vista l’ultima riga.',
  ready: 'Rispondi quando vuoi. Rifiutare non costa nulla.',
  hold: 'Per permettere tieni premuto finché l’anello è pieno. Rifiutare non costa nulla.',
  release: 'Ora lascia andare.',
  single: 'Ho letto e preferisco un solo tasto: Invio su Permetti',
  away: 'Prima fai clic in questa finestra: poi funziona dopo un momento.',
  covered: 'Qualcosa copre questa finestra. Sposta l’altra finestra o chiudila.',
  recorded: 'Che cosa si registra: la domanda, la tua risposta, gli orari. Mai l’immagine.',
  preview: 'Permesso: guarda prima che passi',
  previews: {
    put: {
      title: 'METTERE questo testo negli appunti',
      note: 'Prende il posto di ciò che c’è negli appunti. Nulla si incolla da solo.',
      no: 'Non mettere',
      yes: 'Metti',
    },
    send: {
      title: 'AVERE questo testo dai tuoi appunti',
      note: 'Si manda solo questo testo. C’è dentro una password?',
      no: 'Non mandare',
      yes: 'Manda',
    },
    facts: {
      title: 'AVERE questi dati del computer',
      note: 'Si manda solo ciò che sta qui.',
      no: 'Non mandare',
      yes: 'Manda',
    },
  },
  moreLines: (n) => `${n === 1 ? 'e ancora 1 riga' : `e altre ${n} righe`}: gira la rotella o premi Pag↓`,
  marks: 'Il rosso è nostro: ‹ › e → stanno per caratteri che non si vedono.',
  codeWindow: 'Permesso: scrivi il codice',
  codeTitle: 'Scrivi il codice della tua pagina',
  codeHint: 'La pagina mostra dieci cifre per questo computer.',
  codeMore: (n) => (n === 1 ? 'Manca una cifra.' : `Mancano ${n} cifre.`),
  codeMistyped: 'Una cifra non è giusta. Confrontale con la pagina; Backspace toglie l’ultima.',
  codeGood: 'Le cifre sono coerenti. Premi Invio per collegare.',
  connect: 'Collega',
  cancel: 'Annulla',
};

export const wordsIn = (language: Language): Words => (language === 'it' ? it : en);

/** `754` seconds as `12:34`, whole hours before it. */
export function clockOf(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  const two = (n: number) => String(n).padStart(2, '0');
  const hours = Math.floor(whole / 3600);
  const minutes = Math.floor((whole % 3600) / 60);
  return hours > 0 ? `${hours}:${two(minutes)}:${two(whole % 60)}` : `${minutes}:${two(whole % 60)}`;
}
