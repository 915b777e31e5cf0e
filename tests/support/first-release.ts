// A session as the first release recorded it, before statements were signed: the very shapes it wrote, with details in the
// clear beside them. Never brought up to date.
const SID = 's'.repeat(22);
const TECHNICIAN = { role: 'technician', id: 't'.repeat(22) };
const CUSTOMER = { role: 'customer', id: 'c'.repeat(22) };
const START = Date.UTC(2026, 0, 15, 9);
const ASK = '00000000-0000-4000-8000-000000000001';
const GRANT = '00000000-0000-4000-8000-000000000101';

const TOLD = [
  {
    type: 'session.created',
    desk: 'd'.repeat(22),
    technician: TECHNICIAN.id,
    codeExpiresAt: START + 600_000,
    detail: { technicianName: 'Maria Rossi', deskName: 'Conti Informatica' },
    by: TECHNICIAN,
  },
  {
    type: 'session.joined',
    customer: CUSTOMER.id,
    device: { kind: 'computer', canShowScreen: true, language: 'en' },
    detail: { browser: 'Firefox 140', system: 'Linux', address: '203.0.113.0/24' },
    by: CUSTOMER,
  },
  { type: 'session.admitted', detail: null, by: CUSTOMER },
  {
    type: 'consent.asked',
    askId: ASK,
    scope: 'view',
    surface: 'monitor',
    minutes: 15,
    answerBy: START + 120_000,
    detail: { reason: 'to see it' },
    by: TECHNICIAN,
  },
  {
    type: 'consent.granted',
    gid: GRANT,
    scope: 'view',
    askId: ASK,
    surface: 'monitor',
    minutes: 15,
    expiresAt: START + 900_000,
    auth: 'none',
    notice: { id: 'consent.view', version: '2026-11-22', language: 'en' },
    detail: null,
    by: CUSTOMER,
  },
  { type: 'scope.started', gid: GRANT, scope: 'view', detail: null, by: CUSTOMER },
  { type: 'scope.stopped', gid: GRANT, scope: 'view', detail: null, by: CUSTOMER },
  {
    type: 'consent.revoked',
    gid: GRANT,
    scope: 'view',
    why: 'stop',
    localMs: 20,
    detail: null,
    by: CUSTOMER,
  },
  { type: 'consent.moot', gid: GRANT, why: 'keys', detail: null, by: CUSTOMER },
  { type: 'session.ended', ending: 'completed', detail: null, by: CUSTOMER },
];

/** Each event with its detail, as that broker told them. */
export const FIRST_RELEASE = TOLD.map((event, index) => ({
  ...event,
  v: 1 as const,
  sid: SID,
  seq: index + 1,
  at: START + index * 1_000,
}));
export type FirstEvent = (typeof FIRST_RELEASE)[number];
