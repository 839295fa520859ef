/** Says which exit code a thrown error stands for, and defines the error for a wrong command line. @module */

import { CloudProblem, CloudUnreachable, isCloudProblem } from '#bridge/cloud/index.ts';
import { ConfigError, StateDirError } from '#bridge/config/index.ts';
import { isDiskFull } from '#bridge/outbox/index.ts';
import { ServiceError } from '#bridge/service/index.ts';
import { UpdateError } from '#bridge/update/index.ts';
import { NotEnrolled } from '#bridge/work/index.ts';
import { isTerminalFault } from '#shared/terminal-fault.ts';
import { type ExitCode, exitCodes } from './exit-codes.ts';

/** A command line that makes no sense. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

function isParseArgsError(error: unknown): boolean {
  return (
    error instanceof TypeError &&
    'code' in error &&
    typeof error.code === 'string' &&
    error.code.startsWith('ERR_PARSE_ARGS')
  );
}

/** The exit code that stands for a failure; `undefined` for a defect, whose stack is worth printing. */
export function exitCodeOf(error: unknown): ExitCode | undefined {
  if (error instanceof UsageError || error instanceof ConfigError || isParseArgsError(error)) {
    return exitCodes.usage;
  }
  if (error instanceof NotEnrolled || isCloudProblem(error, 'enrolment.refused'))
    return exitCodes.notEnrolled;
  if (isTerminalFault(error)) return exitCodes.terminal;
  if (error instanceof CloudProblem || error instanceof CloudUnreachable) return exitCodes.cloud;
  // Also where its folder, and not that of the state, had no room.
  if (error instanceof UpdateError) return exitCodes.update;
  if (error instanceof StateDirError || isDiskFull(error)) return exitCodes.state;
  if (error instanceof ServiceError) return exitCodes.service;
  return undefined;
}
