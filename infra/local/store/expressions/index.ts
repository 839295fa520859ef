/**
 * The door of the expressions: conditions, projections, key conditions and updates of DynamoDB. Each is read once and
 * remembered by its text, gets its names and values per request, and knows nothing of tables.
 * @module
 */

import { invalid, StoreFailure } from '../failure.ts';
import { bindCondition, type Condition } from './condition.ts';
import { readConditionSyntax } from './condition-syntax.ts';
import type { Placeholders } from './placeholders.ts';
import { bindProjection, type Projection, readProjectionSyntax } from './projection.ts';
import { bindUpdate, type Update } from './update.ts';
import { readUpdateSyntax } from './update-syntax.ts';

export { type Condition, meets, pathsOfCondition } from './condition.ts';
export { type KeyCondition, keyConditionsOf } from './key-condition.ts';
export { type DocumentPath, valueAt } from './path.ts';
export { Placeholders } from './placeholders.ts';
export { type Projection, pathsOfProjection, project, projectionOf } from './projection.ts';
export { applyUpdate, pathsOf, pathsOfUpdate, type Update } from './update.ts';

/** Says of which expression a failure is. */
function named<T>(name: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof StoreFailure)) throw error;
    throw invalid(`Invalid ${name}: ${error.message}`);
  }
}

/** Reads a condition. @param name - of the parameter, for messages @throws StoreFailure */
export function readCondition(name: string, text: string, placeholders: Placeholders): Condition {
  return named(name, () => bindCondition(readConditionSyntax(text), placeholders));
}

/** Reads a ProjectionExpression. @throws StoreFailure */
export function readProjection(text: string, placeholders: Placeholders): Projection {
  return named('ProjectionExpression', () => bindProjection(readProjectionSyntax(text), placeholders));
}

/** Reads an UpdateExpression. @throws StoreFailure */
export function readUpdate(text: string, placeholders: Placeholders): Update {
  return named('UpdateExpression', () => bindUpdate(readUpdateSyntax(text), placeholders));
}
