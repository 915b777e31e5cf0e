// Every event of a session as one plain sentence, in both languages. A new kind of event without its sentence does not
// compile.

import type { LaneKind } from '../../../../shared/protocol/lane-kind.ts';
import type { FileResult, Party } from '../../../../shared/session/events.ts';
import type { CallKind, Ending } from '../../../../shared/session/outcome.ts';
import type {
  AbortReason,
  HostLeaving,
  MeetingFailure,
  RevokeReason,
} from '../../../../shared/session/reasons.ts';
import type { Scope, Surface } from '../../../../shared/session/scopes.ts';
import { catalogue } from '../../view/i18n.ts';

type Words<K extends string> = Readonly<Record<K, string>>;

const en = {
  who: {
    technician: 'The technician',
    customer: 'The customer',
    host: 'The host',
    broker: 'The broker',
  } as Words<Party['role']>,
  scope: {
    view: 'see the screen',
    control: 'use mouse and keyboard',
    'clipboard-in': 'put text on the clipboard',
    'clipboard-out': 'receive text from the clipboard',
    record: 'record the picture',
    sysinfo: 'read system information',
    reboot: 'restart the computer',
  } as Words<Scope>,
  surface: { tab: 'one browser tab', window: 'one window', monitor: 'the whole screen' } as Words<Surface>,
  numbered: (surface: string, screen: number) => `${surface}, number ${screen}`,
  auth: {
    none: 'who they are was not verified',
    sas: 'compared by voice',
    pake: 'verified by the code',
  } as Words<'none' | 'sas' | 'pake'>,
  ending: {
    completed: 'closed by one of the two',
    declined: 'the customer did not go on',
    expired: 'it reached twelve hours',
    lonely: 'nobody used the code',
    lost: 'the customer was gone for half an hour',
    burned: 'the code failed three times',
    misused: 'the technician’s page kept sending what it must not send',
    deserted: 'the technician was gone for a minute',
    closed: 'the technician’s account was closed',
    'handed-over': 'a colleague took over',
  } as Words<Ending>,
  revoke: {
    stop: 'with Stop',
    keys: 'with Esc twice',
    'surface-changed': 'because something else came into the picture',
    'capture-ended': 'in the browser’s own bar',
    reload: 'by loading the page anew',
    replaced: 'by a newer permission',
    ended: 'because it could not go on',
    done: 'since it was done',
    'host-left': 'because the host left the computer',
  } as Words<RevokeReason>,
  abort: {
    'picker-cancelled': 'nothing was chosen',
    'wider-surface': 'more was chosen than asked for',
    'not-possible': 'the browser could not show it',
    'not-recorded': 'it could not be recorded',
    'screen-gone': 'the computer has no such screen, or its screens changed',
    'text-altered': 'the words on the customer’s page had been changed',
  } as Words<AbortReason>,
  file: { complete: 'arrived whole', cancelled: 'was cancelled', failed: 'failed' } as Words<FileResult>,
  created: (who: string) => `${who} opened the session`,
  createdAfter: (who: string) => `${who} opened the session, called by a colleague who is with the customer`,
  joined: (with_: string) => `The customer came in with the code${with_ && `, on ${with_}`}`,
  answered: {
    customer: {
      other: 'The customer said: I contacted the desk myself',
      bait: 'The customer said: I contacted the desk myself, and a bank, a refund, the police, Microsoft or crypto was mentioned. Only seeing can be allowed',
    },
    caller: {
      other: 'The customer said: they called me. Only seeing can be allowed',
      bait: 'The customer said: they called me, and a bank, a refund, the police, Microsoft or crypto was mentioned. Only seeing can be allowed',
    },
    message: {
      other: 'The customer said: a message told me to call. Only seeing can be allowed',
      bait: 'The customer said: a message told me to call, and a bank, a refund, the police, Microsoft or crypto was mentioned. Only seeing can be allowed',
    },
  },
  admitted: 'The customer read who is asking and went on',
  asked: (scope: string, surface: string, min: number, reason: string) =>
    `The technician asked to ${scope} (${surface}) for ${min} min${reason && `: “${reason}”`}`,
  extended: 'The customer took more time to answer',
  withdrawn: (scope: string) => `The question to ${scope} was taken back`,
  granted: (scope: string, surface: string, min: number, auth: string) =>
    `The customer allowed to ${scope}: ${surface}, for ${min} min (${auth})`,
  denied: (scope: string) => `The customer refused to let the technician ${scope}`,
  aborted: (scope: string, why: string) => `The question to ${scope} came to nothing: ${why}`,
  timedOut: (scope: string) => `The question to ${scope} was not answered, which is a refusal`,
  revoked: (scope: string, why: string, ms: number | null) =>
    `The customer ended the permission to ${scope} ${why}${ms === null ? '' : `; the picture was off after ${ms} ms`}`,
  relinquished: (scope: string) => `The technician gave back the permission to ${scope}`,
  expired: (scope: string) => `The time to ${scope} was over`,
  disconnected: (scope: string) =>
    `The permission to ${scope} ended, since the customer was away for a minute`,
  moot: (who: string) => `${who} ended something that had already ended`,
  void: {
    ask: 'A question was not put to the customer',
    grant: 'A permission came too late or did not fit, and allows nothing',
    confirm: 'What was allowed in the host’s window did not fit the question, and allows nothing',
  },
  authenticated: {
    none: 'The two pages exchanged keys; who they are was not verified',
    sas: 'The two compared words by voice: each knows the other’s key',
    pake: 'The code proved to each of the two pages that the other knew it',
  } as Words<'none' | 'sas' | 'pake'>,
  notAuthenticated: {
    mismatch: 'Somebody came with the code but not its right digits, or was intercepted, and was sent away',
    timeout: 'Somebody came with the code, but the two pages did not reach each other in time',
    left: 'Somebody came with the code and left again',
  } as Words<MeetingFailure>,
  lane: {
    talk: 'a connection for chat',
    files: 'a connection for a file',
    screen: 'a picture',
    control: 'remote control',
    'clipboard-in': 'a connection for the clipboard',
    'clipboard-out': 'a connection for the clipboard',
    sysinfo: 'a connection for system information',
  } as Words<LaneKind>,
  laneRefused: (who: string, what: string, why: string) =>
    `${who}’s page refused ${what} that nothing vouched for (${why})`,
  statementRefused: (who: string, of: string, why: string) =>
    `${who} refused a statement said to be of ${of} (${why})`,
  of: {
    technician: 'the technician',
    customer: 'the customer',
    host: 'the host',
    broker: 'the broker',
  } as Words<Party['role']>,
  hostAwaited: 'The customer made digits to connect the host on this computer',
  hostJoined: (system: string) => `A host came with the address${system && `, from ${system}`}`,
  hostFailed: 'A host did not show that it knew the digits, and was turned away',
  hostPaired: 'The customer vouched for the host: from here on things are allowed only in its window',
  hostLeft: {
    dismissed: 'The customer disconnected the host',
    left: 'The host was closed on the computer',
    late: 'No host came in time with the right digits',
    lost: 'The host was gone for a minute',
  } as Words<HostLeaving>,
  confirmed: (scope: string, surface: string, min: number) =>
    `At the computer, in the host’s window, it was allowed to ${scope}: ${surface}, for ${min} min`,
  stray: (n: number) => `${n} pictures reached the technician’s page without a permission`,
  started: (scope: string) => `From here on the technician could ${scope}`,
  stopped: (scope: string) => `From here on the technician could no longer ${scope}`,
  used: {
    view: (n: string) => `${n} pictures`,
    control: (n: string) => `The technician’s hand did ${n} things`,
    'clipboard-in': (_n: string, size: string) => `A text of ${size} was put on the customer’s clipboard`,
    'clipboard-out': (_n: string, size: string) => `A text of ${size} from the customer’s clipboard was sent`,
    record: (_n: string, size: string) => `The technician’s page kept a recording of ${size}`,
    sysinfo: (n: string) => `${n} facts about the computer were sent`,
    reboot: () => 'The system of the computer was asked to restart',
  } as Readonly<Record<Scope, (amount: string, size: string) => string>>,
  misused: (scope: string, n: number) =>
    `${n} messages to ${scope} were not followed: no honest page sends them`,
  shut: 'The host closed the connection for that',
  returnOffered: 'The technician made digits with which the customer’s browser finds this session again',
  called: {
    'hand-over': (name: string) =>
      `The technician asked ${name || 'a colleague'} to take over; everything that was allowed ended`,
    join: (name: string) => `The technician asked ${name || 'a colleague'} to help beside them`,
  } as Readonly<Record<CallKind, (name: string) => string>>,
  colleagueRefused: 'The customer did not want to meet the colleague',
  colleagueMet: 'The customer read who the colleague is and went on; they have a session of their own',
  colleagueLeft: 'The colleague left, or never met the customer',
  offered: (who: string, name: string, size: string) => `${who} offered the file ${name} (${size})`,
  accepted: 'The file was accepted',
  rejected: 'The file was refused',
  done: (how: string) => `The file ${how}`,
  chat: (n: number) => `The chat had ${n} lines`,
  endedBy: (who: string) => `${who} ended the session`,
  ended: (who: string, how: string) => `${who} ended the session: ${how}`,
  erased: 'erased',
};

const it: typeof en = {
  who: { technician: 'Il tecnico', customer: 'Il cliente', host: 'L’host', broker: 'Il broker' },
  scope: {
    view: 'vedere lo schermo',
    control: 'usare mouse e tastiera',
    'clipboard-in': 'mettere testi negli appunti',
    'clipboard-out': 'ricevere testi dagli appunti',
    record: 'registrare l’immagine',
    sysinfo: 'leggere le informazioni di sistema',
    reboot: 'riavviare il computer',
  },
  surface: { tab: 'una scheda del browser', window: 'una finestra', monitor: 'lo schermo intero' },
  numbered: (surface, screen) => `${surface}, numero ${screen}`,
  auth: { none: 'identità non verificata', sas: 'confrontata a voce', pake: 'verificata dal codice' },
  ending: {
    completed: 'chiusa da uno dei due',
    declined: 'il cliente non ha proseguito',
    expired: 'ha raggiunto le dodici ore',
    lonely: 'nessuno ha usato il codice',
    lost: 'il cliente è mancato per mezz’ora',
    burned: 'il codice non ha funzionato per tre volte',
    misused: 'la pagina del tecnico continuava a inviare ciò che non deve',
    deserted: 'il tecnico è mancato per un minuto',
    closed: 'l’account del tecnico è stato chiuso',
    'handed-over': 'è subentrato un collega',
  },
  revoke: {
    stop: 'con Stop',
    keys: 'con Esc due volte',
    'surface-changed': 'perché nell’immagine è entrato altro',
    'capture-ended': 'dalla barra del browser',
    reload: 'ricaricando la pagina',
    replaced: 'con un permesso più recente',
    ended: 'perché non poteva proseguire',
    done: 'perché era fatto',
    'host-left': 'perché l’host ha lasciato il computer',
  },
  abort: {
    'picker-cancelled': 'non è stato scelto nulla',
    'wider-surface': 'è stato scelto più di quanto chiesto',
    'not-possible': 'il browser non ha potuto mostrarlo',
    'not-recorded': 'non è stato possibile registrarlo',
    'screen-gone': 'il computer non ha quello schermo, o gli schermi sono cambiati',
    'text-altered': 'le parole nella pagina del cliente erano state cambiate',
  },
  file: { complete: 'è arrivato intero', cancelled: 'è stato annullato', failed: 'non è riuscito' },
  created: (who) => `${who} ha aperto la sessione`,
  createdAfter: (who) => `${who} ha aperto la sessione, su chiamata di un collega che è con il cliente`,
  joined: (with_) => `Il cliente è entrato con il codice${with_ && `, da ${with_}`}`,
  answered: {
    customer: {
      other: 'Il cliente ha detto: ho contattato io l’assistenza',
      bait: 'Il cliente ha detto: ho contattato io l’assistenza, e si è parlato di banca, rimborsi, polizia, Microsoft o criptovalute. Si può permettere solo di vedere',
    },
    caller: {
      other: 'Il cliente ha detto: mi hanno chiamato loro. Si può permettere solo di vedere',
      bait: 'Il cliente ha detto: mi hanno chiamato loro, e si è parlato di banca, rimborsi, polizia, Microsoft o criptovalute. Si può permettere solo di vedere',
    },
    message: {
      other: 'Il cliente ha detto: un messaggio mi ha detto di chiamare. Si può permettere solo di vedere',
      bait: 'Il cliente ha detto: un messaggio mi ha detto di chiamare, e si è parlato di banca, rimborsi, polizia, Microsoft o criptovalute. Si può permettere solo di vedere',
    },
  },
  admitted: 'Il cliente ha letto chi chiede e ha proseguito',
  asked: (scope, surface, min, reason) =>
    `Il tecnico ha chiesto di ${scope} (${surface}) per ${min} min${reason && `: «${reason}»`}`,
  extended: 'Il cliente ha preso altro tempo per rispondere',
  withdrawn: (scope) => `La domanda di ${scope} è stata ritirata`,
  granted: (scope, surface, min, auth) =>
    `Il cliente ha permesso di ${scope}: ${surface}, per ${min} min (${auth})`,
  denied: (scope) => `Il cliente non ha permesso al tecnico di ${scope}`,
  aborted: (scope, why) => `La domanda di ${scope} non ha avuto seguito: ${why}`,
  timedOut: (scope) => `La domanda di ${scope} è rimasta senza risposta, cioè un rifiuto`,
  revoked: (scope, why, ms) =>
    `Il cliente ha tolto il permesso di ${scope} ${why}${ms === null ? '' : `; l’immagine si è spenta dopo ${ms} ms`}`,
  relinquished: (scope) => `Il tecnico ha restituito il permesso di ${scope}`,
  expired: (scope) => `Il tempo per ${scope} è finito`,
  disconnected: (scope) => `Il permesso di ${scope} è finito: il cliente è mancato per un minuto`,
  moot: (who) => `${who} ha chiuso qualcosa che era già finito`,
  void: {
    ask: 'Una domanda non è stata posta al cliente',
    grant: 'Un permesso è arrivato tardi o non corrispondeva, e non permette nulla',
    confirm: 'Un consenso dato nella finestra dell’host non corrispondeva alla domanda, e non permette nulla',
  },
  authenticated: {
    none: 'Le due pagine si sono scambiate le chiavi; l’identità non è stata verificata',
    sas: 'I due hanno confrontato le parole a voce: ciascuno conosce la chiave dell’altro',
    pake: 'Il codice ha provato a ciascuna delle due pagine che l’altra lo conosceva',
  },
  notAuthenticated: {
    mismatch:
      'Qualcuno è arrivato con il codice ma non con le cifre giuste, o era intercettato, ed è stato respinto',
    timeout: 'Qualcuno è arrivato con il codice, ma le due pagine non si sono raggiunte in tempo',
    left: 'Qualcuno è arrivato con il codice e se n’è andato',
  },
  lane: {
    talk: 'un collegamento per la chat',
    files: 'un collegamento per un file',
    screen: 'un’immagine',
    control: 'un controllo remoto',
    'clipboard-in': 'una connessione per gli appunti',
    'clipboard-out': 'una connessione per gli appunti',
    sysinfo: 'una connessione per i dati di sistema',
  },
  laneRefused: (who, what, why) => `La pagina: ${who} ha rifiutato ${what} di cui nessuno garantiva (${why})`,
  statementRefused: (who, of, why) => `${who} ha rifiutato una dichiarazione attribuita a: ${of} (${why})`,
  of: { technician: 'il tecnico', customer: 'il cliente', host: 'l’host', broker: 'il broker' },
  hostAwaited: 'Il cliente ha preparato le cifre per collegare l’host su questo computer',
  hostJoined: (system) => `Un host è arrivato con l’indirizzo${system && `, da ${system}`}`,
  hostFailed: 'Un host non ha mostrato di conoscere le cifre, ed è stato respinto',
  hostPaired: 'Il cliente ha garantito per l’host: da qui si permette solo nella sua finestra',
  hostLeft: {
    dismissed: 'Il cliente ha scollegato l’host',
    left: 'L’host è stato chiuso sul computer',
    late: 'Nessun host è arrivato in tempo con le cifre giuste',
    lost: 'L’host è mancato per un minuto',
  },
  confirmed: (scope, surface, min) =>
    `Al computer, nella finestra dell’host, è stato permesso di ${scope}: ${surface}, per ${min} min`,
  stray: (n) => `${n} immagini sono arrivate alla pagina del tecnico senza un permesso`,
  started: (scope) => `Da qui il tecnico poteva ${scope}`,
  stopped: (scope) => `Da qui il tecnico non poteva più ${scope}`,
  used: {
    view: (n) => `${n} immagini`,
    control: (n) => `La mano del tecnico ha fatto ${n} cose`,
    'clipboard-in': (_n, size) => `Un testo di ${size} è stato messo negli appunti del cliente`,
    'clipboard-out': (_n, size) => `Un testo di ${size} dagli appunti del cliente è stato inviato`,
    record: (_n, size) => `La pagina del tecnico ha conservato una registrazione di ${size}`,
    sysinfo: (n) => `Sono stati inviati ${n} dati del computer`,
    reboot: () => 'Al sistema del computer è stato chiesto di riavviarsi',
  },
  misused: (scope, n) => `${n} messaggi per ${scope} non sono stati seguiti: nessuna pagina onesta li invia`,
  shut: 'L’host ha chiuso per questo la connessione',
  returnOffered: 'Il tecnico ha creato cifre con cui il browser del cliente ritrova questa sessione',
  called: {
    'hand-over': (name) =>
      `Il tecnico ha chiesto a ${name || 'un collega'} di subentrare; ogni permesso è terminato`,
    join: (name) => `Il tecnico ha chiesto a ${name || 'un collega'} di affiancarlo`,
  },
  colleagueRefused: 'Il cliente non ha voluto incontrare il collega',
  colleagueMet: 'Il cliente ha letto chi è il collega e ha proseguito; i due hanno una sessione propria',
  colleagueLeft: 'Il collega è uscito, o non ha mai incontrato il cliente',
  offered: (who, name, size) => `${who} ha offerto il file ${name} (${size})`,
  accepted: 'Il file è stato accettato',
  rejected: 'Il file è stato rifiutato',
  done: (how) => `Il file ${how}`,
  chat: (n) => `La chat aveva ${n} righe`,
  endedBy: (who) => `${who} ha chiuso la sessione`,
  ended: (who, how) => `${who} ha chiuso la sessione: ${how}`,
  erased: 'cancellato',
};

export const words = catalogue({ en, it });
