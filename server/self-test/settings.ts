// Settings that are allowed and weaken something. None of them lowers consent: there is no such setting.
import type { Config } from '../config.ts';
import { type Check, ok, warn } from './found.ts';

type Settings = Pick<Config, 'publicUrl' | 'tls' | 'trustProxy' | 'iceServers' | 'webhookAllow' | 'logLevel'>;

export const settingsCheck = (config: Settings): Check => ({
  name: 'settings',
  look: async () => {
    const { publicUrl, tls, trustProxy, iceServers, webhookAllow, logLevel } = config;
    const isProxied = publicUrl.protocol === 'https:' && tls === null;
    const found = [
      // All customers then share one budget of tries.
      ...(isProxied && trustProxy.length === 0 ? [warn('settings-proxy')] : []),
      ...(iceServers.some(({ credential }) => credential !== undefined)
        ? [warn('settings-lasting-password')]
        : []),
      ...(webhookAllow.length > 0 ? [warn('settings-webhooks', { value: webhookAllow.length })] : []),
      ...(logLevel === 'debug' ? [warn('settings-talkative')] : []),
    ];
    return found.length > 0 ? found : [ok('settings-fine')];
  },
});
