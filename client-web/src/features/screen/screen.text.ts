// The technician's words around the picture.
import { catalogue } from '../../view/i18n.ts';
import type { PictureEnd, QualityWord } from './picture-status.ts';

type Ends = Readonly<Record<PictureEnd, string>>;

export const words = catalogue({
  en: {
    picture: 'The customer’s screen',
    nothing: 'You do not see the customer’s screen. Ask for the least that is enough.',
    cannot: 'The customer’s device cannot show its screen. Chat, files and photos work.',
    asked: 'The customer is reading your question.',
    coming: 'Allowed. The first picture is on its way.',
    still: 'Nothing moves. The window may be minimised, or nothing changes on it.',
    muted: 'The customer’s browser sends no picture right now: the window may be hidden or closed.',
    broken: 'Allowed, but the customer is not connected. It goes on when they come back within a minute.',
    over: {
      denied: 'The customer refused. You can ask again after ten seconds, perhaps for less.',
      'picker-cancelled': 'The customer closed the browser’s window without choosing anything.',
      'wider-surface': 'The customer chose more than you had asked for, so nothing was shown.',
      'not-possible': 'The customer’s browser could not show it.',
      'not-recorded': 'The permission could not be recorded, so nothing was shown. Ask again.',
      'screen-gone':
        'The customer’s computer has no such screen, or its screens changed before the answer. Ask again.',
      'text-altered':
        'Something changed the words of the question on the customer’s page, so nothing could be allowed. A translator may be on; ask again without it.',
      'timed-out': 'No answer within two minutes, which is a refusal. Ask again when the customer is ready.',
      withdrawn: 'You took the question back.',
      stopped: 'The customer stopped. Nothing is shown any more.',
      'surface-changed':
        'Something else came into the picture, so the customer’s page stopped it. Ask again.',
      reload: 'The customer’s page was loaded anew, which ends the picture. Ask again.',
      relinquished: 'You gave the permission back.',
      expired: 'The time is over. Ask again if you need more.',
      away: 'The customer was away for a minute, so the permission ended. Ask again when they are back.',
    } as Ends,
    toolbar: 'Picture',
    fit: 'Fit',
    actual: '1:1',
    zoomIn: 'Larger',
    zoomOut: 'Smaller',
    full: 'Full screen',
    enough: 'I have seen enough',
    zoom: (percent: string) => `Zoom ${percent}`,
    quality: { good: 'Connection: good', fair: 'Connection: fair', poor: 'Connection: poor' } as Readonly<
      Record<QualityWord, string>
    >,
    details: (w: number, h: number, fps: number) => `${w} × ${h}, ${fps} pictures a second`,
    answerIn: 'Time to answer',
  },
  it: {
    picture: 'Lo schermo del cliente',
    nothing: 'Non vedi lo schermo del cliente. Chiedi il minimo che basta.',
    cannot: 'Il dispositivo del cliente non può mostrare lo schermo. Chat, file e foto funzionano.',
    asked: 'Il cliente sta leggendo la tua domanda.',
    coming: 'Permesso. La prima immagine sta arrivando.',
    still: 'Non si muove nulla. Forse la finestra è ridotta a icona, o non cambia niente.',
    muted: 'Il browser del cliente ora non invia immagini: forse la finestra è nascosta o chiusa.',
    broken: 'Permesso, ma il cliente non è in linea. Riprende se torna entro un minuto.',
    over: {
      denied: 'Il cliente ha rifiutato. Puoi chiedere ancora dopo dieci secondi, magari meno.',
      'picker-cancelled': 'Il cliente ha chiuso la finestra del browser senza scegliere nulla.',
      'wider-surface': 'Il cliente ha scelto più di quanto chiesto, quindi nulla è stato mostrato.',
      'not-possible': 'Il browser del cliente non ha potuto mostrarlo.',
      'not-recorded':
        'Non è stato possibile annotare il permesso, quindi nulla è stato mostrato. Chiedi ancora.',
      'screen-gone':
        'Il computer del cliente non ha quello schermo, o gli schermi sono cambiati prima della risposta. Chiedi ancora.',
      'text-altered':
        'Qualcosa ha cambiato le parole della domanda nella pagina del cliente, quindi nulla è stato permesso. Forse è attivo un traduttore: chiedi ancora senza.',
      'timed-out':
        'Nessuna risposta in due minuti, cioè un rifiuto. Chiedi ancora quando il cliente è pronto.',
      withdrawn: 'Hai ritirato la domanda.',
      stopped: 'Il cliente ha interrotto. Non si mostra più nulla.',
      'surface-changed':
        'Nell’immagine è entrato altro, quindi la pagina del cliente l’ha interrotta. Chiedi ancora.',
      reload: 'La pagina del cliente è stata ricaricata e questo chiude l’immagine. Chiedi ancora.',
      relinquished: 'Hai restituito il permesso.',
      expired: 'Il tempo è finito. Chiedi ancora se serve.',
      away: 'Il cliente è mancato per un minuto, quindi il permesso è finito. Chiedi ancora quando torna.',
    } as Ends,
    toolbar: 'Immagine',
    fit: 'Adatta',
    actual: '1:1',
    zoomIn: 'Più grande',
    zoomOut: 'Più piccolo',
    full: 'Schermo intero',
    enough: 'Ho visto abbastanza',
    zoom: (percent: string) => `Zoom ${percent}`,
    quality: {
      good: 'Connessione: buona',
      fair: 'Connessione: discreta',
      poor: 'Connessione: scarsa',
    } as Readonly<Record<QualityWord, string>>,
    details: (w: number, h: number, fps: number) => `${w} × ${h}, ${fps} immagini al secondo`,
    answerIn: 'Tempo per rispondere',
  },
});
