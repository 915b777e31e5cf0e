// Who may do what at the desk. One table; the server checks it, the pages draw by it.
import * as z from 'zod/mini';

export const role = z.enum(['technician', 'admin', 'auditor']);
export type Role = z.infer<typeof role>;

/** `connect`: what goes out of the desk and which programs come in. */
export type Right = 'help' | 'manage-people' | 'manage-desks' | 'read-log' | 'connect';

const RIGHTS: Readonly<Record<Role, readonly Right[]>> = {
  technician: ['help'],
  admin: ['help', 'manage-people', 'manage-desks', 'read-log', 'connect'],
  auditor: ['read-log'],
};

export const may = (who: Role, right: Right): boolean => RIGHTS[who].includes(right);
