/** Reads the configuration file and reports every problem with its line. @module */

import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { type Document, isMap, isNode, isScalar, LineCounter, parseDocument, visit } from 'yaml';
import type * as z from 'zod';
import { fileTrouble } from '#shared/file-trouble.ts';
import { readCaFile } from './ca-file.ts';
import { addressOf, BridgeConfig } from './config-schema.ts';
import { assertPrivate } from './state-dir.ts';

/** One thing that is wrong with a configuration. */
export interface ConfigProblem {
  /** 1-based line; absent when the file could not be read at all. */
  line?: number;
  /** Where in the document, such as `terminals[1].port`; empty for the document itself. */
  field: string;
  message: string;
}

/** A configuration that cannot be used. The message lists every problem with its line. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  readonly file: string;
  readonly problems: readonly ConfigProblem[];

  constructor(file: string, problems: readonly ConfigProblem[]) {
    const lines = problems.map(
      ({ line, field, message }) =>
        `${file}${line === undefined ? '' : `:${line}`}: ${field === '' ? '' : `${field}: `}${message}`,
    );
    super(lines.join('\n'));
    this.file = file;
    this.problems = problems;
  }
}

const neededSettings =
  'It needs "cloud" (the address of the cloud) and "stateDir" (a folder), and as a rule "terminals".';

type Path = readonly PropertyKey[];

function fieldName(path: Path): string {
  return path
    .map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`))
    .join('')
    .replace(/^\./, '');
}

/** Start offset of the value at a path, or of the nearest enclosing value that is present. */
function offsetOf(document: Document.Parsed, path: Path): number {
  for (let length = path.length; length >= 0; length -= 1) {
    const node: unknown = length === 0 ? document.contents : document.getIn(path.slice(0, length), true);
    if (isNode(node) && node.range) return node.range[0];
  }
  return 0;
}

function offsetOfKey(document: Document.Parsed, path: Path, key: string): number {
  const parent: unknown = path.length === 0 ? document.contents : document.getIn(path, true);
  const pair = isMap(parent) ? parent.items.find((item) => String(item.key) === key) : undefined;
  return isNode(pair?.key) && pair.key.range ? pair.key.range[0] : offsetOf(document, path);
}

function problemsOf(issue: z.core.$ZodIssue, document: Document.Parsed, lines: LineCounter): ConfigProblem[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      line: lines.linePos(offsetOfKey(document, issue.path, key)).line,
      field: fieldName([...issue.path, key]),
      message: 'is not a setting; check the spelling',
    }));
  }
  const line = lines.linePos(offsetOf(document, issue.path)).line;
  if (issue.path.length === 0 && issue.code === 'invalid_type') {
    const found =
      issue.input === null || issue.input === undefined ? 'is empty' : 'does not consist of settings';
    return [{ line, field: '', message: `the file ${found}. ${neededSettings}` }];
  }
  const missing = issue.code === 'invalid_type' && issue.input === undefined;
  return [{ line, field: fieldName(issue.path), message: missing ? 'is missing' : issue.message }];
}

function repeatedTerminals(
  config: BridgeConfig,
  document: Document.Parsed,
  lines: LineCounter,
): ConfigProblem[] {
  const known = new Set<string>();
  const pulled = config.terminals.flatMap((terminal, index) =>
    [
      `address ${addressOf(terminal)}`,
      ...(terminal.serial === undefined ? [] : [`serial ${terminal.serial}`]),
    ]
      .filter((name) => known.has(name) || !known.add(name))
      .map((name) => ({
        line: lines.linePos(offsetOf(document, ['terminals', index])).line,
        field: `terminals[${index}]`,
        message: `${name} is configured twice`,
      })),
  );
  const pushing = (config.push?.terminals ?? []).flatMap(({ serial }, index) => {
    const name = `serial ${serial}`;
    if (!known.has(name)) return known.add(name) && [];
    return [
      {
        line: lines.linePos(offsetOf(document, ['push', 'terminals', index])).line,
        field: `push.terminals[${index}]`,
        message: `${name} is configured twice`,
      },
    ];
  });
  return [...pulled, ...pushing];
}

/** Settings that are texts although they may look like numbers. */
const textSettings: readonly string[] = ['serial', 'commKey', 'host', 'name', 'zone'];

/** Takes these settings as they are written: YAML makes numbers of digits, and loses leading zeros. */
export function keepDigits(document: Document.Parsed): void {
  visit(document, {
    Pair(_, pair) {
      if (!isScalar(pair.key) || !isScalar(pair.value)) return;
      const { value } = pair;
      if (textSettings.includes(String(pair.key.value)) && typeof value.value === 'number') {
        value.value = value.source ?? String(value.value);
      }
    },
  });
}

function contentOf(document: Document.Parsed, file: string): unknown {
  try {
    return document.toJS();
  } catch (error) {
    // Aliases that name nothing, or that multiply without end.
    const message = error instanceof Error ? error.message : String(error);
    throw new ConfigError(file, [{ line: 1, field: '', message }]);
  }
}

/**
 * Reads a configuration from its text. YAML; JSON is YAML.
 * @param file - name used in messages; `stateDir` is taken relative to its folder
 * @throws ConfigError with every problem and its line
 */
export function parseConfig(text: string, file: string): BridgeConfig {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, logLevel: 'error' });
  if (document.errors.length > 0) {
    throw new ConfigError(
      file,
      document.errors.map((error) => ({
        line: lines.linePos(error.pos[0]).line,
        field: '',
        message: error.message,
      })),
    );
  }
  keepDigits(document);
  const parsed = BridgeConfig.safeParse(contentOf(document, file), { reportInput: true });
  if (!parsed.success) {
    throw new ConfigError(
      file,
      parsed.error.issues.flatMap((issue) => problemsOf(issue, document, lines)),
    );
  }
  const repeated = repeatedTerminals(parsed.data, document, lines);
  if (repeated.length > 0) throw new ConfigError(file, repeated);
  const folder = dirname(file);
  const { caFile } = parsed.data;
  return {
    ...parsed.data,
    stateDir: resolve(folder, parsed.data.stateDir),
    ...(caFile === undefined ? {} : { caFile: resolve(folder, caFile) }),
  };
}

/**
 * Reads the configuration file. One that holds communication keys must be readable by its owner only.
 * @throws ConfigError when it cannot be read or does not fit
 * @throws StateDirError `not-private` when it holds keys and others can read it
 */
export function readConfig(file: string): BridgeConfig {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw new ConfigError(file, [{ field: '', message: `cannot be read (${fileTrouble(error)})` }]);
  }
  const config = parseConfig(text, resolve(file));
  if (config.caFile !== undefined) {
    try {
      readCaFile(config.caFile);
    } catch (error) {
      const message = `${config.caFile} ${error instanceof Error ? error.message : String(error)}`;
      throw new ConfigError(file, [{ field: 'caFile', message }]);
    }
  }
  const terminals = [...config.terminals, ...(config.push?.terminals ?? [])];
  if (terminals.some(({ commKey }) => commKey !== undefined)) assertPrivate(resolve(file));
  return config;
}
