/**
 * Writes what the functions measure: as log lines in CloudWatch's embedded metric format, which
 * AWS turns into metrics without a call. Only entry points measure; the domain knows nothing of it.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 * @module
 */

import type { FunctionEvent } from './events.ts';
import { log } from './log.ts';

/** The figures by name, each with its unit in CloudWatch's words. What they mean stands in metric-meanings.ts, which no function loads. */
export const metricUnits = {
  punchesStored: 'Count',
  punchesDuplicate: 'Count',
  punchesQuarantined: 'Count',
  ingestLagSeconds: 'Seconds',
  oldestUnsentSeconds: 'Seconds',
  sheetLagSeconds: 'Seconds',
  pendingDays: 'Count',
  terminalsSilent: 'Count',
  bridgesSilent: 'Count',
  throttles: 'Count',
} as const;

/** Name of a figure. */
export type MetricName = keyof typeof metricUnits;

/**
 * Writes a log line with figures. Where `METRICS_NAMESPACE` is not set, as on one machine, nothing is written. It is read each
 * time, because this module may be loaded before a local cloud sets its environment.
 * @param message - the event that the line names
 * @param fields - ids only, as in every log line
 */
export function measure(
  message: FunctionEvent,
  figures: Partial<Record<MetricName, number>>,
  fields: Record<string, unknown> = {},
): void {
  const namespace = process.env.METRICS_NAMESPACE;
  const measured = Object.entries(figures).filter(([, value]) => value !== undefined);
  if (!namespace || measured.length === 0) return;
  log({
    level: 'info',
    message,
    ...fields,
    ...Object.fromEntries(measured),
    _aws: {
      Timestamp: Date.now(),
      CloudWatchMetrics: [
        {
          Namespace: namespace,
          Dimensions: [[]],
          // The entries of a record with these keys.
          Metrics: measured.map(([name]) => ({
            Name: name,
            Unit: metricUnits[name as MetricName],
          })),
        },
      ],
    },
  });
}
