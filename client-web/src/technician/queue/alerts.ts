// How a new request makes itself noticed beyond the page: a sound and the system's own notification. Both are off until the technician
// switches them on, and neither says anything of the request's contents.
import { type ReadonlySignal, signal } from '@preact/signals';
import * as z from 'zod/mini';
import { activeRegistration } from '../../features/service-worker.ts';
import { keep, readKept } from './kept.ts';

export interface Alerts {
  readonly hasSound: ReadonlySignal<boolean>;
  readonly hasNotes: ReadonlySignal<boolean>;
  /** The browser was told to let no notification through, or knows none. */
  readonly isBlocked: ReadonlySignal<boolean>;
  setSound(isOn: boolean): void;
  /** Only from a click: browsers ask the person then. */
  setNotes(isOn: boolean): Promise<void>;
  /** @param words what the notification says; a press on it leads to that place of the page */
  ring(place: string, words: string): void;
}

/** What the service worker says when somebody pressed a notification. */
const pressed = z.object({ k: z.literal('go'), place: z.string().check(z.regex(/^(?:#[\w/-]{1,60})?$/)) });

const SOUND = 'queue.sound';
const NOTES = 'queue.notes';
/** Two soft notes, in Hz. */
const TONES = [660, 880] as const;
const TONE_S = 0.18;
const LOUDNESS = 0.12;

export function openAlerts(): Alerts {
  const isKnown = 'Notification' in window;
  const hasSound = signal(readKept(SOUND) === 'on');
  const hasNotes = signal(
    isKnown && readKept(NOTES) === 'on' && window.Notification.permission === 'granted',
  );
  const isBlocked = signal(!isKnown || window.Notification.permission === 'denied');
  let audio: AudioContext | null = null;
  // By the service worker: its notification outlives a page that was put to sleep, and phones' browsers know no other.
  const show = async (place: string, words: string): Promise<void> => {
    const worker = await activeRegistration();
    await worker.showNotification(words, { tag: place, icon: '/sign.svg', data: { place } });
  };
  navigator.serviceWorker?.addEventListener('message', ({ data }) => {
    const told = pressed.safeParse(data);
    if (told.success) location.hash = told.data.place;
  });
  const play = async (): Promise<void> => {
    audio ??= new AudioContext();
    // Before the first touch of the page browsers keep it silent.
    if (audio.state === 'suspended') await audio.resume();
    chime(audio);
  };

  return {
    hasSound,
    hasNotes,
    isBlocked,
    setSound: (isOn) => {
      hasSound.value = isOn;
      keep(SOUND, isOn ? 'on' : 'off');
      if (isOn) void play();
    },
    setNotes: async (isOn) => {
      const allowed = isOn && isKnown ? await window.Notification.requestPermission() : 'default';
      isBlocked.value = !isKnown || window.Notification.permission === 'denied';
      hasNotes.value = allowed === 'granted';
      keep(NOTES, hasNotes.peek() ? 'on' : 'off');
    },
    ring: (place, words) => {
      if (hasSound.peek()) void play();
      const isSeen = document.visibilityState === 'visible' && document.hasFocus();
      if (!hasNotes.peek() || isSeen) return;
      void show(place, words).catch(() => {
        hasNotes.value = false;
        isBlocked.value = true;
      });
    },
  };
}

function chime(audio: AudioContext): void {
  for (const [index, tone] of TONES.entries()) {
    const start = audio.currentTime + index * TONE_S;
    const gain = new GainNode(audio, { gain: 0 });
    gain.gain.linearRampToValueAtTime(LOUDNESS, start + 0.02);
    gain.gain.linearRampToValueAtTime(0, start + TONE_S);
    const voice = new OscillatorNode(audio, { frequency: tone });
    voice.connect(gain).connect(audio.destination);
    voice.start(start);
    voice.stop(start + TONE_S);
  }
}
