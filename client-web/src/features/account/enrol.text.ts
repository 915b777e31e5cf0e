// The words for setting up an account, and for the first one, the help desk itself.
import { catalogue, plural } from '../../view/i18n.ts';

const en = {
  looking: 'Your link',
  lookingFor: 'One moment: looking at your link.',
  noLinkTitle: 'This page needs a link',
  noLink:
    'The link is taken out of the address as soon as it was read. Open it again from where you got it: it works once, within a day.',
  failedTitle: 'This link does not work',
  toSignIn: 'Sign in instead',
  firstTitle: 'Set up your help desk',
  firstLead:
    'You are the first here. What you enter now makes the help desk and your own account as its admin.',
  title: 'Set up your account',
  lead: (desk: string, role: string, does: string) =>
    `${desk} expects you as ${role}: this role ${does}. Only a password is missing.`,
  name: 'Name',
  email: 'E-mail',
  deskName: 'Name of the help desk',
  deskHint: 'Customers read it when somebody asks for their permission, such as “Conti Informatica”.',
  ownName: 'Your name',
  ownNameHint: 'As customers know you, such as “Maria Rossi”. They read it each time you ask.',
  emailHint: 'You sign in with it. Customers do not see it.',
  password: 'Choose a password',
  passwordHint:
    'At least 15 characters. Four or five words that have nothing to do with each other are easy to keep in mind and hard to guess.',
  missing: (n: number) => plural(n, { one: 'One more character.', other: '# more characters.' }),
  longEnough: 'Long enough.',
  needDesk: 'Enter a name of 2 to 60 letters. Names of banks and authorities cannot be used.',
  needName: 'Enter your name in 2 to 60 letters of one alphabet.',
  needEmail: 'Enter your e-mail, such as name@example.org.',
  needPassword: 'This password is too short. Use at least 15 characters.',
  confirmFirst: (desk: string, name: string) =>
    `This sets up the help desk “${desk}” with ${name} as its admin, and signs you in.`,
  confirm: (name: string, desk: string, role: string) =>
    `This sets up the account of ${name} at ${desk} as ${role}, and signs you in.`,
  confirmUnnamed: 'This sets up your help desk with you as its admin, and signs you in.',
  setUpDesk: 'Set up the help desk',
  setUp: 'Set up my account',
  settingUp: 'Setting up',
};

const it: typeof en = {
  looking: 'Il tuo collegamento',
  lookingFor: 'Un momento: si controlla il collegamento.',
  noLinkTitle: 'Questa pagina vuole un collegamento',
  noLink:
    'Il collegamento viene tolto dall’indirizzo appena letto. Puoi aprirlo di nuovo da dove lo hai ricevuto: vale una volta, entro un giorno.',
  failedTitle: 'Questo collegamento non funziona',
  toSignIn: 'Vai all’accesso',
  firstTitle: 'Prepara la tua assistenza',
  firstLead:
    'Qui non c’è ancora nessuno. Ciò che inserisci ora crea l’assistenza e il tuo account di amministratore.',
  title: 'Prepara il tuo account',
  lead: (desk, role, does) =>
    `${desk} ti aspetta come ${role}: chi ha questo ruolo ${does}. Manca solo una password.`,
  name: 'Nome',
  email: 'E-mail',
  deskName: 'Nome dell’assistenza',
  deskHint: 'I clienti lo leggono quando qualcuno chiede il loro permesso, per esempio «Conti Informatica».',
  ownName: 'Il tuo nome',
  ownNameHint: 'Come ti conoscono i clienti, per esempio «Maria Rossi». Lo leggono ogni volta che chiedi.',
  emailHint: 'Serve per accedere. I clienti non la vedono.',
  password: 'Scegli una password',
  passwordHint:
    'Almeno 15 caratteri. Quattro o cinque parole senza legame tra loro si ricordano bene e si indovinano male.',
  missing: (n) => plural(n, { one: 'Manca un carattere.', other: 'Mancano # caratteri.' }),
  longEnough: 'Lunga abbastanza.',
  needDesk: 'Inserisci un nome da 2 a 60 lettere. I nomi di banche e autorità non si possono usare.',
  needName: 'Inserisci il tuo nome, da 2 a 60 lettere di un solo alfabeto.',
  needEmail: 'Inserisci la tua e-mail, per esempio nome@example.org.',
  needPassword: 'Questa password è troppo corta. Usa almeno 15 caratteri.',
  confirmFirst: (desk, name) =>
    `Si crea l’assistenza «${desk}» con ${name} come amministratore, e si entra subito.`,
  confirm: (name, desk, role) =>
    `Si prepara l’account di ${name} presso ${desk} come ${role}, e si entra subito.`,
  confirmUnnamed: 'Si crea la tua assistenza con te come amministratore, e si entra subito.',
  setUpDesk: 'Prepara l’assistenza',
  setUp: 'Prepara il mio account',
  settingUp: 'Preparazione in corso',
};

export const words = catalogue({ en, it });
