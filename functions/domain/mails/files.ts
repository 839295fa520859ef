/** Gives the files of a mail that were too large to be attached, to whoever has the link. @module */

import type { MailedFiles } from '#shared/contract/report-mails.ts';
import { epochOf, instantFromEpoch } from '#shared/time/wall-time.ts';
import type { LinkedFile } from '../../files/file-link.ts';
import type { ActingOn } from './subscription.ts';
import { readFilesToken } from './tokens.ts';

/** How long the bucket keeps files. */
const keptMilliseconds = 7 * 86_400_000;

/**
 * The files of a run, with short-lived links; none when they are kept no longer.
 * @throws RollcallError report-mail.link
 */
export async function mailedFiles(
  actingOn: ActingOn,
  bucket: string,
  linkTo: (file: LinkedFile) => Promise<string>,
  token: string,
): Promise<MailedFiles> {
  const { organisation, runId } = readFilesToken(token);
  const { stores, now } = actingOn(organisation);
  const run = await stores.reportRuns.find(runId);
  const ends = run === undefined ? epochOf(now) : epochOf(run.startedAt) + keptMilliseconds;
  const kept = epochOf(now) < ends ? (run?.files ?? []) : [];
  const files = kept.map(async ({ key, name }) => {
    return { name, url: await linkTo({ bucket, key, fileName: name }) };
  });
  return { until: instantFromEpoch(ends), files: await Promise.all(files) };
}
