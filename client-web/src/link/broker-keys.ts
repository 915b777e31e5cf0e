// The broker's published keys, under which it signs who a technician is and that a grant has been written down.
import { type BrokerKey, brokerKeys } from '../../../shared/consent/broker-word.ts';
import { isRefusal, type Refusal } from '../../../shared/errors.ts';
import { get } from './api.ts';

export async function fetchBrokerKeys(): Promise<readonly BrokerKey[] | Refusal> {
  const found = await get('/.well-known/permesso-keys.json', brokerKeys);
  return isRefusal(found) ? found : found.keys;
}
