/**
 * Tells failures of AWS services apart: which kind one is, and whether it passes.
 * This is the only place that looks at the name of an error, because AWS documents `error.name` as the way to do it.
 * @module
 */

/** What a failure says about itself, of the AWS SDK or of our own requests to DynamoDB. */
interface AwsFailure {
  name: string;
  /** Node's own code, when no answer came. */
  code?: string;
  $metadata?: { httpStatusCode?: number };
}

/** Failures that pass without anybody's help. */
const passing = [
  'ProvisionedThroughputExceededException',
  'ThrottlingException',
  'RequestLimitExceeded',
  'InternalServerError',
  'TimeoutError',
  'RequestThrottled',
] as const;
const passingCodes: readonly unknown[] = ['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT'];

/**
 * Whether a service has answered with a failure of one of some names.
 * @param names - as the service's API reference writes them
 */
export function isAwsFailure(error: unknown, ...names: readonly string[]): error is Error & AwsFailure {
  return error instanceof Error && names.includes(error.name);
}

/** Whether a thrown value is a failure of an AWS service, or of the way to it, after which the same call may succeed. */
export function isPassingAwsFailure(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { code, $metadata }: Partial<AwsFailure> = error;
  const status = $metadata?.httpStatusCode ?? 0;
  return isAwsFailure(error, ...passing) || passingCodes.includes(code) || status === 429 || status >= 500;
}
