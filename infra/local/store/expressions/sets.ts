/** What ADD and DELETE make of a number or a set. @module */

import { invalid } from '../failure.ts';
import { addNumbers } from '../numbers.ts';
import { type AttributeValue, readValue } from '../values.ts';

function union(left: readonly string[], right: readonly string[]): string[] {
  return [...new Set([...left, ...right])];
}

function difference(left: readonly string[], right: readonly string[]): string[] {
  const gone = new Set(right);
  return left.filter((each) => !gone.has(each));
}

/**
 * The value after ADD or DELETE; `undefined` when nothing is left of it.
 * @throws StoreFailure when the two do not fit
 */
export function applyToSet(
  action: 'ADD' | 'DELETE',
  current: AttributeValue | undefined,
  operand: AttributeValue,
): AttributeValue | undefined {
  if (current === undefined) return action === 'ADD' ? operand : undefined;
  if ('N' in current && 'N' in operand) return { N: addNumbers(current.N, operand.N) };
  const combine = action === 'ADD' ? union : difference;
  if ('SS' in current && 'SS' in operand) return notEmpty('SS', combine(current.SS, operand.SS));
  if ('NS' in current && 'NS' in operand) return notEmpty('NS', combine(current.NS, operand.NS));
  if ('BS' in current && 'BS' in operand) return notEmpty('BS', combine(current.BS, operand.BS));
  throw invalid('An operand in the update expression has an incorrect data type');
}

/** Reading it again sorts it. */
function notEmpty(type: 'SS' | 'NS' | 'BS', values: string[]): AttributeValue | undefined {
  return values.length === 0 ? undefined : readValue({ [type]: values });
}
