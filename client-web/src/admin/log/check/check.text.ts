// What is said of checks: of one session, of whole logs, and of how far they are signed.
import type { Verdict } from '../../../../../shared/log/finding.ts';
import { catalogue, plural } from '../../../view/i18n.ts';

type Words<K extends string> = Readonly<Record<K, string>>;

const en = {
  health: 'State of the log',
  of: { desk: 'Log of the desk', installation: 'Log of this installation' } as Words<'desk' | 'installation'>,
  signedUpTo: (n: string, when: string) => `${n} entries signed, last at ${when}`,
  stray: (n: string) => `Pictures without a permission: ${n}`,
  strayBad:
    'Pictures reached a technician’s page although no permission covered them. The sessions are those with “pictures reached the technician’s page” among their entries.',
  refused: (which: string) => `${which}: not signed any more`,
  refusedWhy: 'The broker’s own reason:',
  refusedDo:
    'Its database contradicts a head that was signed, as after a restored backup. An operator has to look, and to open a successor.',
  late: (which: string) => `${which}: entries wait for their signature`,
  lateWhy: (n: number, since: string) =>
    plural(n, {
      one: `# entry has not been signed since ${since}.`,
      other: `# entries have not been signed since ${since}.`,
    }),
  never: 'the beginning',
  statusUnknown: 'Whether the log is signed could not be read',

  checkAll: 'Verify the whole log',
  checkAllHint:
    'Reads every entry and checks signatures, tree and sessions here, in your browser. Personal details are not part of it.',
  checkingAll: (which: string) => `Checking: ${which}`,
  progress: (percent: string, n: string) => `${percent} of ${n} files`,
  replaying: 'Replaying the sessions',
  giveUp: 'Give up',
  checkOne: 'Verify now',
  checkOneHint:
    'Fetches the proof of this session and checks it here, in your browser. That you fetched it is recorded.',
  checking: 'Checking',
  failed: 'It could not be checked',
  noHead: 'There is no signed head yet. Try again in a few seconds.',
  checkedAt: (when: string) => `Checked in this browser at ${when}`,

  verdict: {
    sound: 'Checked: nothing was changed',
    tampered: 'TAMPERED WITH: this is not what was signed',
    unclear: 'Not decided: something could not be checked',
    erased: 'Checked: nothing was changed; some details have been erased',
  } as Words<Verdict>,
  verdictMeans: {
    sound: '',
    tampered:
      'Do not rely on what is shown here. Keep this page and the downloaded proof, and tell whoever runs the broker.',
    unclear: 'Nothing shows that it was changed, and nothing shows that it was not.',
    erased: 'Erasing details is allowed and leaves the proof whole; who was named cannot be read any more.',
  } as Words<Verdict>,
  firstEntry: (entry: string) => `The first bad entry is entry ${entry} of the log`,
  firstEntryOf: (entry: string, seq: string) =>
    `The first bad entry is no. ${seq} of this session, entry ${entry} of the log`,
  firstOther: (where: string) => `What is wrong first: ${where}`,
  inWords: 'In the verifier’s words',
  entries: (n: number, size: string) =>
    plural(n, {
      one: `# entry, proven to stand in the signed log of ${size}`,
      other: `# entries, each proven to stand in the signed log of ${size}`,
    }),
  allEntries: (n: number) => plural(n, { one: '# entry, the whole log', other: '# entries, the whole log' }),
  details: (n: number) =>
    plural(n, {
      one: '# personal detail, as the entry vouches for it',
      other: '# personal details, as the entries vouch for them',
    }),
  erasedDetails: (n: number) => plural(n, { one: '# detail erased', other: '# details erased' }),
  signatures: (n: number) =>
    plural(n, {
      one: '# statement, signed by the one it names',
      other: '# statements, signed by the ones they name',
    }),
  replayed: (n: number) =>
    plural(n, {
      one: '# session, replayed: no picture without a live permission, nothing after the end',
      other: '# sessions, replayed: no picture without a live permission, nothing after the end',
    }),
  notReplayed: (n: number) =>
    plural(n, {
      one: '# session not replayed: begun before consent v2, or in the log before this',
      other: '# sessions not replayed: begun before consent v2, or in the log before this',
    }),
  before: (n: number) =>
    plural(n, {
      one: '# entry unsigned, before consent v2: as recorded, its details vouched for by nothing',
      other: '# entries unsigned, before consent v2: as recorded, their details vouched for by nothing',
    }),
  lookedAt: (n: number) => plural(n, { one: '# entry looked at', other: '# entries looked at' }),
  checked: 'What was checked',
  against: 'Against the key',
  againstNone: 'none of the published keys',
  wholeKey: 'The key, for other programs',
  keyWhence:
    'As this server publishes it. Compare the short form with a receipt or with an auditor’s note of another day.',
  keptFirst: 'This browser has verified this log for the first time and will remember its head.',
  keptSame: (n: string, when: string) =>
    `It continues the head of ${n} entries that this browser verified on ${when}.`,
  keptNot: (n: string, when: string) =>
    `It does NOT continue the head of ${n} entries that this browser verified on ${when}.`,
};

const it: typeof en = {
  health: 'Stato del registro',
  of: { desk: 'Registro dell’assistenza', installation: 'Registro di questa installazione' },
  signedUpTo: (n, when) => `${n} voci firmate, l’ultima alle ${when}`,
  stray: (n) => `Immagini senza permesso: ${n}`,
  strayBad:
    'Alla pagina di un tecnico sono arrivate immagini che nessun permesso copriva. Le sessioni sono quelle con «immagini sono arrivate alla pagina del tecnico» fra le voci.',
  refused: (which) => `${which}: non viene più firmato`,
  refusedWhy: 'Il motivo dato dal broker:',
  refusedDo:
    'Il suo database contraddice una testa già firmata, come dopo un backup ripristinato. Un operatore deve guardare, e aprire un successore.',
  late: (which) => `${which}: alcune voci attendono la firma`,
  lateWhy: (n, since) =>
    plural(n, {
      one: `# voce non è firmata: l’ultima firma è delle ${since}.`,
      other: `# voci non sono firmate: l’ultima firma è delle ${since}.`,
    }),
  never: 'mai',
  statusUnknown: 'Non è stato possibile leggere se il registro è firmato',

  checkAll: 'Verifica tutto il registro',
  checkAllHint:
    'Legge ogni voce e controlla firme, albero e sessioni qui, nel tuo browser. I dettagli personali non ne fanno parte.',
  checkingAll: (which) => `Verifica in corso: ${which}`,
  progress: (percent, n) => `${percent} di ${n} file`,
  replaying: 'Le sessioni vengono ripercorse',
  giveUp: 'Rinuncia',
  checkOne: 'Verifica ora',
  checkOneHint:
    'Prende la prova di questa sessione e la controlla qui, nel tuo browser. Anche questo prelievo viene registrato.',
  checking: 'Verifica in corso',
  failed: 'Non è stato possibile verificare',
  noHead: 'Non c’è ancora una testa firmata. Si può riprovare fra qualche secondo.',
  checkedAt: (when) => `Verificato in questo browser alle ${when}`,

  verdict: {
    sound: 'Verificato: nulla è stato cambiato',
    tampered: 'MANOMESSO: non è ciò che è stato firmato',
    unclear: 'Non deciso: qualcosa non si è potuto controllare',
    erased: 'Verificato: nulla è stato cambiato; alcuni dettagli sono stati cancellati',
  },
  verdictMeans: {
    sound: '',
    tampered:
      'Su ciò che è mostrato qui non si può contare. È bene conservare questa pagina e la prova scaricata, e avvisare chi gestisce il broker.',
    unclear: 'Nulla mostra che sia stato cambiato, e nulla mostra che non lo sia stato.',
    erased: 'Cancellare dettagli è permesso e lascia intera la prova; chi era nominato non si legge più.',
  },
  firstEntry: (entry) => `La prima voce guasta è la voce ${entry} del registro`,
  firstEntryOf: (entry, seq) =>
    `La prima voce guasta è la n. ${seq} di questa sessione, voce ${entry} del registro`,
  firstOther: (where) => `Ciò che è guasto per primo: ${where}`,
  inWords: 'Con le parole del verificatore, in inglese',
  entries: (n, size) =>
    plural(n, {
      one: `# voce, provata nel registro firmato di ${size}`,
      other: `# voci, ciascuna provata nel registro firmato di ${size}`,
    }),
  allEntries: (n) => plural(n, { one: '# voce, tutto il registro', other: '# voci, tutto il registro' }),
  details: (n) =>
    plural(n, {
      one: '# dettaglio personale, come la voce lo garantisce',
      other: '# dettagli personali, come le voci li garantiscono',
    }),
  erasedDetails: (n) => plural(n, { one: '# dettaglio cancellato', other: '# dettagli cancellati' }),
  signatures: (n) =>
    plural(n, {
      one: '# dichiarazione, firmata da chi vi è nominato',
      other: '# dichiarazioni, firmate da chi vi è nominato',
    }),
  replayed: (n) =>
    plural(n, {
      one: '# sessione, ripercorsa: nessuna immagine senza un permesso vivo, nulla dopo la fine',
      other: '# sessioni, ripercorse: nessuna immagine senza un permesso vivo, nulla dopo la fine',
    }),
  notReplayed: (n) =>
    plural(n, {
      one: '# sessione non ripercorsa: cominciata prima del consenso v2, o nel registro precedente',
      other: '# sessioni non ripercorse: cominciate prima del consenso v2, o nel registro precedente',
    }),
  before: (n) =>
    plural(n, {
      one: '# voce non firmata, prima del consenso v2: come registrata, nulla ne garantisce i dettagli',
      other: '# voci non firmate, prima del consenso v2: come registrate, nulla ne garantisce i dettagli',
    }),
  lookedAt: (n) => plural(n, { one: '# voce esaminata', other: '# voci esaminate' }),
  checked: 'Che cosa è stato controllato',
  against: 'Con la chiave',
  againstNone: 'nessuna delle chiavi pubblicate',
  wholeKey: 'La chiave, per altri programmi',
  keyWhence:
    'Come la pubblica questo server. La forma breve si può confrontare con una ricevuta o con l’appunto di un revisore di un altro giorno.',
  keptFirst: 'Questo browser ha verificato questo registro per la prima volta e ne ricorderà la testa.',
  keptSame: (n, when) => `Prosegue la testa di ${n} voci che questo browser ha verificato il ${when}.`,
  keptNot: (n, when) => `NON prosegue la testa di ${n} voci che questo browser ha verificato il ${when}.`,
};

export const words = catalogue({ en, it });
