/**
 * Tells failures of the AWS SDK apart: which kind one is, and whether it passes.
 * This is the only place that looks at the name of an error, because AWS documents
 * `error.name` as the way to do it: the SDK has classes only for failures that a service's model lists, and neither
 * `ValidationException` nor a time-out is among them. Where there is a class, use it with `instanceof`.
 * @module
 */

/** What a failure of the AWS SDK says about itself. */
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
