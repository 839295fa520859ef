/** Reads `rollcall.deploy.yaml` and reports everything that is wrong with it, each by its place, in words for people. @module */

import { existsSync, readFileSync } from 'node:fs';
import { parseDocument } from 'yaml';
import * as z from 'zod';
import { routeLimits } from '#infra/lambdas.ts';
import { DeployFile, Deployment } from './deployment.ts';
import { nearest } from './nearest.ts';

/** The file that is read where no other is named. */
export const deployFileName = 'rollcall.deploy.yaml';

/** A file that nothing can be deployed from. Its message names every problem. */
export class DeployFileError extends Error {
  override readonly name = 'DeployFileError';
}

/** The schema at a place of the file; where the file may be one of several, each that has names. */
function objectsAt(schema: unknown, path: readonly PropertyKey[]): z.ZodObject[] {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault)
    return objectsAt(schema.unwrap(), path);
  if (schema instanceof z.ZodUnion) return schema.options.flatMap((option) => objectsAt(option, path));
  const [first, ...rest] = path;
  if (schema instanceof z.ZodRecord) return objectsAt(schema.valueType, rest);
  if (!(schema instanceof z.ZodObject)) return [];
  return first === undefined ? [schema] : objectsAt(schema.shape[String(first)], rest);
}

function placeOf(path: readonly PropertyKey[]): string {
  return path
    .map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`))
    .join('')
    .replace(/^\./, '');
}

function missing(path: readonly PropertyKey[]): string {
  const [inner] = objectsAt(Deployment, path.slice(2, -1));
  const schema = inner?.shape[String(path.at(-1))];
  const mayBeNone = schema instanceof z.ZodUnion && schema.safeParse('none').success;
  return `is missing. What matters has to be said, so that nothing is removed by forgetting it${mayBeNone ? ': "none" is an answer' : ''}.`;
}

function unknownKey(path: readonly PropertyKey[], key: string): string {
  const known = objectsAt(DeployFile, path).flatMap((schema) => Object.keys(schema.shape));
  if (path.at(-1) === 'routes') known.splice(0, known.length, ...Object.keys(routeLimits));
  const meant = nearest(key, known);
  return `is not a setting${meant === undefined ? `; there are ${known.join(', ')}` : `; did you mean "${meant}"?`}`;
}

/** A problem in a union is told as that of the option which fits best: the one that knows the keys which are there. */
function problemsOf(issue: z.core.$ZodIssue, outer: readonly PropertyKey[] = []): string[] {
  const path = [...outer, ...issue.path];
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => `${placeOf([...path, key])} ${unknownKey(path, key)}`);
  }
  if (issue.code === 'invalid_union') {
    if (issue.input === undefined) return [`${placeOf(path)} ${missing(path)}`];
    const structured = issue.errors.filter((errors) =>
      errors.every(({ code, path: inner }) => inner.length > 0 || code === 'unrecognized_keys'),
    );
    const [best] = structured.sort(
      (one, other) => unknownIn(one) - unknownIn(other) || one.length - other.length,
    );
    if (best !== undefined) return best.flatMap((each) => problemsOf(each, path));
    return [
      `${placeOf(path)} must be "none"${issue.errors.length > 1 ? ' or what docs/deploy.md shows' : ''}`,
    ];
  }
  if (issue.code === 'invalid_key') return issue.issues.map(({ message }) => `${placeOf(path)} ${message}`);
  const isMissing = issue.input === undefined && issue.code !== 'custom';
  return [`${placeOf(path) || 'the file'} ${isMissing ? missing(path) : issue.message}`];
}

function unknownIn(issues: readonly z.core.$ZodIssue[]): number {
  return issues.filter(({ code }) => code === 'unrecognized_keys').length;
}

/** The deployments of a text, by name. @throws DeployFileError */
export function parseDeployFile(text: string, file = deployFileName): Record<string, Deployment> {
  const document = parseDocument(text);
  const [broken] = document.errors;
  if (broken !== undefined) throw new DeployFileError(`${file} is not YAML: ${broken.message}`);
  const read = DeployFile.safeParse(document.toJS(), { reportInput: true });
  if (read.success) return read.data.deployments;
  const problems = [...new Set(read.error.issues.flatMap((issue) => problemsOf(issue)))];
  throw new DeployFileError(`${file}:\n${problems.map((problem) => `- ${problem}`).join('\n')}`);
}

/** What is to be deployed: a deployment by its name, or nothing in particular where there is no file. */
export interface ChosenDeployment {
  name: string;
  deployment: Deployment;
}

/**
 * Reads the deployment of a name.
 * @param named - may be left out where the file has one deployment, or where there is no file
 * @returns undefined where there is no file and none was asked for
 * @throws DeployFileError
 */
export function readDeployment(
  named: string | undefined,
  file = deployFileName,
): ChosenDeployment | undefined {
  if (!existsSync(file)) {
    if (named === undefined && file === deployFileName) return undefined;
    throw new DeployFileError(
      `There is no ${file}. Begin with a copy of deploy/example.yaml: see docs/deploy.md.`,
    );
  }
  const deployments = parseDeployFile(readFileSync(file, 'utf8'), file);
  const known = Object.keys(deployments);
  const name = named ?? (known.length === 1 ? known[0] : undefined);
  if (name === undefined) {
    throw new DeployFileError(
      `Say which deployment of ${file}, with -c deployment=NAME: ${known.join(', ')}.`,
    );
  }
  const deployment = deployments[name];
  if (deployment === undefined) {
    const meant = nearest(name, known);
    throw new DeployFileError(
      `${file} has no deployment "${name}"; ${meant === undefined ? `there are ${known.join(', ')}` : `did you mean "${meant}"`}.`,
    );
  }
  return { name, deployment };
}
