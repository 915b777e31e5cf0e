// The words of calling a colleague, at the console.
import type { CallKind } from '../../../../shared/session/outcome.ts';
import { catalogue } from '../../view/i18n.ts';

type ByKind = Readonly<Record<CallKind, (name: string) => string>>;

export const words = catalogue({
  en: {
    bring: 'Bring in a colleague',
    title: 'Bring in a colleague',
    how: 'What for',
    kinds: {
      'hand-over': 'To take over',
      join: 'To help beside you',
    } as Readonly<Record<CallKind, string>>,
    kindHints: {
      'hand-over':
        'When they accept, everything your customer allowed ends. You leave as soon as the customer has met them.',
      join: 'You stay. They ask the customer for everything themselves.',
    } as Readonly<Record<CallKind, string>>,
    whom: 'Whom',
    anybody: 'Anybody at the desk',
    availability: { available: '', busy: ' (busy)', away: ' (away)' },
    nobodyThere:
      'None of your colleagues has the console open right now. Whoever opens it in the next two minutes sees your call.',
    note: 'Note for your colleague',
    noteHint: 'Only the desk sees it. Your customer never does.',
    consent: 'Your customer is asked by name. Nobody comes in unseen.',
    call: 'Call',
    calling: 'Calling',
    cancel: 'Not now',

    waitingFor: (name: string) => `Waiting for ${name}`,
    waitingForAny: 'Waiting for a colleague',
    withdraw: 'Take it back',
    left: 'Time left',
    declined: (name: string) => `${name} cannot come`,
    lapsed: 'Nobody answered',
    lapsedHint: 'You can call again, or call somebody else.',
    called: {
      'hand-over': (name) => `${name} accepted and waits for your customer`,
      join: (name) => `${name} accepted and waits for your customer`,
    } as ByKind,
    calledHint: {
      'hand-over':
        'Your customer is being asked whether to meet them. Until then nothing can be asked; you can still write to each other.',
      join: 'Your customer is being asked whether to meet them.',
    } as Readonly<Record<CallKind, string>>,
    refused: (name: string) => `Your customer does not want to meet ${name} now`,
    refusedHint: 'You go on together, without what was allowed before a hand-over.',
    gone: (name: string) => `${name} is not here any more`,
    beside: (name: string) => `${name} is here too`,
    besideHint: 'In a session of their own with your customer, who sees you both by name.',

    rings: {
      'hand-over': (name) => `${name} asks you to take over`,
      join: (name) => `${name} asks you to help beside them`,
    } as ByKind,
    about: (number: number, title: string, name: string) => `#${number} ${title} · ${name}`,
    aboutNothing: 'A session that began with a code.',
    noteFrom: (name: string) => `${name} writes, for the desk alone`,
    accept: 'Accept',
    decline: 'Cannot now',
    word: 'A word to it',
    wordHint: 'For your colleague. May stay empty.',
    sendNo: 'Tell them',
    read: 'All right',
    faster: (name: string) => (name === '' ? 'The call is over.' : `${name} was faster.`),
    invited: {
      'hand-over': (name) => `The customer is asked whether to meet you, instead of ${name}`,
      join: (name) => `The customer is asked whether to meet you, beside ${name}`,
    } as ByKind,
    invitedHint:
      'They come in by themselves. Nothing is shown and nobody is verified until you compare words.',
    alsoHere: (name: string) => `${name} is here too, in a session of their own.`,
    took: (name: string) => `You took over from ${name}.`,
    handedOver: (name: string) => `${name} has taken over`,
    handedOverHint: 'Your customer has met them. Nothing is left for you to do here.',
  },
  it: {
    bring: 'Chiama un collega',
    title: 'Chiama un collega',
    how: 'Per che cosa',
    kinds: { 'hand-over': 'Per subentrare', join: 'Per affiancarti' },
    kindHints: {
      'hand-over':
        'Quando accetta, termina tutto ciò che il cliente ha permesso. Tu esci appena il cliente l’ha incontrato.',
      join: 'Tu resti. Il collega chiede ogni cosa al cliente per conto proprio.',
    },
    whom: 'Chi',
    anybody: 'Chiunque dell’assistenza',
    availability: { available: '', busy: ' (in attività)', away: ' (assente)' },
    nobodyThere:
      'Nessuno dei colleghi ha la console aperta in questo momento. Chi la apre nei prossimi due minuti vede la tua chiamata.',
    note: 'Nota per il collega',
    noteHint: 'La vede solo l’assistenza. Il cliente mai.',
    consent: 'Al cliente si chiede per nome. Nessuno entra senza essere visto.',
    call: 'Chiama',
    calling: 'Chiamata in corso',
    cancel: 'Non ora',

    waitingFor: (name) => `In attesa di ${name}`,
    waitingForAny: 'In attesa di un collega',
    withdraw: 'Ritira',
    left: 'Tempo rimasto',
    declined: (name) => `${name} non può venire`,
    lapsed: 'Nessuno ha risposto',
    lapsedHint: 'Puoi chiamare di nuovo, o chiamare un’altra persona.',
    called: {
      'hand-over': (name) => `${name} ha accettato e aspetta il cliente`,
      join: (name) => `${name} ha accettato e aspetta il cliente`,
    },
    calledHint: {
      'hand-over':
        'Al cliente si chiede se vuole incontrarlo. Fino ad allora non si può chiedere nulla; potete ancora scrivervi.',
      join: 'Al cliente si chiede se vuole incontrarlo.',
    },
    refused: (name) => `Il cliente ora non vuole incontrare ${name}`,
    refusedHint: 'Continuate insieme, senza ciò che era permesso prima di un subentro.',
    gone: (name) => `${name} non è più qui`,
    beside: (name) => `C’è anche ${name}`,
    besideHint: 'In una sessione propria con il cliente, che vede entrambi per nome.',

    rings: {
      'hand-over': (name) => `${name} ti chiede di subentrare`,
      join: (name) => `${name} ti chiede di affiancarsi`,
    },
    about: (number, title, name) => `#${number} ${title} · ${name}`,
    aboutNothing: 'Una sessione iniziata con un codice.',
    noteFrom: (name) => `${name} scrive, solo per l’assistenza`,
    accept: 'Accetta',
    decline: 'Ora non posso',
    word: 'Una parola in più',
    wordHint: 'Per il collega. Può restare vuota.',
    sendNo: 'Fallo sapere',
    read: 'Va bene',
    faster: (name) => (name === '' ? 'La chiamata è finita.' : `${name} è stato più veloce.`),
    invited: {
      'hand-over': (name) => `Al cliente si chiede se vuole incontrarti, al posto di ${name}`,
      join: (name) => `Al cliente si chiede se vuole incontrarti, accanto a ${name}`,
    },
    invitedHint:
      'Entra per conto suo. Nulla è mostrato e nessuno è verificato finché non confrontate le parole.',
    alsoHere: (name) => `C’è anche ${name}, in una sessione propria.`,
    took: (name) => `Hai preso il posto di ${name}.`,
    handedOver: (name) => `È subentrato ${name}`,
    handedOverHint: 'Il cliente l’ha incontrato. Qui non ti resta nulla da fare.',
  },
});
