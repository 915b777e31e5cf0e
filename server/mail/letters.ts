// What each letter says, in both languages: plain text, and the same as small HTML. Nothing in it loads anything or tells that it was
// read. What a stranger wrote at a portal never stands in a letter to an address that the same stranger gave: a desk would otherwise
// send anybody's words to anybody. A conversation is the exception: a technician had it with them.

import type { Language } from '../../shared/field.ts';
import { escapeHtml } from '../../shared/html.ts';
import type { Outcome } from '../../shared/protocol/requests.ts';

/** What is said, by kind. Names are those of the desk's own people. */
export type Message =
  | { readonly kind: 'invitation'; readonly desk: string; readonly by: string; readonly link: string }
  | {
      readonly kind: 'request-missed';
      readonly desk: string;
      readonly number: number;
      readonly minutes: number;
      readonly link: string;
    }
  | {
      readonly kind: 'request-taken';
      readonly desk: string;
      readonly number: number;
      readonly technician: string;
    }
  | {
      readonly kind: 'request-closed';
      readonly desk: string;
      readonly number: number;
      readonly outcome: Outcome;
    }
  | {
      readonly kind: 'transcript';
      readonly desk: string;
      readonly technician: string;
      /** Whole lines, as the customer's own page showed them. */
      readonly lines: readonly string[];
    }
  | { readonly kind: 'test'; readonly desk: string };

export interface Letter {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

interface Draft {
  readonly subject: string;
  readonly says: readonly string[];
  readonly link?: string;
  readonly lines?: readonly string[];
}

const OUTCOMES: Readonly<Record<Language, Readonly<Record<Outcome, string>>>> = {
  en: {
    resolved: 'It was solved.',
    unresolved: 'It could not be solved.',
    'on-site': 'Somebody will come to you.',
    'bring-in': 'The device has to be brought in.',
    supplier: 'A supplier takes care of it.',
    withdrawn: 'You withdrew it.',
  },
  it: {
    resolved: 'Il problema è risolto.',
    unresolved: 'Non è stato possibile risolverlo.',
    'on-site': 'Qualcuno verrà da te.',
    'bring-in': 'Il dispositivo va portato in sede.',
    supplier: 'Se ne occupa un fornitore.',
    withdrawn: 'La richiesta è stata ritirata.',
  },
};

export function letterOf(message: Message, language: Language): Letter {
  const { subject, says, link, lines = [] } = (language === 'it' ? italian : english)(message);
  const text = [...says, ...(link ? [link] : []), ...lines].join('\n\n');
  const html = [
    `<!doctype html><html lang="${language}"><meta charset="utf-8"><title>${escapeHtml(subject)}</title>`,
    ...says.map((words) => `<p>${escapeHtml(words)}</p>`),
    ...(link ? [`<p><a href="${escapeHtml(link)}">${escapeHtml(link)}</a></p>`] : []),
    ...lines.map((line) => `<p>${escapeHtml(line).replaceAll('\n', '<br>')}</p>`),
    '</html>',
  ].join('\n');
  return { subject, text: `${text}\n`, html };
}

function english(message: Message): Draft {
  switch (message.kind) {
    case 'invitation':
      return {
        subject: `Your account at ${message.desk}`,
        says: [
          `${message.by} has made an account for you at ${message.desk}.`,
          'Open this address within a day to choose your password. It works once, for you alone: pass it on to nobody.',
        ],
        link: message.link,
      };
    case 'request-missed':
      return {
        subject: `Request ${message.number} is waiting at ${message.desk}`,
        says: [
          `Nobody has taken request ${message.number} for ${message.minutes} minutes. You find it in the queue:`,
        ],
        link: message.link,
      };
    case 'request-taken':
      return {
        subject: `Your request ${message.number} at ${message.desk}`,
        says: [
          `${message.technician} of ${message.desk} has taken your request ${message.number}.`,
          'Go back to the page in which you opened it: you are invited in there. Nothing is seen or touched before you have allowed exactly that.',
          'You did not ask for help? Then somebody gave your address; you can ignore this letter.',
        ],
      };
    case 'request-closed':
      return {
        subject: `Your request ${message.number} at ${message.desk}`,
        says: [
          `Your request ${message.number} at ${message.desk} is closed. ${OUTCOMES.en[message.outcome]}`,
          'On the page in which you opened it you can say how it was.',
        ],
      };
    case 'transcript':
      return {
        subject: `Your session with ${message.desk}`,
        says: [`What you and ${message.technician} of ${message.desk} wrote to each other:`],
        lines: message.lines,
      };
    case 'test':
      return {
        subject: `A test letter of ${message.desk}`,
        says: ['If you read this, letters of the help desk arrive.'],
      };
  }
}

function italian(message: Message): Draft {
  switch (message.kind) {
    case 'invitation':
      return {
        subject: `Il tuo account per ${message.desk}`,
        says: [
          `${message.by} ha creato un account per te presso ${message.desk}.`,
          'Apri questo indirizzo entro un giorno per scegliere la password. Funziona una volta sola e solo per te: non va dato a nessuno.',
        ],
        link: message.link,
      };
    case 'request-missed':
      return {
        subject: `La richiesta ${message.number} aspetta presso ${message.desk}`,
        says: [
          `Da ${message.minutes} minuti nessuno prende in carico la richiesta ${message.number}. Si trova nella coda:`,
        ],
        link: message.link,
      };
    case 'request-taken':
      return {
        subject: `La tua richiesta ${message.number} presso ${message.desk}`,
        says: [
          `${message.technician} di ${message.desk} ha preso in carico la tua richiesta ${message.number}.`,
          'Torna alla pagina da cui l’hai aperta: l’invito arriva lì. Nulla viene visto o toccato prima che tu abbia permesso proprio quello.',
          'Non hai chiesto aiuto? Allora qualcuno ha indicato il tuo indirizzo; puoi ignorare questa lettera.',
        ],
      };
    case 'request-closed':
      return {
        subject: `La tua richiesta ${message.number} presso ${message.desk}`,
        says: [
          `La tua richiesta ${message.number} presso ${message.desk} è chiusa. ${OUTCOMES.it[message.outcome]}`,
          'Nella pagina da cui l’hai aperta puoi dire com’è andata.',
        ],
      };
    case 'transcript':
      return {
        subject: `La tua sessione con ${message.desk}`,
        says: [`Quello che tu e ${message.technician} di ${message.desk} vi siete scritti:`],
        lines: message.lines,
      };
    case 'test':
      return {
        subject: `Una lettera di prova di ${message.desk}`,
        says: ['Se leggi queste righe, le lettere dell’assistenza arrivano.'],
      };
  }
}
