// Where a technician's pointing goes: to the host where it shows the picture, and to the customer's page otherwise. Never to both,
// since a page that shows nothing counts it as nonsense.
import type { Cancel } from '../../../../link/deps.ts';
import type { TalkLine } from '../../../../link/talk.ts';
import type { Pointing } from '../../../../shared/channel/pointing.ts';
import type { ScreenLine } from '../screen/screen-line.ts';

export interface HandLine {
  /** @returns false when nobody hears it */
  say(message: Pointing): boolean;
  /** Runs for each new listener, and at once when there is one. */
  onUp(handler: () => void): Cancel;
}

export function handLine(
  talk: Pick<TalkLine, 'say' | 'onUp'>,
  host: Pick<ScreenLine, 'isUp' | 'say' | 'onUp'>,
): HandLine {
  return {
    say: (message) => (host.isUp.peek() ? host.say(message) : talk.say(message)),
    onUp(handler) {
      const cancels = [
        // The page came back; the host has heard everything all along.
        talk.onUp(() => {
          if (!host.isUp.peek()) handler();
        }),
        host.onUp(handler),
      ];
      return () => {
        for (const cancel of cancels) cancel();
      };
    },
  };
}
