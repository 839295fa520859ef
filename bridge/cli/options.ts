/** Reads the command-line options and the configuration that all bridge commands share. @module */

import { type ParseArgsOptionsConfig, parseArgs } from 'node:util';
import type { BridgeConfig } from '#bridge/config/index.ts';
import { readConfig } from '#bridge/config/index.ts';
import { UsageError } from './failures.ts';

/** Options that every command knows. */
export const commonOptions = {
  config: { type: 'string', short: 'c' },
  help: { type: 'boolean', short: 'h' },
  verbose: { type: 'boolean', short: 'v' },
} as const satisfies ParseArgsOptionsConfig;

/** Reads the options of a command. @throws TypeError of `parseArgs` for unknown ones */
export function readOptions<const O extends ParseArgsOptionsConfig>(args: string[], options: O) {
  return parseArgs({ args, options: { ...commonOptions, ...options }, strict: true, allowPositionals: false })
    .values;
}

/**
 * Reads the options of a command that may take one argument.
 * @param name - what the help calls the argument
 * @throws UsageError when there is more than one
 */
export function readOptionsAndOptionalPlace<const O extends ParseArgsOptionsConfig>(
  args: string[],
  name: string,
  options: O,
) {
  const { values, positionals } = parseArgs({
    args,
    options: { ...commonOptions, ...options },
    strict: true,
    allowPositionals: true,
  });
  const [place, ...others] = positionals;
  if (others.length > 0) throw new UsageError(`Only one ${name} is allowed; "${others[0]}" is one too many.`);
  return { values, place };
}

/**
 * Reads the options of a command that takes one argument.
 * @param name - what the help calls the argument
 * @throws UsageError when there is none or more than one
 */
export function readOptionsAndPlace<const O extends ParseArgsOptionsConfig>(
  args: string[],
  name: string,
  options: O,
) {
  const { values, place } = readOptionsAndOptionalPlace(args, name, options);
  if (place === undefined) throw new UsageError(`${name} is missing. --help shows how to write it.`);
  return { values, place };
}

/** The configuration that `--config` names. @throws UsageError when it is missing, ConfigError when it does not fit */
export function configOf(file: string | undefined): BridgeConfig {
  if (file === undefined) throw new UsageError('--config FILE is missing.');
  return readConfig(file);
}
