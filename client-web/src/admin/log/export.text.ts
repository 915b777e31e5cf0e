// What each download holds, in words.
import { catalogue } from '../../view/i18n.ts';

const en = {
  listWhole: 'Download this list',
  listNarrowed: 'Download this list, as narrowed',
  session: 'Download this session',
  csv: 'CSV',
  jsonl: 'JSON Lines',
  html: 'Page',
  sessionHtml: 'The events as a table to read and print, without a program.',
  bundle: 'Proof',
  listCsv:
    'One line a session, for spreadsheets: times in UTC, names, counts. Words that a spreadsheet would calculate begin with an apostrophe.',
  listJsonl: 'One JSON object a line for each session, for programs.',
  sessionCsv: 'One line an entry, for spreadsheets: who, what, when, which text. The chat is not in it.',
  sessionJsonl: 'One JSON object a line for each entry, with the signed statements.',
  sessionBundle:
    'Entries, details and proofs in one file, to be checked without this server: npx permesso-verify session FILE.',
  recorded: 'The download itself is recorded: who took what, when, and in which form.',
};

const it: typeof en = {
  listWhole: 'Scarica questo elenco',
  listNarrowed: 'Scarica questo elenco, come ristretto',
  session: 'Scarica questa sessione',
  csv: 'CSV',
  jsonl: 'JSON Lines',
  html: 'Pagina',
  sessionHtml: 'Gli eventi come tabella da leggere e stampare, senza programmi.',
  bundle: 'Prova',
  listCsv:
    'Una riga per sessione, per fogli di calcolo: orari UTC, nomi, conteggi. Le parole che un foglio calcolerebbe iniziano con un apostrofo.',
  listJsonl: 'Un oggetto JSON per riga per ogni sessione, per programmi.',
  sessionCsv:
    'Una riga per voce, per fogli di calcolo: chi, che cosa, quando, quale testo. La chat non ne fa parte.',
  sessionJsonl: 'Un oggetto JSON per riga per ogni voce, con le dichiarazioni firmate.',
  sessionBundle:
    'Voci, dettagli e prove in un solo file, da verificare senza questo server: npx permesso-verify session FILE.',
  recorded: 'Anche il prelievo viene registrato: chi, che cosa, quando e in quale forma.',
};

export const words = catalogue({ en, it });
