// The words for how a session ends. What came of the case is another matter and another word.
import * as z from 'zod/mini';

export const ending = z.enum([
  /** A person closed it after the two had met. */
  'completed',
  /** The customer saw who was asking and did not go on. */
  'declined',
  /** It reached the longest time a session may last. */
  'expired',
  /** Nobody came: the code ran out, or the technician closed it first. */
  'lonely',
  /** The customer was gone for half an hour. */
  'lost',
  /** The code was tried three times by somebody who did not know its secret digits, or did not answer. */
  'burned',
  /** The technician's page kept sending what no honest page sends. */
  'misused',
  /** The technician of a request was gone for a minute; somebody else takes over. */
  'deserted',
  /** The technician's account was closed. */
  'closed',
  /** A colleague took over, whom the customer met and went on with. */
  'handed-over',
]);
export type Ending = z.infer<typeof ending>;

/** What a technician calls a colleague for: to take over, or to help beside them. */
export const callKind = z.enum(['hand-over', 'join']);
export type CallKind = z.infer<typeof callKind>;
