// What is noted in a request's own history, and who hears that something changed.
import type { QueueNews, RequestStep } from '../../shared/protocol/requests.ts';
import { just, type Step } from '../store/store.ts';
import type { RequestDeps } from './requests.ts';
import { queueTopic, requestTopic, type Stored } from './rows.ts';

/** The step that notes it, in one unit with what it tells of. @param name as people know who did it */
export const stepTo = (
  { store, now }: Pick<RequestDeps, 'store' | 'now'>,
  request: string,
  what: RequestStep['what'],
  name: string,
): Step => just(store.sql.insertInto('request_step').values({ request_id: request, at: now(), what, name }));

/** Told when it is durable. Messages may be lost: whoever hears asks anew, and pages ask by themselves now and then. */
export function tells(
  { bus }: Pick<RequestDeps, 'bus'>,
  { id, desk_id }: Pick<Stored, 'id' | 'desk_id'>,
  news: Omit<QueueNews, 'request'>,
): void {
  bus.publish(queueTopic(desk_id), { request: id, ...news } satisfies QueueNews);
  bus.publish(requestTopic(id), null);
}
