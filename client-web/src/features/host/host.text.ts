// The words of the host's card on the customer's page.
import { catalogue } from '../../view/i18n.ts';

const en = {
  title: 'Connect this computer',
  why: (name: string) =>
    `Only needed if ${name} is to use your mouse and keyboard, your clipboard, or facts about this computer. A page cannot do that; the Permesso host program on this computer can, and asks you each time in a window of its own.`,
  whence: 'Your help desk gives you the program. It installs nothing, and it is gone when it ends.',
  download: 'Download the program (Linux, X11)',
  unpack:
    'Unpack it, open a terminal in its folder and run ./permesso-host. It installs nothing: delete the folder, and it is gone.',
  begin: 'Make digits for the program',
  beginning: 'Making digits',
  type: 'Start the program and type these digits into it:',
  digits: 'Digits for the program',
  life: 'They work once, within ten minutes. Do not read them to anybody.',
  again: 'Make new digits',
  lost: 'This page was loaded anew, and the digits are gone with it.',
  proving: 'The program is proving that it knows the digits.',
  suspect:
    'Something came with other digits, and was turned away. Check what you typed. If it was not you, do not go on, and call the desk.',
  paired:
    'This computer is connected. What is asked from now on is answered in the window of the program, not here.',
  asking: (name: string) => `${name} asks for something: the question stands in the window of the program.`,
  cancel: 'Cancel',
  drop: 'Disconnect this computer',
};

export const words = catalogue({
  en,
  it: {
    title: 'Collega questo computer',
    why: (name: string) =>
      `Serve solo se ${name} deve usare mouse e tastiera, gli appunti o i dati di questo computer. Una pagina non può farlo; il programma host di Permesso su questo computer sì, e ogni volta ti chiede in una sua finestra.`,
    whence: 'Il programma te lo dà l’assistenza. Non installa nulla, e quando finisce non ne resta niente.',
    download: 'Scarica il programma (Linux, X11)',
    unpack:
      'Estrailo, apri un terminale nella sua cartella ed esegui ./permesso-host. Non installa nulla: cancella la cartella e non ne resta niente.',
    begin: 'Prepara le cifre per il programma',
    beginning: 'Preparazione delle cifre',
    type: 'Avvia il programma e scrivi queste cifre:',
    digits: 'Cifre per il programma',
    life: 'Valgono una volta, entro dieci minuti. Non leggerle a nessuno.',
    again: 'Prepara cifre nuove',
    lost: 'La pagina è stata ricaricata, e con essa le cifre sono andate perse.',
    proving: 'Il programma sta provando di conoscere le cifre.',
    suspect:
      'È arrivato qualcosa con altre cifre, ed è stato respinto. Controlla ciò che hai scritto. Se non eri tu, non proseguire e chiama l’assistenza.',
    paired:
      'Questo computer è collegato. Da ora alle domande si risponde nella finestra del programma, non qui.',
    asking: (name: string) => `${name} chiede qualcosa: la domanda è nella finestra del programma.`,
    cancel: 'Annulla',
    drop: 'Scollega questo computer',
  },
});
