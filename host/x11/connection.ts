// How an X server is reached by the package `x11`, and the two facts of the protocol that whoever reads events needs. It knows
// no window, no monitor, and no key.
import x11, { type Client, type Setup, type XEvent } from 'x11';

/** Connects to an X server. @param display as in DISPLAY. @throws the error of the connection or of the set-up */
export function connect(display: string): Promise<Setup> {
  return new Promise((resolve, reject) => {
    let isUp = false;
    try {
      const client = x11.createClient({ display, shm: false }, (error, setup) => {
        if (error) return reject(error);
        isUp = true;
        forgetAtoms(setup.client);
        // Every window listens for itself.
        setup.client.setMaxListeners(0);
        resolve(setup);
      });
      client.on('error', (error) => {
        if (!isUp) reject(error);
      });
    } catch (error) {
      // A display that cannot even be read.
      reject(error);
    }
  });
}

/** Atoms up to this one mean the same on every server: X11 protocol, appendix B. */
const LAST_PREDEFINED = 68;

/** The package keeps one table of atoms for all connections, but each server numbers its own. */
function forgetAtoms(client: Client): void {
  const predefined = Object.entries(client.atoms).filter(([, atom]) => atom <= LAST_PREDEFINED);
  client.atoms = Object.fromEntries(predefined);
  client.atom_names = Object.fromEntries(predefined.map(([name, atom]) => [atom, name]));
}

/** The event mask made of these names: X11 protocol, section 8, SETofEVENT. */
export const maskOf = (...names: string[]): number =>
  names.reduce((mask, name) => mask | (x11.eventMask[name] ?? 0), 0);

/** True for what a program made with SendEvent: no hand did it (X11 protocol, section 10.9). */
export const isSent = ({ rawData }: XEvent): boolean => ((rawData[0] ?? 0) & 0x80) !== 0;
