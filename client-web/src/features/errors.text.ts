// What the error table's codes mean for the person in front of the page: what happened and what to do. The compiler
// holds both languages complete.
import type { ErrorCode } from '../../../shared/errors.ts';
import { catalogue } from '../view/i18n.ts';

type Sentences = Readonly<Record<ErrorCode, string>>;

const mistake = {
  en: 'Something went wrong on our side. Nothing was changed; try again.',
  it: 'Qualcosa non ha funzionato da parte nostra. Nulla è cambiato: puoi riprovare.',
};

const trust = {
  en: 'What arrived was not signed by the one it names, so it was refused. Nothing was shown.',
  it: 'Ciò che è arrivato non è firmato da chi indica, quindi è stato rifiutato. Nulla è stato mostrato.',
};

const en: Sentences = {
  BAD_TARGET: mistake.en,
  BAD_INPUT: 'Something in the form is not right. Check it and try again.',
  BAD_NAME:
    'This name cannot be shown safely. Use 2 to 60 letters of one alphabet, and not the name of a bank or authority.',
  BAD_PASSWORD: 'This password is too easy. Use at least 15 characters, for example four unrelated words.',
  BAD_SDP: mistake.en,
  BAD_CANDIDATE: mistake.en,
  BAD_STATEMENT: mistake.en,
  BAD_SIGNATURE: trust.en,
  UNKNOWN_KEY: trust.en,
  WRONG_SESSION: trust.en,
  WRONG_BINDING: trust.en,
  WRONG_AUDIENCE: trust.en,
  NOT_AS_SIGNED: trust.en,
  WRONG_FINGERPRINT: trust.en,
  CONFIRM_PASSWORD: 'Enter your password once more to go on.',
  CODE_NOT_MATCHED: 'The code did not match at the other end, or nobody answered there.',
  KEY_NOT_KNOWN: 'This browser is not set up for you yet. Sign in again to set it up.',
  OUT_OF_ORDER: mistake.en,
  OUT_OF_TIME: 'The clocks of the two computers are too far apart for this.',
  ASK_ALTERED: trust.en,
  NOTICE_UNKNOWN: trust.en,
  NOTICE_ALTERED: trust.en,
  NOT_SIGNED_IN: 'You are signed out. Sign in again to go on.',
  TOKEN_NOT_VALID: mistake.en,
  SIGN_IN_FAILED: 'E-mail or password is not right.',
  TICKET_INVALID: 'The connection took too long. It is tried again.',
  ACCOUNT_FROZEN:
    'Customers have reported this account, so it rests. Nobody can work with it until an admin of the desk has decided. Ask them.',
  FORBIDDEN: 'Your account may not do that. An admin can change this.',
  WRONG_ORIGIN: 'This page was opened under another address than the desk’s own. Open it there.',
  NOT_YOURS: 'Only the other side may do that.',
  NOT_FOUND: 'There is nothing here any more.',
  CODE_NOT_USABLE: 'This code does not work. It may be mistyped, older than ten minutes, or already used.',
  LINK_NOT_USABLE: 'This link does not work. It may be too old or already used. Ask for a new one.',
  OTHER_TAB: 'This session is open in another tab. Go on there, or close it and reload this page.',
  NOT_NOW: 'That is not possible right now.',
  ENDED: 'The session has ended.',
  ASK_OPEN: 'The customer has not answered your last question yet.',
  ASK_TOO_SOON: 'The last question has just come to nothing. Wait ten seconds before you ask again.',
  ASK_TOO_OFTEN:
    'The customer has refused this three times, or you have asked very often. It cannot be asked again in this session.',
  NOT_CONFIRMED: 'Nobody at the computer allowed this in the host’s window.',
  NEEDS_HOST: 'A browser cannot do this. It needs the host program on the customer’s computer.',
  NEEDS_AUTH: 'First compare the words aloud with the customer.',
  VIEW_ONLY:
    'After what the customer answered at the beginning, only seeing can be asked for in this session.',
  CANNOT_SHOW_SCREEN: 'The customer’s device cannot show its screen. Chat, files and photos work.',
  NO_OPEN_ASK: 'The question is no longer open.',
  NO_LIVE_GRANT: 'The permission has already ended.',
  WIDER_THAN_ASKED: 'More was chosen than was asked for.',
  LONGER_THAN_ASKED: 'A permission cannot last longer than was asked for.',
  TOO_LONG: 'It cannot be asked for that long.',
  NO_SUCH_FILE: 'The file is no longer offered.',
  FILE_TOO_LARGE: 'The file is too large.',
  FILE_TYPE: 'This desk does not take files of this type.',
  NOT_AT_THIS_DESK: 'This desk never asks for that.',
  OTHER_DESKS:
    'This person also belongs to a desk that is not yours. You can only take them out of this one.',
  LAST_DESK: 'This person belongs to no other desk. Close the account instead.',
  TOO_MANY_FILES: 'Too many files are waiting. Let some finish first.',
  NOT_A_MEMBER: mistake.en,
  ALREADY_EXISTS: 'There is already an account with this e-mail.',
  REPORTED: 'This session has been reported already.',
  TOO_MANY_ENTRIES: mistake.en,
  MAIL_NOT_SET_UP: mistake.en,
  LAST_ADMIN: 'This is the last admin. Make another one first.',
  TOO_LARGE: 'That is too large to send.',
  WRONG_VERSION: 'The help desk has been updated. Reload this page.',
  TOO_MANY_TRIES: 'Too many tries. Wait a minute, then try again.',
  TOO_FAST: 'Too much at once. Wait a moment.',
  TOO_MANY_CODES: 'You have made many codes in the last hour. Wait a little.',
  CLOSED: 'The help desk cannot be reached right now. What is running goes on; we keep trying.',
  STORE_UNAVAILABLE: 'The help desk cannot save anything right now, so nothing was changed. Try again soon.',
  BUS_UNAVAILABLE:
    'Parts of the help desk cannot reach each other right now. What is running goes on; try again soon.',
  INTERNAL: mistake.en,
};

const it: Sentences = {
  BAD_TARGET: mistake.it,
  BAD_INPUT: 'Qualcosa nel modulo non è giusto. Controlla e riprova.',
  BAD_NAME:
    'Questo nome non può essere mostrato in modo sicuro. Usa da 2 a 60 lettere di un solo alfabeto, e non il nome di una banca o di un’autorità.',
  BAD_PASSWORD:
    'Questa password è troppo facile. Usa almeno 15 caratteri, per esempio quattro parole senza legame.',
  BAD_SDP: mistake.it,
  BAD_CANDIDATE: mistake.it,
  BAD_STATEMENT: mistake.it,
  BAD_SIGNATURE: trust.it,
  UNKNOWN_KEY: trust.it,
  WRONG_SESSION: trust.it,
  WRONG_BINDING: trust.it,
  WRONG_AUDIENCE: trust.it,
  NOT_AS_SIGNED: trust.it,
  WRONG_FINGERPRINT: trust.it,
  CONFIRM_PASSWORD: 'Per continuare inserisci ancora la password.',
  CODE_NOT_MATCHED: 'Il codice non corrispondeva dall’altra parte, o là nessuno ha risposto.',
  KEY_NOT_KNOWN: 'Questo browser non è ancora abilitato per te. Accedi di nuovo per abilitarlo.',
  OUT_OF_ORDER: mistake.it,
  OUT_OF_TIME: 'Gli orologi dei due computer sono troppo lontani per questo.',
  ASK_ALTERED: trust.it,
  NOTICE_UNKNOWN: trust.it,
  NOTICE_ALTERED: trust.it,
  NOT_SIGNED_IN: 'La sessione di lavoro è chiusa. Accedi di nuovo per continuare.',
  TOKEN_NOT_VALID: mistake.it,
  SIGN_IN_FAILED: 'E-mail o password non sono giuste.',
  TICKET_INVALID: 'Il collegamento ha richiesto troppo tempo. Si riprova.',
  ACCOUNT_FROZEN:
    'Dei clienti hanno segnalato questo account, che resta fermo. Nessuno può usarlo finché un amministratore non ha deciso. Rivolgiti a loro.',
  FORBIDDEN: 'Il tuo account non può farlo. Un amministratore può cambiarlo.',
  WRONG_ORIGIN: 'Questa pagina è stata aperta con un indirizzo diverso da quello dell’assistenza. Aprila lì.',
  NOT_YOURS: 'Può farlo solo l’altra parte.',
  NOT_FOUND: 'Qui non c’è più nulla.',
  CODE_NOT_USABLE:
    'Questo codice non funziona. Forse c’è un errore, sono passati più di dieci minuti o è già stato usato.',
  LINK_NOT_USABLE:
    'Questo collegamento non funziona. Forse è troppo vecchio o già usato. Puoi chiederne uno nuovo.',
  OTHER_TAB:
    'Questa sessione è aperta in un’altra scheda. Continua lì, oppure chiudila e ricarica questa pagina.',
  NOT_NOW: 'In questo momento non è possibile.',
  ENDED: 'La sessione è finita.',
  ASK_OPEN: 'Il cliente non ha ancora risposto all’ultima domanda.',
  ASK_TOO_SOON: 'L’ultima domanda è appena caduta. Aspetta dieci secondi prima di chiedere ancora.',
  ASK_TOO_OFTEN:
    'Il cliente lo ha rifiutato tre volte, o hai chiesto molto spesso. In questa sessione non si può chiedere ancora.',
  NOT_CONFIRMED: 'Nessuno al computer lo ha permesso nella finestra dell’host.',
  NEEDS_HOST: 'Un browser non può farlo. Serve il programma host sul computer del cliente.',
  NEEDS_AUTH: 'Prima confronta le parole a voce con il cliente.',
  VIEW_ONLY:
    'Dopo ciò che il cliente ha risposto all’inizio, in questa sessione si può chiedere solo di vedere.',
  CANNOT_SHOW_SCREEN: 'Il dispositivo del cliente non può mostrare lo schermo. Chat, file e foto funzionano.',
  NO_OPEN_ASK: 'La domanda non è più aperta.',
  NO_LIVE_GRANT: 'Il permesso è già finito.',
  WIDER_THAN_ASKED: 'È stato scelto più di quanto chiesto.',
  LONGER_THAN_ASKED: 'Un permesso non può durare più di quanto chiesto.',
  TOO_LONG: 'Non si può chiedere per tanto tempo.',
  NO_SUCH_FILE: 'Il file non è più offerto.',
  FILE_TOO_LARGE: 'Il file è troppo grande.',
  FILE_TYPE: 'Questa assistenza non accetta file di questo tipo.',
  NOT_AT_THIS_DESK: 'Questa assistenza non lo chiede mai.',
  OTHER_DESKS: 'Questa persona fa parte anche di un’assistenza che non è tua. Puoi solo toglierla da questa.',
  LAST_DESK: 'Questa persona non fa parte di altre assistenze. Chiudi piuttosto l’account.',
  TOO_MANY_FILES: 'Ci sono troppi file in attesa. Lascia finire i primi.',
  NOT_A_MEMBER: mistake.it,
  ALREADY_EXISTS: 'Esiste già un account con questa e-mail.',
  REPORTED: 'Questa sessione è già stata segnalata.',
  TOO_MANY_ENTRIES: mistake.it,
  MAIL_NOT_SET_UP: mistake.it,
  LAST_ADMIN: 'È l’ultimo amministratore. Prima creane un altro.',
  TOO_LARGE: 'È troppo grande da inviare.',
  WRONG_VERSION: 'L’assistenza è stata aggiornata. Ricarica questa pagina.',
  TOO_MANY_TRIES: 'Troppi tentativi. Aspetta un minuto, poi riprova.',
  TOO_FAST: 'Troppe cose insieme. Aspetta un momento.',
  TOO_MANY_CODES: 'Hai creato molti codici nell’ultima ora. Aspetta un po’.',
  CLOSED:
    'L’assistenza non è raggiungibile in questo momento. Ciò che è in corso continua; riproviamo da soli.',
  STORE_UNAVAILABLE:
    'L’assistenza non può salvare in questo momento, quindi nulla è cambiato. Riprova tra poco.',
  BUS_UNAVAILABLE:
    'Parti dell’assistenza non si raggiungono in questo momento. Ciò che è in corso continua; riprova tra poco.',
  INTERNAL: mistake.it,
};

/** `errors()[code]` is the sentence for the person. */
export const errors = catalogue({ en, it });
