/** What a KeyConditionExpression asks of the key attributes. @module */

import { invalid } from '../failure.ts';
import type { AttributeValue } from '../values.ts';
import type { Condition, Operand } from './condition.ts';
import type { Comparator } from './condition-syntax.ts';

/** A condition on one key attribute that an index can answer. */
export type KeyCondition =
  | { kind: 'compare'; operator: Exclude<Comparator, '<>'>; value: AttributeValue }
  | { kind: 'between'; low: AttributeValue; high: AttributeValue }
  | { kind: 'beginsWith'; prefix: AttributeValue };

const mirrored = { '=': '=', '<': '>', '<=': '>=', '>': '<', '>=': '<=' } as const;

function wrongOperator(name: string): Error {
  return invalid(`Invalid operator used in KeyConditionExpression: ${name}`);
}

function requireFlat(operands: readonly Operand[]): void {
  let attribute = false;
  for (const operand of operands) {
    if (operand.kind === 'size') throw invalid('KeyConditionExpressions cannot contain nested operations');
    if (operand.kind !== 'path') continue;
    if (attribute) {
      throw invalid(
        'Invalid condition in KeyConditionExpression: Multiple attribute names used in one condition',
      );
    }
    if (operand.path.length > 1) {
      throw invalid('KeyConditionExpressions cannot have conditions on nested attributes');
    }
    attribute = true;
  }
  if (!attribute) {
    throw invalid('Invalid condition in KeyConditionExpression: No key attribute specified');
  }
}

function literalOf(operand: Operand | undefined): AttributeValue {
  if (operand?.kind === 'value') return operand.value;
  throw invalid('Invalid condition in KeyConditionExpression: No key attribute specified');
}

function attributeFirst(operand: Operand | undefined, name: string): string {
  if (operand?.kind === 'path') return String(operand.path[0]);
  throw invalid(
    `Invalid condition in KeyConditionExpression: ${name} operator must have the key attribute as its first operand`,
  );
}

/**
 * The conditions on key attributes, by attribute.
 * @throws StoreFailure when the condition asks for something else, or twice for the same
 */
export function keyConditionsOf(condition: Condition): Map<string, KeyCondition> {
  const found = new Map<string, KeyCondition>();
  const put = (attribute: string, keyCondition: KeyCondition) => {
    if (found.has(attribute)) {
      throw invalid('KeyConditionExpressions must only contain one condition per key');
    }
    found.set(attribute, keyCondition);
  };
  const add = (part: Condition): void => {
    switch (part.kind) {
      case 'and':
        add(part.left);
        add(part.right);
        break;
      case 'or':
      case 'not':
      case 'in':
        throw wrongOperator(part.kind.toUpperCase());
      case 'size':
        throw invalid('KeyConditionExpressions cannot contain nested operations');
      case 'compare': {
        const { operator, left, right } = part;
        if (operator === '<>') throw wrongOperator(operator);
        requireFlat([left, right]);
        if (left.kind === 'path') {
          put(String(left.path[0]), { kind: 'compare', operator, value: literalOf(right) });
        } else {
          const attribute = right.kind === 'path' ? String(right.path[0]) : '';
          put(attribute, { kind: 'compare', operator: mirrored[operator], value: literalOf(left) });
        }
        break;
      }
      case 'between': {
        const attribute = attributeFirst(part.operand, 'BETWEEN');
        requireFlat([part.operand, part.low, part.high]);
        put(attribute, { kind: 'between', low: literalOf(part.low), high: literalOf(part.high) });
        break;
      }
      case 'predicate': {
        if (part.name !== 'begins_with') throw wrongOperator(part.name);
        const attribute = attributeFirst(part.args[0], part.name);
        requireFlat(part.args);
        put(attribute, { kind: 'beginsWith', prefix: literalOf(part.args[1]) });
      }
    }
  };
  add(condition);
  return found;
}
