/** Conditions with their names and values, and whether an item meets them. @module */

import { invalid } from '../failure.ts';
import {
  type AttributeValue,
  compareValues,
  type Item,
  sameValue,
  typeOf,
  type ValueType,
} from '../values.ts';
import type { CallSyntax, Comparator, ConditionSyntax, OperandSyntax } from './condition-syntax.ts';
import { type DocumentPath, pathText, valueAt } from './path.ts';
import type { Placeholders } from './placeholders.ts';

/** A function that is itself a condition. */
export type Predicate =
  | 'attribute_exists'
  | 'attribute_not_exists'
  | 'attribute_type'
  | 'begins_with'
  | 'contains';

/** What can be compared. */
export type Operand =
  | { kind: 'path'; path: DocumentPath }
  | { kind: 'value'; value: AttributeValue }
  | { kind: 'size'; of: Operand };

/** A condition that can be asked of an item. */
export type Condition =
  | { kind: 'compare'; operator: Comparator; left: Operand; right: Operand }
  | { kind: 'between'; operand: Operand; low: Operand; high: Operand }
  | { kind: 'in'; operand: Operand; among: Operand[] }
  | { kind: 'and' | 'or'; left: Condition; right: Condition }
  | { kind: 'not'; condition: Condition }
  | { kind: 'predicate'; name: Predicate; args: Operand[] }
  | { kind: 'size'; of: Operand };

const operandCounts: Record<string, number> = {
  attribute_exists: 1,
  attribute_not_exists: 1,
  attribute_type: 2,
  begins_with: 2,
  contains: 2,
  size: 1,
};
const mostAmong = 100;
const typeNames: readonly string[] = ['S', 'N', 'B', 'NULL', 'SS', 'BOOL', 'L', 'BS', 'NS', 'M'];

function wrongType(name: string, type: string): Error {
  return invalid(
    `Incorrect operand type for operator or function; operator or function: ${name}, operand type: ${type}`,
  );
}

/** The type that an operand has whatever the item. */
function fixedType(operand: Operand | undefined): ValueType | undefined {
  if (operand?.kind === 'value') return typeOf(operand.value);
  return operand?.kind === 'size' ? 'N' : undefined;
}

function requireDistinct(name: string, operands: readonly Operand[]): void {
  const [first, ...others] = operands;
  if (first?.kind !== 'path') return;
  const text = pathText(first.path);
  if (others.some((other) => other.kind === 'path' && pathText(other.path) === text)) {
    throw invalid(
      `The first operand must be distinct from the remaining operands for this operator or function; operator: ${name}, first operand: ${text}`,
    );
  }
}

function requireTypes(name: string, operands: readonly Operand[], allowed: readonly ValueType[]): void {
  for (const operand of operands) {
    const type = fixedType(operand);
    if (type !== undefined && !allowed.includes(type)) throw wrongType(name, type);
  }
}

const ordered: readonly ValueType[] = ['S', 'N', 'B'];
const withSize: readonly ValueType[] = ['S', 'B', 'SS', 'NS', 'BS', 'L', 'M'];

function checkCall(name: string, args: readonly Operand[]): void {
  if (args.length !== operandCounts[name]) {
    throw invalid(
      `Incorrect number of operands for operator or function; operator or function: ${name}, number of operands: ${args.length}`,
    );
  }
  requireDistinct(name, args);
  switch (name) {
    case 'attribute_exists':
    case 'attribute_not_exists':
      if (args[0]?.kind !== 'path') {
        throw invalid(`Operator or function requires a document path; operator or function: ${name}`);
      }
      break;
    case 'begins_with':
      requireTypes(name, args, ['S', 'B']);
      break;
    case 'size':
      requireTypes(name, args, withSize);
      break;
    case 'attribute_type': {
      const type = fixedType(args[1]);
      if (type !== 'S') throw wrongType(name, type ?? '{NS,SS,L,BS,N,M,B,BOOL,NULL,S}');
      const wanted = args[1]?.kind === 'value' && 'S' in args[1].value ? args[1].value.S : '';
      if (!typeNames.includes(wanted)) {
        throw invalid(
          `Invalid attribute type name found; type: ${wanted}, valid types: {B,NULL,SS,BOOL,L,BS,N,NS,S,M}`,
        );
      }
    }
  }
}

/** A value as messages show it. */
function shown(value: AttributeValue): string {
  const [type, content] = Object.entries(value)[0] ?? [];
  return `AttributeValue: {${type}:${typeof content === 'string' ? content : JSON.stringify(content)}}`;
}

function checkBounds(low: Operand, high: Operand): void {
  if (low.kind !== 'value' || high.kind !== 'value') return;
  const bounds = `lower bound operand: ${shown(low.value)}, upper bound operand: ${shown(high.value)}`;
  if (typeOf(low.value) !== typeOf(high.value)) {
    throw invalid(`The BETWEEN operator requires same data type for lower and upper bounds; ${bounds}`);
  }
  if ((compareValues(low.value, high.value) ?? 0) > 0) {
    throw invalid(
      `The BETWEEN operator requires upper bound to be greater than or equal to lower bound; ${bounds}`,
    );
  }
}

function isPredicate(name: string): name is Predicate {
  return name !== 'size' && Object.hasOwn(operandCounts, name);
}

function bindCall(call: CallSyntax, placeholders: Placeholders): Condition & { kind: 'predicate' | 'size' } {
  const args = call.args.map((arg) => bindOperand(arg, placeholders));
  checkCall(call.name, args);
  if (isPredicate(call.name)) return { kind: 'predicate', name: call.name, args };
  return { kind: 'size', of: args[0] ?? { kind: 'path', path: [''] } };
}

function bindOperand(syntax: OperandSyntax, placeholders: Placeholders): Operand {
  switch (syntax.kind) {
    case 'path':
      return { kind: 'path', path: placeholders.path(syntax) };
    case 'value':
      return { kind: 'value', value: placeholders.value(syntax.name) };
    case 'call': {
      const bound = bindCall(syntax, placeholders);
      if (bound.kind === 'size') return bound;
      throw invalid(
        `The function is not allowed to be used this way in an expression; function: ${syntax.name}`,
      );
    }
  }
}

/** Gives a condition its names and values. @throws StoreFailure when they do not fit */
export function bindCondition(syntax: ConditionSyntax, placeholders: Placeholders): Condition {
  switch (syntax.kind) {
    case 'and':
    case 'or': {
      const left = bindCondition(syntax.left, placeholders);
      return { kind: syntax.kind, left, right: bindCondition(syntax.right, placeholders) };
    }
    case 'not':
      return { kind: 'not', condition: bindCondition(syntax.condition, placeholders) };
    case 'compare': {
      const left = bindOperand(syntax.left, placeholders);
      const right = bindOperand(syntax.right, placeholders);
      requireDistinct(syntax.operator, [left, right]);
      if (syntax.operator !== '=' && syntax.operator !== '<>') {
        requireTypes(syntax.operator, [left, right], ordered);
      }
      return { kind: 'compare', operator: syntax.operator, left, right };
    }
    case 'between': {
      const operand = bindOperand(syntax.operand, placeholders);
      const low = bindOperand(syntax.low, placeholders);
      const high = bindOperand(syntax.high, placeholders);
      requireDistinct('BETWEEN', [operand, low, high]);
      requireTypes('BETWEEN', [operand, low, high], ordered);
      checkBounds(low, high);
      return { kind: 'between', operand, low, high };
    }
    case 'in': {
      const operand = bindOperand(syntax.operand, placeholders);
      const among = syntax.among.map((each) => bindOperand(each, placeholders));
      if (among.length > mostAmong) {
        throw invalid(
          `Incorrect number of operands for operator or function; operator or function: IN, number of operands: ${among.length + 1}`,
        );
      }
      requireDistinct('IN', [operand, ...among]);
      return { kind: 'in', operand, among };
    }
    case 'call':
      return bindCall(syntax, placeholders);
  }
}

function sizeOf(value: AttributeValue | undefined): AttributeValue | undefined {
  if (value === undefined) return undefined;
  if ('S' in value) return { N: String(value.S.length) };
  if ('B' in value) return { N: String(Buffer.byteLength(value.B, 'base64')) };
  if ('SS' in value) return { N: String(value.SS.length) };
  if ('NS' in value) return { N: String(value.NS.length) };
  if ('BS' in value) return { N: String(value.BS.length) };
  if ('L' in value) return { N: String(value.L.length) };
  if ('M' in value) return { N: String(Object.keys(value.M).length) };
  return undefined;
}

function resolve(operand: Operand | undefined, item: Item): AttributeValue | undefined {
  if (operand === undefined) return undefined;
  if (operand.kind === 'value') return operand.value;
  return operand.kind === 'path' ? valueAt(item, operand.path) : sizeOf(resolve(operand.of, item));
}

function compares(
  operator: Comparator,
  left: AttributeValue | undefined,
  right: AttributeValue | undefined,
): boolean {
  if (operator === '<>') return left === undefined || right === undefined || !sameValue(left, right);
  if (left === undefined || right === undefined) return false;
  if (operator === '=') return sameValue(left, right);
  const order = compareValues(left, right);
  if (order === undefined) return false;
  switch (operator) {
    case '<':
      return order < 0;
    case '<=':
      return order <= 0;
    case '>':
      return order > 0;
    case '>=':
      return order >= 0;
  }
}

function beginsWith(value: AttributeValue, prefix: AttributeValue): boolean {
  if ('S' in value && 'S' in prefix) return value.S.startsWith(prefix.S);
  if (!('B' in value && 'B' in prefix)) return false;
  const start = Buffer.from(prefix.B, 'base64');
  return Buffer.from(value.B, 'base64').subarray(0, start.length).equals(start);
}

function contains(value: AttributeValue, part: AttributeValue): boolean {
  if ('S' in value) return 'S' in part && value.S.includes(part.S);
  if ('B' in value)
    return 'B' in part && Buffer.from(value.B, 'base64').includes(Buffer.from(part.B, 'base64'));
  if ('SS' in value) return 'S' in part && value.SS.includes(part.S);
  if ('NS' in value) return 'N' in part && value.NS.includes(part.N);
  if ('BS' in value) return 'B' in part && value.BS.includes(part.B);
  return 'L' in value && value.L.some((each) => sameValue(each, part));
}

function holds(name: Predicate, args: readonly Operand[], item: Item): boolean {
  const first = resolve(args[0], item);
  if (name === 'attribute_exists') return first !== undefined;
  if (name === 'attribute_not_exists') return first === undefined;
  const second = resolve(args[1], item);
  if (first === undefined || second === undefined) return false;
  if (name === 'begins_with') return beginsWith(first, second);
  if (name === 'contains') return contains(first, second);
  return 'S' in second && typeOf(first) === second.S;
}

/** Whether an item meets a condition. One that does not exist is asked as an item without attributes. */
export function meets(condition: Condition, item: Item): boolean {
  switch (condition.kind) {
    case 'and':
      return meets(condition.left, item) && meets(condition.right, item);
    case 'or':
      return meets(condition.left, item) || meets(condition.right, item);
    case 'not':
      return !meets(condition.condition, item);
    case 'compare':
      return compares(condition.operator, resolve(condition.left, item), resolve(condition.right, item));
    case 'between': {
      const value = resolve(condition.operand, item);
      return (
        compares('>=', value, resolve(condition.low, item)) &&
        compares('<=', value, resolve(condition.high, item))
      );
    }
    case 'in': {
      const value = resolve(condition.operand, item);
      return condition.among.some((each) => compares('=', value, resolve(each, item)));
    }
    case 'predicate':
      return holds(condition.name, condition.args, item);
    case 'size':
      return false;
  }
}

/** The paths in a condition. */
export function pathsOfCondition(condition: Condition): DocumentPath[] {
  const ofOperand = (operand: Operand): DocumentPath[] => {
    if (operand.kind === 'path') return [operand.path];
    return operand.kind === 'size' ? ofOperand(operand.of) : [];
  };
  switch (condition.kind) {
    case 'and':
    case 'or':
      return [...pathsOfCondition(condition.left), ...pathsOfCondition(condition.right)];
    case 'not':
      return pathsOfCondition(condition.condition);
    case 'compare':
      return [condition.left, condition.right].flatMap(ofOperand);
    case 'between':
      return [condition.operand, condition.low, condition.high].flatMap(ofOperand);
    case 'in':
      return [condition.operand, ...condition.among].flatMap(ofOperand);
    case 'predicate':
      return condition.args.flatMap(ofOperand);
    case 'size':
      return ofOperand(condition.of);
  }
}
