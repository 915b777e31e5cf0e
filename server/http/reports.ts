// Reports of the desk at which an admin or auditor works. Reading one is recorded, as any other look at the log; so is taking one away.
import type { FastifyRequest } from 'fastify';
import { report, reportExportQuery, reportQuery } from '../../shared/protocol/reports.ts';
import type { Recorder } from '../log/record.ts';
import { loginOf } from '../plugins/auth.ts';
import type { Reports } from '../reports/reports.ts';
import { reportSheet } from '../reports/sheet.ts';
import type { App } from './app-type.ts';

const config = { access: 'read-log' } as const;

export interface ReportRouteDeps {
  readonly reports: Reports;
  readonly log: Recorder;
}

export function reportRoutes(app: App, { reports, log }: ReportRouteDeps): void {
  const recordView = (request: FastifyRequest) => {
    const { person, desk } = loginOf(request);
    return log.record(desk.id, person.id, { type: 'admin.view', what: 'report', sid: null, filtered: true });
  };

  app.get(
    '/api/reports',
    { config, schema: { querystring: reportQuery, response: { 200: report } } },
    async (request) => {
      await recordView(request);
      return reports.of(loginOf(request).desk.id, request.query);
    },
  );

  app.get(
    '/api/reports/export',
    { config, schema: { querystring: reportExportQuery } },
    async (request, reply) => {
      const { person, desk } = loginOf(request);
      const { format } = request.query;
      await log.record(desk.id, person.id, { type: 'admin.export', what: 'report', format });
      // What customers wrote stays here: it is erased in its time, and a file is not.
      const { feedback: _words, ...made } = await reports.of(desk.id, request.query);
      const day = new Date(request.query.from).toISOString().slice(0, 10);
      return reply
        .header('content-disposition', `attachment; filename="permesso-report-${day}.${format}"`)
        .type(format === 'csv' ? 'text/csv; charset=utf-8; header=present' : 'application/json')
        .send(format === 'csv' ? reportSheet(made) : JSON.stringify(made, null, 2));
    },
  );
}
