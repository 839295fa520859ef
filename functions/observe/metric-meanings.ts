/** Says what each figure that the functions measure means, and when it is measured. @module */

import type { MetricName } from './metrics.ts';

/**
 * A sentence for each figure. A name may be added and is never renamed. None has dimensions: each dimension's value is a metric of
 * its own, and AWS bills each; the line that a figure stands in names the organisation.
 */
export const metricMeanings = {
  punchesStored: 'New punches of one request of a bridge or of a terminal that pushes.',
  punchesDuplicate: 'Punches of such a request that were stored before.',
  punchesQuarantined: 'Records of such a request that are no punches as they stand, and wait in quarantine.',
  ingestLagSeconds:
    'From the newest new punch of a request to its being stored, where no download had asked for it and it is no older than a day.',
  oldestUnsentSeconds:
    "Age of the oldest record in the outbox of a bridge, at each of its heartbeats; nothing while none waits, so that the maximum is the worst bridge's.",
  sheetLagSeconds:
    'From the message that names touched days to their being computed; 30 seconds of gathering before that are not in it.',
  pendingDays:
    "Days of an organisation's users that wait for a terminal's log, every 15 minutes; of each terminal 200 are counted at most.",
  terminalsSilent: 'Active terminals of an organisation that are not heard of, every 15 minutes.',
  bridgesSilent: 'Active bridges of an organisation that are not heard of, every 15 minutes.',
  throttles:
    'Requests that were answered with service.busy, and messages that were put off, because the tables did not keep up.',
} as const satisfies Record<MetricName, string>;
