// The numbers that stand in rows, put into the broker's registry when somebody asks: nothing counts while nobody looks, and they
// are those of the log.
import { Counter, Gauge, type Registry } from 'prom-client';
import type { Figures } from '../../shared/desk/figures.ts';
import type { LogStatus } from '../../shared/desk/log-status.ts';
import type { Queues } from './queues.ts';

export interface Reading {
  readonly figures: Figures;
  readonly status: LogStatus;
  readonly queues: Queues;
  /** Sockets of this node. */
  readonly sockets: number;
  /** Whether this node reaches the others. */
  readonly isWhole: boolean;
}

type Value = readonly [labels: Readonly<Record<string, string>>, value: number];

/** @returns a function that puts a reading in the place of the last one */
export function exposition(registry: Registry): (reading: Reading) => void {
  const registers = [registry];
  const gauge = (name: string, help: string, ...labelNames: string[]) => {
    const metric = new Gauge({ name, help, labelNames, registers });
    return (values: readonly Value[]) => {
      metric.reset();
      for (const [labels, value] of values) metric.set(labels, value);
    };
  };
  const counter = (name: string, help: string, ...labelNames: string[]) => {
    const metric = new Counter({ name, help, labelNames, registers });
    return (values: readonly Value[]) => {
      metric.reset();
      for (const [labels, value] of values) metric.inc(labels, value);
    };
  };
  const by = (label: string, counts: Readonly<Record<string, number>>): Value[] =>
    Object.entries(counts).map(([name, count]) => [{ [label]: name }, count]);

  const sessions = gauge('permesso_sessions', 'Sessions that are not over, by phase.', 'phase');
  const grants = gauge('permesso_grants_live', 'Permissions that live now.');
  const events = counter(
    'permesso_events_appended_total',
    'Events in the store, of sessions and of the desk.',
  );
  const entries = gauge('permesso_log_entries', 'Entries under the last signed head of a log.', 'log', 'of');
  const unsigned = gauge(
    'permesso_log_unsigned_entries',
    'Entries of a log that no signed head covers yet.',
    ...['log', 'of'],
  );
  const refused = gauge(
    'permesso_log_refused',
    '1 where a log is not signed any more, since its database contradicts a signed head.',
    ...['log', 'of'],
  );
  const lag = gauge('permesso_log_lag_seconds', 'Age of the oldest event that is no entry of its log yet.');
  const statements = counter(
    'permesso_statements_refused_total',
    'Signed statements that a page refused, by the side they were said to be of.',
    'of',
  );
  const lanes = counter(
    'permesso_lanes_refused_total',
    'Connections that a page refused, since nothing vouched for them.',
    'kind',
  );
  const stray = counter(
    'permesso_frames_without_grant_total',
    'Pictures that reached a technician’s page without a permission. It must be zero.',
  );
  const waiting = gauge('permesso_waiting', 'What waits: requests, letters, deliveries of webhooks.', 'what');
  const sockets = gauge('permesso_sockets', 'Members of sessions who are connected to this node.');

  const whole = gauge('permesso_nodes_reached', '1 while this node reaches the others, or is the only one.');

  return ({ figures, status: { logs }, queues, sockets: connected, isWhole }) => {
    const byLog = (count: (log: LogStatus['logs'][number]) => number): Value[] =>
      logs.map((log) => [{ log: log.id, of: log.of }, count(log)]);
    sessions(by('phase', figures.sessions));
    grants([[{}, figures.liveGrants]]);
    events([[{}, figures.events]]);
    entries(byLog(({ size }) => size));
    unsigned(byLog((log) => log.unsigned));
    refused(byLog(({ state }) => (state === 'refused' ? 1 : 0)));
    lag([[{}, queues.lagSeconds]]);
    statements(by('of', figures.refusedStatements));
    lanes(by('kind', figures.refusedLanes));
    stray([[{}, figures.strayFrames]]);
    waiting(by('what', queues.waiting));
    sockets([[{}, connected]]);
    whole([[{}, isWhole ? 1 : 0]]);
  };
}
