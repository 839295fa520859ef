/**
 * Statements of DynamoDB's PartiQL as far as the store serves them: writes of one item, with conditions on whole attributes.
 * @module
 */
import { cachedByText } from '../expressions/cache.ts';
import { readStatement } from './syntax.ts';

/** A statement by its text. */
export const statementWith = cachedByText(readStatement);
