/** Says in a sentence what is in the way when AWS does not do what the operator asks: credentials, region, names, rights. @module */

import { isAwsFailure } from '#functions/store/aws-failure.ts';
import { StartFailure } from '#infra/local/start-failure.ts';

const compare =
  'in this account and region. Compare it with the outputs of the stacks, and AWS_REGION with their region.';

/** What to do about failures that an operator can do something about. */
const advice: readonly { names: readonly string[]; says: string }[] = [
  {
    names: ['CredentialsProviderError', 'TokenProviderError'],
    says: 'No credentials of an AWS account were found. Sign in (aws sso login), or set AWS_PROFILE, and try again.',
  },
  { names: ['ExpiredToken', 'ExpiredTokenException'], says: 'The credentials have expired. Sign in again.' },
  {
    names: ['UnrecognizedClientException', 'InvalidClientTokenId', 'InvalidSignatureException'],
    says: 'AWS does not know these credentials. Sign in to the account of the deployment.',
  },
  {
    names: ['AccessDenied', 'AccessDeniedException'],
    says: 'These credentials may not do this. Use a role that may.',
  },
  {
    names: ['ResourceNotFoundException', 'TableNotFoundException'],
    says: `There is no such table ${compare}`,
  },
  { names: ['QueueDoesNotExist'], says: `There is no such queue ${compare}` },
  {
    names: ['TableAlreadyExistsException'],
    says: 'It has been restored to that moment before. Look at that table, or choose another second.',
  },
  {
    names: ['InvalidRestoreTimeException', 'PointInTimeRecoveryUnavailableException'],
    says: 'AWS has no state of that moment: it keeps those of 35 days, up to about five minutes ago.',
  },
];
const noRegion = /names no region|region is missing/i;
const noAnswer = /ENOTFOUND|ECONNREFUSED|ETIMEDOUT|EAI_AGAIN/;

/**
 * What an operator is told of a failure.
 * @returns undefined for anything else, which is a defect
 */
export function troubleWithAws(error: unknown): StartFailure | undefined {
  if (!(error instanceof Error)) return undefined;
  if (noRegion.test(error.message))
    return new StartFailure('Which region? Set AWS_REGION to that of the deployment, such as eu-central-1.');
  const says = noAnswer.test(error.message)
    ? 'AWS was not reached. Is this machine on the Internet, and AWS_REGION a region?'
    : advice.find(({ names }) => isAwsFailure(error, ...names))?.says;
  return says === undefined ? undefined : new StartFailure(`${says}\nAWS says: ${error.message}`);
}
