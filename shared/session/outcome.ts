// The words for how a session ends. What came of the case is another matter and another word.
import * as z from 'zod/mini';

export const ending = z.enum([
  /** A person closed it after the two had met. */
  'completed',
  /** The customer saw who was asking and did not go on. */
  'declined',
  /** It reached the longest time a session may last. */
  'expired',
  /** The code ran out before anybody came. */
  'lonely',
  /** The customer was gone for half an hour. */
  'lost',
]);
export type Ending = z.infer<typeof ending>;
