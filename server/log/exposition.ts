// The desk's numbers in the text format that Prometheus reads. A registry of its own for each reading: nothing global, nothing
// that counts while nobody looks.
import { Counter, Gauge, Registry } from 'prom-client';
import type { Figures } from '../../shared/desk/figures.ts';
import type { LogStatus } from '../../shared/desk/log-status.ts';

export interface Exposition {
  readonly contentType: string;
  readonly text: string;
}

type Value = readonly [labels: Readonly<Record<string, string>>, value: number];

/** @param figures what the log holds  @param status how far the logs are signed */
export async function exposition(figures: Figures, { logs }: LogStatus): Promise<Exposition> {
  const registry = new Registry();
  const gauge = (name: string, help: string, values: readonly Value[]) => {
    const metric = new Gauge({ name, help, labelNames: labelsOf(values), registers: [registry] });
    for (const [labels, value] of values) metric.set(labels, value);
  };
  const counter = (name: string, help: string, values: readonly Value[]) => {
    const metric = new Counter({ name, help, labelNames: labelsOf(values), registers: [registry] });
    for (const [labels, value] of values) metric.inc(labels, value);
  };
  const by = (label: string, counts: Readonly<Record<string, number>>): Value[] =>
    Object.entries(counts).map(([name, count]) => [{ [label]: name }, count]);
  const byLog = (count: (log: LogStatus['logs'][number]) => number): Value[] =>
    logs.map((log) => [{ log: log.id, of: log.of }, count(log)]);

  gauge('permesso_sessions', 'Sessions that are not over, by phase.', by('phase', figures.sessions));
  gauge('permesso_grants_live', 'Permissions that live now.', [[{}, figures.liveGrants]]);
  counter('permesso_events_appended_total', 'Events in the store, of sessions and of the desk.', [
    [{}, figures.events],
  ]);
  gauge(
    'permesso_log_entries',
    'Entries under the last signed head of a log.',
    byLog(({ size }) => size),
  );
  gauge(
    'permesso_log_unsigned_entries',
    'Entries of a log that no signed head covers yet.',
    byLog(({ unsigned }) => unsigned),
  );
  gauge(
    'permesso_log_refused',
    '1 where a log is not signed any more, since its database contradicts a signed head.',
    byLog(({ state }) => (state === 'refused' ? 1 : 0)),
  );
  counter(
    'permesso_statements_refused_total',
    'Signed statements that a page refused, by the side they were said to be of.',
    by('of', figures.refusedStatements),
  );
  counter(
    'permesso_lanes_refused_total',
    'Connections that a page refused, since nothing vouched for them.',
    by('kind', figures.refusedLanes),
  );
  counter(
    'permesso_frames_without_grant_total',
    'Pictures that reached a technician’s page without a permission. It must be zero.',
    [[{}, figures.strayFrames]],
  );
  return { contentType: registry.contentType, text: await registry.metrics() };
}

const labelsOf = (values: readonly Value[]): string[] => Object.keys(values[0]?.[0] ?? {});
