// The words of the connection check: what each step looks at, what it found, and the one sentence at the end with what to do.
import { catalogue, plural } from '../view/i18n.ts';
import type { Path, PathsFacts, QualityFacts, SocketFacts, StepName, Way } from './findings.ts';
import type { Mark } from './said.ts';
import type { Rating, Verdict } from './verdict.ts';

type Words<K extends string> = Readonly<Record<K, string>>;
interface Judged {
  readonly says: string;
  /** What to do; empty where there is nothing. */
  readonly todo: string;
}
type Relay = Exclude<Extract<PathsFacts, { at: 'tried' }>['relay'], 'offered'>;

const en = {
  title: 'Connection check',
  heading: 'Will help work from here?',
  promise:
    'This page tries it out by itself, in less than a minute. It asks for nothing, shows nobody anything, and keeps nothing.',
  working: 'Checking',
  stepOf: (done: number, of: number) => `${done} of ${of}`,
  waiting: 'not yet',
  skipped: 'not tried',
  again: 'Check again',
  againIn: (seconds: string) => `Check again, in ${seconds} s`,
  copy: 'Copy the result',
  copied: 'Copied',
  copyLead:
    'As text, for whoever helps you. Of network addresses it holds the first part only, which tells a provider and no person.',
  notCopied: 'The browser did not let the text be copied. Here it is, to be marked and copied by hand.',
  result: 'The result as text',
  back: 'Back to the code',
  backDesk: 'Back to the desk',
  marks: { fine: 'Fine', less: 'Limited', bad: 'Problem' } as Words<Mark>,
  steps: {
    browser: 'This browser',
    broker: 'The help desk answers',
    socket: 'Live connection to the help desk',
    paths: 'Ways through the network',
    quality: 'What to expect',
  } as Words<StepName>,
  browsers: {
    fine: 'It has everything, and can show a screen.',
    fineDesk: 'It has everything.',
    cannotShow: 'It can talk and exchange files, but cannot show a screen. Phones and tablets cannot.',
    held: 'Something around this page keeps it from showing a screen.',
    lacks: 'Something is missing that help needs.',
    secure: 'a protected address (https)',
    rtc: 'direct connections (WebRTC)',
    keys: 'signatures (Web Crypto)',
    sockets: 'live connections (WebSocket)',
  },
  brokers: {
    answers: (ms: number) =>
      plural(ms, { one: 'Yes, within # millisecond.', other: 'Yes, within # milliseconds.' }),
    lost: (lost: string, of: string) => `${lost} of ${of} questions came to nothing.`,
    gone: 'It does not answer.',
    unwell: 'It answers, but says that it cannot work right now.',
  },
  sockets: {
    open: 'It comes through.',
    blocked: 'It does not come through, though the help desk answers.',
    gone: 'The help desk does not answer any more.',
  } as Words<SocketFacts>,
  ways: {
    all: 'All that were tried are open.',
    some: 'Some are open.',
    none: 'None of those that were tried is open.',
    nothing: 'There was none to try.',
    noNetwork: 'The browser gives this page no network for direct connections.',
    wait: 'They can be tried once a minute.',
    gone: 'The help desk does not answer any more.',
    names: {
      stun: 'Directly (UDP)',
      udp: 'Relay by UDP',
      tcp: 'Relay by TCP',
      tls: 'Relay by TLS',
    } as Words<Way>,
    outcomes: {
      reached: 'open',
      refused: 'reached, but it let nobody in',
      silent: 'no answer',
    } as Words<Path['outcome']>,
    relays: {
      untried: 'There is a relay. This page cannot try it, only a session can.',
      none: 'No relay is set up.',
    } as Words<Relay>,
    seenAs: (range: string) => `Seen from outside as ${range}`,
  },
  qualities: {
    ratings: {
      good: 'Good: pictures, pointing and files will be quick.',
      text: 'Usable for reading and pointing; what moves will stutter.',
      slow: 'Too slow for pictures; writing will do.',
    } as Words<Rating>,
    through: {
      relay: 'Measured through the relay, out and back.',
      broker: 'Measured to the help desk only.',
    } as Words<QualityFacts['through']>,
    took: (ms: number) =>
      plural(ms, { one: 'There and back: # millisecond', other: 'There and back: # milliseconds' }),
    lost: (share: string) => `Lost on the way: ${share}`,
    speed: (kilobits: string) => `At least ${kilobits} kilobits a second`,
  },
  verdicts: {
    well: { says: 'Yes, help will work from here.', todo: '' },
    'relay-only': {
      says: 'Yes, help will work. This network lets no UDP through; the connection will take the relay.',
      todo: 'There is nothing to do. If pictures are slow, ask whoever runs your network to allow UDP.',
    },
    'direct-only': {
      says: 'Yes, help will very likely work, directly from browser to browser.',
      todo: 'Where both networks are strict it will not. Whoever runs this help desk can set up a relay, or has one that only a session can try.',
    },
    'near-only': {
      says: 'Help will work between computers of one network. From further away nobody can tell: no relay is set up.',
      todo: 'Whoever runs this help desk can name a STUN server and a relay.',
    },
    'relay-silent': {
      says: 'Help will probably work directly, but the relay that would help otherwise is out of reach.',
      todo: 'If it does not work, ask whoever runs your network to allow the relay, by UDP, TCP or TLS.',
    },
    'no-screen': {
      says: 'Help will work by writing and with files, but this browser cannot show a screen.',
      todo: 'To show one, open this page on a computer with Chrome, Edge or Firefox.',
    },
    slow: {
      says: 'Help will work, but pictures will be slow.',
      todo: 'Another network, a cable, or a place nearer to the Wi-Fi will help most.',
    },
    wait: {
      says: 'The ways through the network were tried less than a minute ago, so this result is not whole.',
      todo: 'Check again when the button says so.',
    },
    'no-way': {
      says: 'No, help from outside will not work: this network lets none of the connections through.',
      todo: 'Try another network, such as a phone’s. Or ask whoever runs yours to allow WebRTC: UDP to the outside, or the help desk’s relay.',
    },
    'no-network': {
      says: 'No, help will not work: the browser keeps this page from direct connections.',
      todo: 'An extension or a rule of your company can do that. Try a private window, another browser, or ask whoever manages this computer.',
    },
    'no-socket': {
      says: 'No, help will not work: something in between lets no live connection through.',
      todo: 'Ask whoever runs your network to allow WebSocket connections to this address. Some protection programs and proxies stop them.',
    },
    'broker-gone': {
      says: 'No, not right now: the help desk cannot be reached.',
      todo: 'Look whether other pages open. If they do, wait a little and check again, or call the help desk.',
    },
    'broker-unwell': {
      says: 'No, not right now: the help desk’s server says that it cannot work.',
      todo: 'It is nothing of yours. Wait a little and check again, or call the help desk.',
    },
    held: {
      says: 'No, nothing can be shown from here: something around this page forbids it.',
      todo: 'Open the help desk’s address in a tab of its own.',
    },
    'no-rtc': {
      says: 'No, help will not work in this browser.',
      todo: 'Use Chrome, Edge or Firefox, in a recent version.',
    },
    insecure: {
      says: 'No, help will not work under this address, since it is not protected.',
      todo: 'Open the address that begins with https.',
    },
  } as Readonly<Record<Verdict, Judged>>,
};

const it: typeof en = {
  title: 'Prova della connessione',
  heading: 'L’assistenza funzionerà da qui?',
  promise:
    'Questa pagina fa la prova da sola, in meno di un minuto. Non chiede nulla, non mostra nulla a nessuno e non conserva nulla.',
  working: 'Prova in corso',
  stepOf: (done, of) => `${done} di ${of}`,
  waiting: 'non ancora',
  skipped: 'non provato',
  again: 'Prova di nuovo',
  againIn: (seconds) => `Prova di nuovo, fra ${seconds} s`,
  copy: 'Copia il risultato',
  copied: 'Copiato',
  copyLead:
    'Come testo, per chi ti aiuta. Degli indirizzi di rete contiene solo la prima parte, che indica un fornitore e nessuna persona.',
  notCopied: 'Il browser non ha lasciato copiare il testo. Eccolo, da selezionare e copiare a mano.',
  result: 'Il risultato come testo',
  back: 'Torna al codice',
  backDesk: 'Torna alla postazione',
  marks: { fine: 'Bene', less: 'Limitato', bad: 'Problema' },
  steps: {
    browser: 'Questo browser',
    broker: 'L’assistenza risponde',
    socket: 'Collegamento continuo con l’assistenza',
    paths: 'Vie attraverso la rete',
    quality: 'Che cosa aspettarsi',
  },
  browsers: {
    fine: 'Ha tutto, e può mostrare uno schermo.',
    fineDesk: 'Ha tutto.',
    cannotShow:
      'Può parlare e scambiare file, ma non mostrare uno schermo. Telefoni e tablet non possono farlo.',
    held: 'Qualcosa attorno a questa pagina le impedisce di mostrare uno schermo.',
    lacks: 'Manca qualcosa di cui l’assistenza ha bisogno.',
    secure: 'un indirizzo protetto (https)',
    rtc: 'i collegamenti diretti (WebRTC)',
    keys: 'le firme (Web Crypto)',
    sockets: 'i collegamenti continui (WebSocket)',
  },
  brokers: {
    answers: (ms) => plural(ms, { one: 'Sì, entro # millisecondo.', other: 'Sì, entro # millisecondi.' }),
    lost: (lost, of) => `${lost} domande su ${of} sono andate perse.`,
    gone: 'Non risponde.',
    unwell: 'Risponde, ma dice che in questo momento non può lavorare.',
  },
  sockets: {
    open: 'Passa.',
    blocked: 'Non passa, anche se l’assistenza risponde.',
    gone: 'L’assistenza non risponde più.',
  },
  ways: {
    all: 'Tutte quelle provate sono aperte.',
    some: 'Alcune sono aperte.',
    none: 'Nessuna di quelle provate è aperta.',
    nothing: 'Non ce n’erano da provare.',
    noNetwork: 'Il browser non dà a questa pagina una rete per i collegamenti diretti.',
    wait: 'Si possono provare una volta al minuto.',
    gone: 'L’assistenza non risponde più.',
    names: {
      stun: 'Direttamente (UDP)',
      udp: 'Ripetitore via UDP',
      tcp: 'Ripetitore via TCP',
      tls: 'Ripetitore via TLS',
    },
    outcomes: {
      reached: 'aperta',
      refused: 'raggiunto, ma non ha lasciato entrare nessuno',
      silent: 'nessuna risposta',
    },
    relays: {
      untried: 'C’è un ripetitore. Questa pagina non può provarlo, solo una sessione può.',
      none: 'Non è impostato alcun ripetitore.',
    },
    seenAs: (range) => `Visto da fuori come ${range}`,
  },
  qualities: {
    ratings: {
      good: 'Buona: immagini, puntatore e file saranno rapidi.',
      text: 'Sufficiente per leggere e indicare; ciò che si muove andrà a scatti.',
      slow: 'Troppo lenta per le immagini; per scrivere basta.',
    },
    through: {
      relay: 'Misurata attraverso il ripetitore, andata e ritorno.',
      broker: 'Misurata solo fino all’assistenza.',
    },
    took: (ms) =>
      plural(ms, { one: 'Andata e ritorno: # millisecondo', other: 'Andata e ritorno: # millisecondi' }),
    lost: (share) => `Perso per strada: ${share}`,
    speed: (kilobits) => `Almeno ${kilobits} kilobit al secondo`,
  },
  verdicts: {
    well: { says: 'Sì, da qui l’assistenza funzionerà.', todo: '' },
    'relay-only': {
      says: 'Sì, l’assistenza funzionerà. Questa rete non lascia passare UDP; il collegamento userà il ripetitore.',
      todo: 'Non c’è nulla da fare. Se le immagini sono lente, chi gestisce la tua rete può permettere UDP.',
    },
    'direct-only': {
      says: 'Sì, molto probabilmente l’assistenza funzionerà, direttamente da browser a browser.',
      todo: 'Dove entrambe le reti sono severe non funzionerà. Chi gestisce questa assistenza può impostare un ripetitore, o ne ha uno che solo una sessione può provare.',
    },
    'near-only': {
      says: 'L’assistenza funzionerà fra computer della stessa rete. Da più lontano non si può dire: non è impostato alcun ripetitore.',
      todo: 'Chi gestisce questa assistenza può indicare un server STUN e un ripetitore.',
    },
    'relay-silent': {
      says: 'Probabilmente l’assistenza funzionerà direttamente, ma il ripetitore che aiuterebbe negli altri casi non si raggiunge.',
      todo: 'Se non funziona, chi gestisce la tua rete può permettere il ripetitore, via UDP, TCP o TLS.',
    },
    'no-screen': {
      says: 'L’assistenza funzionerà per iscritto e con i file, ma questo browser non può mostrare uno schermo.',
      todo: 'Per mostrarne uno, apri questa pagina su un computer con Chrome, Edge o Firefox.',
    },
    slow: {
      says: 'L’assistenza funzionerà, ma le immagini saranno lente.',
      todo: 'Aiutano soprattutto un’altra rete, un cavo, o un posto più vicino al Wi-Fi.',
    },
    wait: {
      says: 'Le vie attraverso la rete sono state provate meno di un minuto fa, perciò questo risultato non è completo.',
      todo: 'Prova di nuovo quando il pulsante lo permette.',
    },
    'no-way': {
      says: 'No, da fuori l’assistenza non funzionerà: questa rete non lascia passare nessuno dei collegamenti.',
      todo: 'Prova un’altra rete, come quella di un telefono. Oppure chiedi a chi gestisce la tua di permettere WebRTC: UDP verso l’esterno, o il ripetitore dell’assistenza.',
    },
    'no-network': {
      says: 'No, l’assistenza non funzionerà: il browser tiene questa pagina lontana dai collegamenti diretti.',
      todo: 'Può farlo un’estensione o una regola aziendale. Prova una finestra privata, un altro browser, o chiedi a chi gestisce questo computer.',
    },
    'no-socket': {
      says: 'No, l’assistenza non funzionerà: qualcosa in mezzo non lascia passare il collegamento continuo.',
      todo: 'Chiedi a chi gestisce la tua rete di permettere i collegamenti WebSocket verso questo indirizzo. Alcuni programmi di protezione e proxy li fermano.',
    },
    'broker-gone': {
      says: 'No, non in questo momento: l’assistenza non si raggiunge.',
      todo: 'Guarda se altre pagine si aprono. Se sì, aspetta un poco e prova di nuovo, oppure telefona all’assistenza.',
    },
    'broker-unwell': {
      says: 'No, non in questo momento: il server dell’assistenza dice che non può lavorare.',
      todo: 'Non dipende da te. Aspetta un poco e prova di nuovo, oppure telefona all’assistenza.',
    },
    held: {
      says: 'No, da qui non si può mostrare nulla: qualcosa attorno a questa pagina lo impedisce.',
      todo: 'Apri l’indirizzo dell’assistenza in una scheda a sé.',
    },
    'no-rtc': {
      says: 'No, in questo browser l’assistenza non funzionerà.',
      todo: 'Usa Chrome, Edge o Firefox, in una versione recente.',
    },
    insecure: {
      says: 'No, con questo indirizzo l’assistenza non funzionerà, perché non è protetto.',
      todo: 'Apri l’indirizzo che comincia con https.',
    },
  },
};

export const words = catalogue({ en, it });
