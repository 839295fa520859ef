/**
 * The commands of rollcall-bridge: arguments in, sentences and exit codes out.
 * What a command does lives in work/ and below.
 * @module
 */
export { runCli } from './run-cli.ts';
