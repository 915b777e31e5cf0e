// The words for a colleague who is to come, and for two technicians who are there.
import { catalogue } from '../../view/i18n.ts';

export const words = catalogue({
  en: {
    takeOver: (first: string, name: string) => `${first} would like ${name} to take over`,
    join: (first: string, name: string) => `${first} would like ${name} to help too`,
    nothingSeen: (name: string) => `${name} is not here yet, and sees nothing. You decide.`,
    takeOverHint: (first: string) =>
      `What you had allowed ${first} has ended. As soon as you have met, ${first} leaves.`,
    joinHint: (first: string, name: string) =>
      `${first} stays. You will see both by name, and ${name} asks you for everything anew.`,
    mayRead: (name: string) => `${name} may read what we wrote so far`,
    notNow: 'Not now',
    meet: (name: string) => `Meet ${name}`,
    going: 'Going there',
    whoTitle: 'Who is coming',
    unanswered: (name: string) => `${name} could not be reached. You can try again.`,
    forged: (name: string) =>
      `Who answered is not ${name}, as was announced. Nobody came in, and nothing was shown. Call the desk on its official number.`,
    isHere: (name: string) => `${name} is here too`,
    hasLeft: (name: string) => `${name} has left.`,
    wentOn: (first: string, name: string) => `${first} has left. You are with ${name} now.`,
    stopAll: 'Stop everything',
    sameHint: (first: string, name: string) =>
      `You then see what ${first} sees already. ${name} sees it only after your second press, and you can choose something else.`,
    asksToo: 'Somebody else asks too. One after the other.',
    receiptWith: (name: string) => `Receipt of the part with ${name}`,
  },
  it: {
    takeOver: (first, name) => `${first} vorrebbe far subentrare ${name}`,
    join: (first, name) => `${first} vorrebbe far aiutare anche ${name}`,
    nothingSeen: (name) => `${name} non è ancora qui e non vede nulla. Decidi tu.`,
    takeOverHint: (first) =>
      `Ciò che avevi permesso a ${first} è terminato. Appena vi siete incontrati, ${first} esce.`,
    joinHint: (first, name) =>
      `${first} resta. Vedrai entrambi per nome, e ${name} ti chiederà ogni cosa da capo.`,
    mayRead: (name) => `${name} può leggere ciò che abbiamo scritto finora`,
    notNow: 'Non ora',
    meet: (name) => `Incontra ${name}`,
    going: 'Un momento',
    whoTitle: 'Chi arriva',
    unanswered: (name) => `${name} non è raggiungibile. Puoi riprovare.`,
    forged: (name) =>
      `Chi ha risposto non è ${name}, come annunciato. Nessuno è entrato e nulla è stato mostrato. Chiama l’assistenza al numero ufficiale.`,
    isHere: (name) => `C’è anche ${name}`,
    hasLeft: (name) => `${name} è uscito.`,
    wentOn: (first, name) => `${first} è uscito. Ora sei con ${name}.`,
    stopAll: 'Interrompi tutto',
    sameHint: (first, name) =>
      `Poi vedi ciò che ${first} vede già. ${name} lo vede solo con la tua seconda pressione, e puoi scegliere altro.`,
    asksToo: 'Chiede anche un’altra persona. Una domanda alla volta.',
    receiptWith: (name) => `Ricevuta della parte con ${name}`,
  },
});
