// This browser as the technician's signing device: its key, and the desk's knowing of it. Enrolled right after signing in;
// later only with the password, so that a browser left open gives nobody a key.
import { type ReadonlySignal, signal } from '@preact/signals';
import { keyNamed, technicianKeyName } from '../../../link/device-keys.ts';
import type { SigningKey } from '../../../shared/consent/jws.ts';
import { isRefusal, type Refusal } from '../../../shared/errors.ts';
import { enrolledKey, type Me } from '../../../shared/protocol/http.ts';
import { post } from '../features/account/session.ts';
import type { Refused } from '../link/api.ts';
import { browserStorage } from '../link/browser.ts';

export type DeviceState =
  | { readonly at: 'loading' | 'password' }
  | { readonly at: 'ready'; readonly key: SigningKey }
  | { readonly at: 'failed'; readonly why: Refused };

export interface Device {
  readonly state: ReadonlySignal<DeviceState>;
  /** Tries, or tries again, with the password where one was asked for. @returns why it did not work, or null */
  enrol(password?: string): Promise<Refusal | null>;
}

export function openDevice({ person }: Me): Device {
  const state = signal<DeviceState>({ at: 'loading' });
  const key = keyNamed(technicianKeyName(person.id), browserStorage);
  const enrol = async (password?: string) => {
    const mine = await key;
    const body = { key: mine.publicKey, ...(password === undefined ? {} : { password }) };
    const done = await post('/api/keys', body, enrolledKey);
    if (!isRefusal(done)) {
      state.value = { at: 'ready', key: mine };
      return null;
    }
    const needsPassword = done.refused === 'CONFIRM_PASSWORD';
    state.value = needsPassword ? { at: 'password' } : { at: 'failed', why: done };
    return done;
  };
  void enrol();
  return { state, enrol };
}
