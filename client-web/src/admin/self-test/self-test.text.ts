// The words of the self-test: what each part is, what was found, and what an operator does about it.
import type { SelfTestFact, SelfTestName, SelfTestState } from '../../../../shared/protocol/self-test.ts';
import { catalogue, type Forms } from '../../view/i18n.ts';

/** What was found. `value` and `what` as shared/protocol/self-test.ts says, already in words. */
type Says = (value: string, what: string) => string;
interface Told {
  readonly says: Says;
  /** What to do about it, where there is something. */
  readonly fix?: string;
}
type Words<K extends string> = Readonly<Record<K, string>>;

const en = {
  title: 'Self-test',
  lead: 'The server tries what it needs, now. Nothing of it is sent to a customer, and it is written down nowhere.',
  loading: 'The server is trying it out. This takes up to ten seconds',
  failed: 'The self-test could not be done',
  again: 'Test again',
  busy: 'Testing',
  done: 'The self-test is done.',
  allWell: 'All is well.',
  toSee: (bad: string, warn: string) => `Problems: ${bad}. Worth a look: ${warn}.`,
  fix: 'What to do',
  states: { ok: 'Fine', warn: 'Worth a look', bad: 'Problem', absent: 'Not set up' } as Words<SelfTestState>,
  names: {
    store: 'Store',
    bus: 'Messages between parts of the server',
    turn: 'STUN and relay',
    clock: 'Clocks',
    tls: 'Protected address (TLS)',
    mail: 'Mail',
    disk: 'Disk',
    settings: 'Settings',
  } as Words<SelfTestName>,
  ms: (n: string) => `${n} ms`,
  days: { one: '# day', other: '# days' } as Forms,
  ahead: (length: string) => `${length} ahead`,
  behind: (length: string) => `${length} behind`,
  inStep: 'less than a second apart',
  facts: {
    'no-answer': {
      says: () => 'It did not come to an end in time.',
      fix: 'Something waits for an answer that does not come. Look at the server’s own log and its network.',
    },
    failed: {
      says: () => 'It failed in a way nobody foresaw.',
      fix: 'The server’s own log says more.',
    },
    'store-writes': { says: (value: string) => `A write is on disk and read back: ${value}` },
    'store-unavailable': {
      says: () => 'It cannot be written. Nothing new can be allowed until it can.',
      fix: 'Look whether the disk is full, the database is up, and the data folder is the server’s own.',
    },
    'store-other-value': {
      says: () => 'It gave back something older than what was written.',
      fix: 'Never put a copy that lags behind in place of the database. Name the primary one.',
    },
    'store-engine': { says: (_value: string, what: string) => `Engine: ${what}` },
    'store-size': { says: (value: string) => `Size: ${value}` },
    'bus-one': { says: () => 'This is the only node; there is no other to hear.' },
    'bus-nodes': { says: (value: string) => `Nodes reach each other through Redis: ${value}` },
    'bus-alone': {
      says: () => 'Redis is away: this node does not hear the others, and they do not hear it.',
      fix: 'Look whether Redis is up and the same for every node, and whether its address and password are right.',
    },
    'turn-none': {
      says: () => 'Neither STUN nor a relay is set up. Help works within one network only.',
      fix: 'Name a STUN server in PERMESSO_ICE_SERVERS, and your relay in PERMESSO_TURN_URLS and PERMESSO_TURN_SECRET.',
    },
    'stun-answers': { says: (value: string, what: string) => `${what} answers: ${value}` },
    'stun-silent': {
      says: (_value: string, what: string) => `${what} does not answer.`,
      fix: 'Look whether it is up, its name is right, and UDP to it is allowed, also from here.',
    },
    'relay-lends': { says: (value: string, what: string) => `${what} takes new credentials: ${value}` },
    'relay-refuses': {
      says: (_value: string, what: string) => `${what} answers and takes no credentials of ours.`,
      fix: 'The secret in PERMESSO_TURN_SECRET must be the relay’s own, and both clocks must agree.',
    },
    'relay-full': {
      says: (_value: string, what: string) => `${what} has no place left.`,
      fix: 'Give it more ports, or set up a second relay.',
    },
    'relay-silent': {
      says: (_value: string, what: string) => `${what} does not answer.`,
      fix: 'Look whether the relay is up and listens there, and whether a firewall stands in between.',
    },
    'relay-certificate': {
      says: (_value: string, what: string) => `${what} works, but browsers would not take its certificate.`,
      fix: 'Give the relay a certificate for that name, of somebody browsers know, and renew it in time.',
    },
    'relay-untried': {
      says: (_value: string, what: string) => `${what} is not tried: its password stands in the settings.`,
    },
    'clock-browser': {
      says: (value: string) => `Your browser, beside the server: ${value}`,
      fix: 'Let both this computer and the server set their clocks by the network (NTP).',
    },
    'clock-store': {
      says: (value: string) => `The database, beside the server: ${value}`,
      fix: 'Let the database’s machine and the server set their clocks by the network (NTP).',
    },
    'tls-here-only': {
      says: () => 'This server is for this computer only (http and localhost).',
      fix: 'For others, set PERMESSO_PUBLIC_URL to an https address, with a certificate of its own or a proxy in front.',
    },
    'tls-own': { says: (value: string) => `The server’s own certificate still holds: ${value}` },
    'tls-soon': {
      says: (value: string) => `The server’s own certificate ends soon: ${value}`,
      fix: 'Renew it, and start the server anew so that it reads it.',
    },
    'tls-over': {
      says: () => 'The server’s own certificate is over. Browsers refuse the address.',
      fix: 'Renew it, and start the server anew so that it reads it.',
    },
    'tls-other-name': {
      says: (_value: string, what: string) => `The server’s own certificate is not for ${what}.`,
      fix: 'Get one for the host in PERMESSO_PUBLIC_URL, or correct that setting.',
    },
    'tls-proxied': { says: () => 'A proxy ends it, and says that you came by https.' },
    'tls-proxy-unknown': {
      says: () => 'A proxy should end it, but the server trusts none, and so cannot tell how people come in.',
      fix: 'Name the proxy’s address in PERMESSO_TRUST_PROXY.',
    },
    'tls-proxy-plain': {
      says: () => 'The proxy does not say that you came by https.',
      fix: 'Let it set X-Forwarded-Proto and X-Forwarded-For, name it in PERMESSO_TRUST_PROXY, and let it pass on no such header of others.',
    },
    'tls-other-host': {
      says: (_value: string, what: string) => `The request named another host than ${what}.`,
      fix: 'Let the proxy pass on the Host header, or correct PERMESSO_PUBLIC_URL.',
    },
    'mail-none': {
      says: () => 'No mail server is set up. Invitations are handed over by hand.',
      fix: 'To send letters, set PERMESSO_SMTP_URL and PERMESSO_MAIL_FROM.',
    },
    'mail-ready': { says: () => 'The mail server would take a letter. None was sent.' },
    'mail-unreachable': {
      says: () => 'The mail server cannot be reached, or its certificate is not good.',
      fix: 'Look at host and port in PERMESSO_SMTP_URL, the firewall, and the server’s certificate.',
    },
    'mail-no-answer': {
      says: () => 'The mail server does not answer in time.',
      fix: 'Look at host and port in PERMESSO_SMTP_URL: 465 is smtps, 587 is smtp.',
    },
    'mail-sign-in': {
      says: () => 'The mail server does not take the name and password.',
      fix: 'Correct them in PERMESSO_SMTP_URL; characters such as @ and / are written as %40 and %2F.',
    },
    'mail-refuses': {
      says: () => 'The mail server does not want to be spoken with.',
      fix: 'Look at its log. It may want a password, or know this machine under another address.',
    },
    'disk-data': { says: () => 'The data folder can be written.' },
    'disk-data-closed': {
      says: () => 'The data folder cannot be written.',
      fix: 'Look whether PERMESSO_DATA_DIR is there, the server’s own, and not on a disk that is full or read-only.',
    },
    'disk-heads': { says: () => 'Copies of the log’s signed heads stand on another disk.' },
    'disk-heads-closed': {
      says: () => 'The folder for copies of the log’s signed heads cannot be written.',
      fix: 'Look whether PERMESSO_HEADS_DIR is there and the server’s own.',
    },
    'disk-heads-beside': {
      says: () =>
        'Copies of the log’s signed heads stand on the same disk as the data. Whoever sets that disk back sets back both.',
      fix: 'Let PERMESSO_HEADS_DIR name a folder on another disk.',
    },
    'disk-free': { says: (value: string) => `Free: ${value}` },
    'disk-little': {
      says: (value: string) => `Little is left: ${value}`,
      fix: 'Make room, or give the data folder a larger disk.',
    },
    'disk-full': {
      says: (value: string) => `Next to nothing is left: ${value}`,
      fix: 'Make room now. A full disk means that nothing can be allowed any more.',
    },
    'settings-fine': { says: () => 'Nothing weakens anything.' },
    'settings-proxy': {
      says: () => 'No proxy is trusted though one is in front: all customers then share one budget of tries.',
      fix: 'Name the proxy’s address in PERMESSO_TRUST_PROXY.',
    },
    'settings-lasting-password': {
      says: () =>
        'A relay’s password stands in PERMESSO_ICE_SERVERS. Whoever was in one session can use it for ever.',
      fix: 'Use PERMESSO_TURN_URLS and PERMESSO_TURN_SECRET: passwords then end by themselves.',
    },
    'settings-webhooks': {
      says: (value: string) => `Receivers that webhooks may reach though they are private: ${value}`,
      fix: 'Keep in PERMESSO_WEBHOOK_ALLOW only those that are in use.',
    },
    'settings-talkative': {
      says: () => 'The server’s own log says more than it needs to.',
      fix: 'Set PERMESSO_LOG_LEVEL to info when you are done looking.',
    },
  } as Readonly<Record<SelfTestFact, Told>>,
};

const it: typeof en = {
  title: 'Autoverifica',
  lead: 'Il server prova ciò di cui ha bisogno, adesso. Nulla arriva ai clienti, e non viene scritto da nessuna parte.',
  loading: 'Il server sta provando. Ci vogliono al massimo dieci secondi',
  failed: 'Non è stato possibile fare l’autoverifica',
  again: 'Verifica di nuovo',
  busy: 'Verifica in corso',
  done: 'L’autoverifica è finita.',
  allWell: 'Tutto bene.',
  toSee: (bad, warn) => `Problemi: ${bad}. Da guardare: ${warn}.`,
  fix: 'Che cosa fare',
  states: { ok: 'Bene', warn: 'Da guardare', bad: 'Problema', absent: 'Non impostato' },
  names: {
    store: 'Archivio',
    bus: 'Messaggi fra le parti del server',
    turn: 'STUN e ripetitore',
    clock: 'Orologi',
    tls: 'Indirizzo protetto (TLS)',
    mail: 'Posta',
    disk: 'Disco',
    settings: 'Impostazioni',
  },
  ms: (n) => `${n} ms`,
  days: { one: '# giorno', other: '# giorni' },
  ahead: (length) => `avanti di ${length}`,
  behind: (length) => `indietro di ${length}`,
  inStep: 'meno di un secondo di differenza',
  facts: {
    'no-answer': {
      says: () => 'Non è finita in tempo.',
      fix: 'Qualcosa aspetta una risposta che non arriva. Guarda il registro del server e la sua rete.',
    },
    failed: { says: () => 'È fallita in un modo imprevisto.', fix: 'Il registro del server dice di più.' },
    'store-writes': { says: (value) => `Una scrittura è sul disco e si rilegge: ${value}` },
    'store-unavailable': {
      says: () => 'Non si può scrivere. Finché è così non si può permettere nulla di nuovo.',
      fix: 'Guarda se il disco è pieno, se la base di dati è attiva e se la cartella dei dati è del server.',
    },
    'store-other-value': {
      says: () => 'Ha restituito qualcosa di più vecchio di ciò che era stato scritto.',
      fix: 'Una copia in ritardo non può stare al posto della base di dati. Indica quella primaria.',
    },
    'store-engine': { says: (_value, what) => `Motore: ${what}` },
    'store-size': { says: (value) => `Grandezza: ${value}` },
    'bus-one': { says: () => 'Questo è l’unico nodo; non ce n’è un altro da sentire.' },
    'bus-nodes': { says: (value) => `I nodi si raggiungono attraverso Redis: ${value}` },
    'bus-alone': {
      says: () => 'Redis non c’è: questo nodo non sente gli altri, e loro non sentono lui.',
      fix: 'Guarda se Redis è attivo e lo stesso per tutti i nodi, e se indirizzo e password sono giusti.',
    },
    'turn-none': {
      says: () => 'Non sono impostati né STUN né un ripetitore. L’assistenza funziona solo dentro una rete.',
      fix: 'Indica un server STUN in PERMESSO_ICE_SERVERS, e il tuo ripetitore in PERMESSO_TURN_URLS e PERMESSO_TURN_SECRET.',
    },
    'stun-answers': { says: (value, what) => `${what} risponde: ${value}` },
    'stun-silent': {
      says: (_value, what) => `${what} non risponde.`,
      fix: 'Guarda se è attivo, se il nome è giusto e se UDP verso di lui è permesso, anche da qui.',
    },
    'relay-lends': { says: (value, what) => `${what} accetta credenziali nuove: ${value}` },
    'relay-refuses': {
      says: (_value, what) => `${what} risponde e non accetta le nostre credenziali.`,
      fix: 'Il segreto in PERMESSO_TURN_SECRET deve essere quello del ripetitore, e i due orologi devono andare d’accordo.',
    },
    'relay-full': {
      says: (_value, what) => `${what} non ha più posti.`,
      fix: 'Si possono dargli più porte, o aggiungere un secondo ripetitore.',
    },
    'relay-silent': {
      says: (_value, what) => `${what} non risponde.`,
      fix: 'Guarda se il ripetitore è attivo e ascolta lì, e se in mezzo c’è un firewall.',
    },
    'relay-certificate': {
      says: (_value, what) => `${what} funziona, ma i browser non accetterebbero il suo certificato.`,
      fix: 'Serve un certificato per quel nome, di qualcuno che i browser conoscono, rinnovato in tempo.',
    },
    'relay-untried': {
      says: (_value, what) => `${what} non viene provato: la sua password sta nelle impostazioni.`,
    },
    'clock-browser': {
      says: (value) => `Il tuo browser, rispetto al server: ${value}`,
      fix: 'Questo computer e il server dovrebbero regolare l’orologio dalla rete (NTP).',
    },
    'clock-store': {
      says: (value) => `La base di dati, rispetto al server: ${value}`,
      fix: 'La macchina della base di dati e il server dovrebbero regolare l’orologio dalla rete (NTP).',
    },
    'tls-here-only': {
      says: () => 'Questo server è solo per questo computer (http e localhost).',
      fix: 'Per gli altri, PERMESSO_PUBLIC_URL deve essere un indirizzo https, con un certificato proprio o un proxy davanti.',
    },
    'tls-own': { says: (value) => `Il certificato del server vale ancora: ${value}` },
    'tls-soon': {
      says: (value) => `Il certificato del server scade presto: ${value}`,
      fix: 'Rinnovalo, e riavvia il server perché lo legga.',
    },
    'tls-over': {
      says: () => 'Il certificato del server è scaduto. I browser rifiutano l’indirizzo.',
      fix: 'Rinnovalo, e riavvia il server perché lo legga.',
    },
    'tls-other-name': {
      says: (_value, what) => `Il certificato del server non è per ${what}.`,
      fix: 'Serve un certificato per l’host di PERMESSO_PUBLIC_URL, oppure quell’impostazione va corretta.',
    },
    'tls-proxied': { says: () => 'La gestisce un proxy, e dice che sei arrivato con https.' },
    'tls-proxy-unknown': {
      says: () =>
        'Dovrebbe gestirla un proxy, ma il server non si fida di nessuno, e così non sa come arrivano le persone.',
      fix: 'Indica l’indirizzo del proxy in PERMESSO_TRUST_PROXY.',
    },
    'tls-proxy-plain': {
      says: () => 'Il proxy non dice che sei arrivato con https.',
      fix: 'Il proxy deve impostare X-Forwarded-Proto e X-Forwarded-For, stare in PERMESSO_TRUST_PROXY, e non lasciar passare intestazioni simili di altri.',
    },
    'tls-other-host': {
      says: (_value, what) => `La richiesta indicava un host diverso da ${what}.`,
      fix: 'Il proxy deve passare l’intestazione Host, oppure va corretto PERMESSO_PUBLIC_URL.',
    },
    'mail-none': {
      says: () => 'Non è impostato alcun server di posta. Gli inviti si consegnano a mano.',
      fix: 'Per mandare lettere, imposta PERMESSO_SMTP_URL e PERMESSO_MAIL_FROM.',
    },
    'mail-ready': {
      says: () => 'Il server di posta accetterebbe una lettera. Non ne è stata mandata alcuna.',
    },
    'mail-unreachable': {
      says: () => 'Il server di posta non si raggiunge, o il suo certificato non va bene.',
      fix: 'Guarda host e porta in PERMESSO_SMTP_URL, il firewall e il certificato del server.',
    },
    'mail-no-answer': {
      says: () => 'Il server di posta non risponde in tempo.',
      fix: 'Guarda host e porta in PERMESSO_SMTP_URL: 465 è smtps, 587 è smtp.',
    },
    'mail-sign-in': {
      says: () => 'Il server di posta non accetta nome e password.',
      fix: 'Vanno corretti in PERMESSO_SMTP_URL; caratteri come @ e / si scrivono %40 e %2F.',
    },
    'mail-refuses': {
      says: () => 'Il server di posta non vuole parlare con noi.',
      fix: 'Guarda il suo registro. Forse vuole una password, o conosce questa macchina con un altro indirizzo.',
    },
    'disk-data': { says: () => 'La cartella dei dati si può scrivere.' },
    'disk-data-closed': {
      says: () => 'La cartella dei dati non si può scrivere.',
      fix: 'Guarda se PERMESSO_DATA_DIR esiste, è del server, e non sta su un disco pieno o di sola lettura.',
    },
    'disk-heads': { says: () => 'Le copie delle teste firmate del registro stanno su un altro disco.' },
    'disk-heads-closed': {
      says: () => 'La cartella per le copie delle teste firmate del registro non si può scrivere.',
      fix: 'Guarda se PERMESSO_HEADS_DIR esiste ed è del server.',
    },
    'disk-heads-beside': {
      says: () =>
        'Le copie delle teste firmate del registro stanno sullo stesso disco dei dati. Chi riporta indietro quel disco riporta indietro entrambi.',
      fix: 'PERMESSO_HEADS_DIR può indicare una cartella su un altro disco.',
    },
    'disk-free': { says: (value) => `Spazio libero: ${value}` },
    'disk-little': {
      says: (value) => `Resta poco spazio: ${value}`,
      fix: 'Libera spazio, o metti la cartella dei dati su un disco più grande.',
    },
    'disk-full': {
      says: (value) => `Non resta quasi nulla: ${value}`,
      fix: 'Libera spazio adesso. Con il disco pieno non si può più permettere nulla.',
    },
    'settings-fine': { says: () => 'Nulla indebolisce nulla.' },
    'settings-proxy': {
      says: () =>
        'Il server non si fida di alcun proxy, anche se ce n’è uno davanti: tutti i clienti hanno allora in comune gli stessi tentativi.',
      fix: 'Indica l’indirizzo del proxy in PERMESSO_TRUST_PROXY.',
    },
    'settings-lasting-password': {
      says: () =>
        'La password di un ripetitore sta in PERMESSO_ICE_SERVERS. Chi è stato in una sessione può usarla per sempre.',
      fix: 'Con PERMESSO_TURN_URLS e PERMESSO_TURN_SECRET le password scadono da sole.',
    },
    'settings-webhooks': {
      says: (value) => `Destinatari che i webhook possono raggiungere anche se privati: ${value}`,
      fix: 'In PERMESSO_WEBHOOK_ALLOW dovrebbero restare solo quelli in uso.',
    },
    'settings-talkative': {
      says: () => 'Il registro del server dice più del necessario.',
      fix: 'Quando hai finito di guardare, PERMESSO_LOG_LEVEL può tornare a info.',
    },
  },
};

export const words = catalogue({ en, it });
