// Reports: by the customer of a session, once; read and decided by the admins of its desk. Nobody decides about themselves.
import * as z from 'zod/mini';
import { isRefusal, refuse } from '../../shared/errors.ts';
import { id } from '../../shared/field.ts';
import { complaintRows, decideComplaints, newComplaint } from '../../shared/protocol/complaints.ts';
import type { Complaints } from '../complaints/complaints.ts';
import { MOST_ROWS } from '../complaints/rows.ts';
import type { Recorder } from '../log/record.ts';
import { loginOf } from '../plugins/auth.ts';
import { answer } from '../plugins/errors.ts';
import type { App } from './app-type.ts';
import type { Decides } from './deciding.ts';
import { type HolderDeps, holders } from './holder.ts';

/** One session has one report; more than this is somebody who tries values. */
const seldom = { access: 'anyone', rateLimit: { max: 10, timeWindow: 60_000 } } as const;
const admins = { access: 'manage-people' } as const;

export interface ComplaintRouteDeps extends HolderDeps {
  readonly complaints: Complaints;
  readonly decides: Decides;
  readonly log: Recorder;
}

export function complaintRoutes(app: App, deps: ComplaintRouteDeps): void {
  const { desk, complaints, decides, log } = deps;
  const customers = holders(deps);

  app.post('/api/complaint', { config: seldom, schema: { body: newComplaint } }, async ({ body }, reply) => {
    const { sid, resume, proof, reasons, words } = body;
    const customer = await customers.of(sid, resume);
    if (!customer) return answer(reply, refuse('NOT_FOUND'));
    // While it goes on, a copied link alone must not end it.
    const isOver = (await desk.state(sid)).phase === 'ended';
    const proven = isOver ? customer : await customers.proven({ sid, resume, proof });
    if (isRefusal(proven)) return answer(reply, proven);
    await desk.act(sid, { type: 'end' }, { role: 'customer', id: customer.id });
    const events = await desk.eventsAfter(sid, 0);
    const refusal = await complaints.file({ sid, customer: customer.id, reasons, words, events });
    return refusal ? answer(reply, refusal) : reply.code(204).send();
  });

  app.get(
    '/api/complaints',
    { config: admins, schema: { response: { 200: complaintRows } } },
    async (request) => {
      const { desk: home, person } = loginOf(request);
      await log.record(home.id, person.id, {
        type: 'admin.view',
        what: 'complaints',
        sid: null,
        filtered: false,
      });
      const rows = await complaints.list(home.id, person.id);
      const open = rows.filter(({ decision }) => decision === null).length;
      return { rows: rows.slice(0, MOST_ROWS), isCut: rows.length > MOST_ROWS, open };
    },
  );

  app.post(
    '/api/complaints/:id/decide',
    { config: admins, schema: { params: z.strictObject({ id }), body: decideComplaints } },
    async (request, reply) => {
      const login = loginOf(request);
      const { person, desk: home } = login;
      const { id: personId } = request.params;
      const { decision } = request.body;
      const rows = await complaints.list(home.id, person.id);
      const isOpen = rows.some((row) => row.technician.id === personId && row.decision === null);
      if (!isOpen) return answer(reply, refuse('NOT_FOUND'));
      if (personId === person.id) return answer(reply, refuse('FORBIDDEN'));
      if (decision === 'closed') {
        const closed = await decides(login, personId, 'disabled');
        if (isRefusal(closed)) return answer(reply, closed);
      }
      const refused = await complaints.decide({ deskId: home.id, personId, decision }, person.id);
      return refused ? answer(reply, refused) : reply.code(204).send();
    },
  );
}
