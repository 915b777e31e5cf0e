// The words for coming in, going out, and what each role is.
import type { Right, Role } from '../../../../shared/people/roles.ts';
import { catalogue } from '../../view/i18n.ts';

type Words<K extends string> = Readonly<Record<K, string>>;

const en = {
  roles: { technician: 'technician', admin: 'admin', auditor: 'auditor' } as Words<Role>,
  rolesDo: {
    technician: 'helps customers',
    admin: 'helps customers, manages people and reads the log',
    auditor: 'reads the log and nothing else',
  } as Words<Role>,
  places: 'Places',
  desk: 'Help desk',
  log: 'Log',
  people: 'People',
  complaints: 'Complaints',
  deskPage: 'Settings',
  answers: 'Answers',
  workingAt: 'Working at',
  signIn: 'Sign in',
  signInAgain: 'Sign in to go on',
  lapsed: (name: string) =>
    `${name}, you were signed out after a while without a sign of you, or from elsewhere. Your page waits as you left it.`,
  signingIn: 'Signing in',
  signOut: 'Sign out',
  signOutWho: (name: string) => `Sign out ${name}`,
  signedInAs: (name: string, role: string) => `Signed in as ${name}, ${role}`,
  email: 'E-mail',
  password: 'Password',
  show: 'Show the password',
  hide: 'Hide the password',
  capsLock: 'Caps Lock is on.',
  needEmail: 'Enter your e-mail, such as name@example.org.',
  needPassword: 'Enter your password.',
  lost: 'Lost your password? An admin of your desk can give you a new link, or whoever runs the server can make one there with',
  lookingForYou: 'One moment: asking the help desk who you are.',
  notReached: 'The help desk does not answer',
  notReachedWhy: 'The help desk cannot be reached right now, so nothing was changed. Try again in a moment.',
  tryAgain: 'Try again',
  notYours: {
    help: 'This page is for those who help',
    'manage-people': 'This page is for admins',
    'manage-desks': 'This page is for admins',
    'read-log': 'This page is for admins and auditors',
  } as Words<Right>,
  youAre: (name: string, role: string, does: string) =>
    `You are signed in as ${name}. Your role is ${role}: it ${does}.`,
  goDesk: 'Go to the help desk',
  goLog: 'Go to the log',
  someoneElse: 'Sign in as somebody else',
  linkTitle: 'Signing in with your link',
  linkFailed: 'The link did not work',
  waitSeconds: (n: number) => `It works again in ${n} seconds.`,
};

const it: typeof en = {
  roles: { technician: 'tecnico', admin: 'amministratore', auditor: 'revisore' },
  rolesDo: {
    technician: 'aiuta i clienti',
    admin: 'aiuta i clienti, gestisce le persone e legge il registro',
    auditor: 'legge il registro e nient’altro',
  },
  places: 'Luoghi',
  desk: 'Assistenza',
  log: 'Registro',
  people: 'Persone',
  complaints: 'Segnalazioni',
  deskPage: 'Opzioni',
  answers: 'Risposte',
  workingAt: 'Lavori per',
  signIn: 'Accedi',
  signInAgain: 'Accedi per continuare',
  lapsed: (name) =>
    `${name}, l’accesso è finito dopo un po’ di inattività, oppure è stato chiuso da un’altra parte. La pagina aspetta così come era.`,
  signingIn: 'Accesso in corso',
  signOut: 'Esci',
  signOutWho: (name) => `Esci (${name})`,
  signedInAs: (name, role) => `Accesso di ${name}, ${role}`,
  email: 'E-mail',
  password: 'Password',
  show: 'Mostra la password',
  hide: 'Nascondi la password',
  capsLock: 'Il blocco maiuscole è attivo.',
  needEmail: 'Inserisci la tua e-mail, per esempio nome@example.org.',
  needPassword: 'Inserisci la password.',
  lost: 'Password persa? Un amministratore dell’assistenza può darti un nuovo collegamento; oppure lo crea chi gestisce il server, con',
  lookingForYou: 'Un momento: si chiede all’assistenza chi sei.',
  notReached: 'L’assistenza non risponde',
  notReachedWhy:
    'In questo momento l’assistenza non è raggiungibile, quindi nulla è cambiato. Puoi riprovare tra poco.',
  tryAgain: 'Riprova',
  notYours: {
    help: 'Questa pagina è per chi aiuta',
    'manage-people': 'Questa pagina è per gli amministratori',
    'manage-desks': 'Questa pagina è per gli amministratori',
    'read-log': 'Questa pagina è per amministratori e revisori',
  },
  youAre: (name, role, does) => `Hai fatto l’accesso come ${name}. Il tuo ruolo è ${role}: ${does}.`,
  goDesk: 'Vai all’assistenza',
  goLog: 'Vai al registro',
  someoneElse: 'Accedi con un altro account',
  linkTitle: 'Accesso con il tuo collegamento',
  linkFailed: 'Il collegamento non ha funzionato',
  waitSeconds: (n) => `Funziona di nuovo tra ${n} secondi.`,
};

export const words = catalogue({ en, it });
