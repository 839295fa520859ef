/** What has become of a sending, and of the mail to each recipient, as the API shows it of reports and of notices. @module */

import type { ReportRun } from '#shared/contract/report-schedules.ts';
import { epochOf } from '#shared/time/wall-time.ts';
import { shownFailure, storedFailure } from '../../queue/failure.ts';
import { stoppedFailure, tries } from '../../queue/tries.ts';
import type { StoredReportRun } from '../../store/report-runs.ts';
import type { Actor } from '../actor.ts';
import { failureOfExport } from '../exports/index.ts';

function outcomeOf({ state, recipients }: StoredReportRun): ReportRun['state'] {
  if (state !== 'done') return state;
  const states = Object.values(recipients).map((recipient) => recipient.state);
  const hasFailed = states.some((each) => each !== 'sent' && each !== 'left-out');
  if (states.includes('sent')) return hasFailed ? 'partly' : 'sent';
  return hasFailed ? 'failed' : 'nothing';
}

/** What has become of a run: its state, why, and each recipient. */
export function becomeOf(
  run: StoredReportRun,
): Pick<ReportRun, 'state' | 'reason' | 'told' | 'problem' | 'recipients'> {
  const { reason, failure, recipients } = run;
  return {
    state: outcomeOf(run),
    ...shownFailure({ reason, failure }),
    recipients: Object.values(recipients).map(({ address, state, at, ...why }) => {
      return { address, state, at, ...shownFailure(why) };
    }),
  };
}

/** A run whose worker was stopped at its last try, or that of its export, has failed too. */
export async function withStop({ stores, now }: Actor, run: StoredReportRun): Promise<StoredReportRun> {
  const { state, failsAt, exportId } = run;
  if (state !== 'waiting') return run;
  if (failsAt !== undefined && epochOf(failsAt) <= epochOf(now)) {
    return { ...run, state: 'failed', ...storedFailure(stoppedFailure(tries.deliveries)) };
  }
  const begun = exportId && (await stores.exports.find(exportId));
  const failure = begun && failureOfExport(begun, now);
  return failure ? { ...run, state: 'failed', ...failure } : run;
}
