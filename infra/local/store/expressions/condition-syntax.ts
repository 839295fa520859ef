/** Reads conditions: the language of ConditionExpression, FilterExpression and KeyConditionExpression. @module */

import { invalid } from '../failure.ts';
import { cachedByText } from './cache.ts';
import { isName, type PathSyntax, readPath, reservedNameIn } from './path.ts';
import { TokenReader } from './tokens.ts';

/** Signs that compare two operands. */
export type Comparator = '=' | '<>' | '<' | '<=' | '>' | '>=';

/** A call of a function; its name may be wrong. */
export interface CallSyntax {
  kind: 'call';
  name: string;
  args: OperandSyntax[];
}

/** What can be compared. */
export type OperandSyntax = PathSyntax | { kind: 'value'; name: string } | CallSyntax;

/** A condition as its text has it. */
export type ConditionSyntax =
  | { kind: 'compare'; operator: Comparator; left: OperandSyntax; right: OperandSyntax }
  | { kind: 'between'; operand: OperandSyntax; low: OperandSyntax; high: OperandSyntax }
  | { kind: 'in'; operand: OperandSyntax; among: OperandSyntax[] }
  | { kind: 'and' | 'or'; left: ConditionSyntax; right: ConditionSyntax }
  | { kind: 'not'; condition: ConditionSyntax }
  | CallSyntax;

type Node = ConditionSyntax | OperandSyntax;

const comparators: readonly string[] = ['=', '<>', '<=', '>=', '<', '>'] satisfies Comparator[];
const functions: readonly string[] = [
  'attribute_exists',
  'attribute_not_exists',
  'attribute_type',
  'begins_with',
  'contains',
  'size',
];

function isComparator(text: string): text is Comparator {
  return comparators.includes(text);
}

function isOperand(node: Node): node is OperandSyntax {
  return node.kind === 'path' || node.kind === 'value' || node.kind === 'call';
}

/** What is wrong whatever the placeholders stand for. The first of each kind counts, and the kinds in this order. */
class Faults {
  parentheses: string | undefined;
  functionName: string | undefined;
  use: string | undefined;
  reserved: string | undefined;

  get first(): string | undefined {
    return this.parentheses ?? this.functionName ?? this.use ?? this.reserved;
  }
}

class ConditionReader {
  readonly #reader: TokenReader;
  readonly #faults = new Faults();
  readonly #parenthesised = new WeakSet<Node>();

  constructor(text: string) {
    this.#reader = new TokenReader(text);
  }

  read(): ConditionSyntax {
    const node = this.#or();
    if (this.#reader.peek().kind !== 'end') throw this.#reader.broken();
    const condition = this.#asCondition(node);
    const fault = this.#faults.first;
    if (fault !== undefined) throw invalid(fault);
    return condition;
  }

  #asCondition(node: Node): ConditionSyntax {
    if (node.kind === 'path' || node.kind === 'value') throw this.#reader.broken();
    if (node.kind === 'call' && node.name === 'size') this.#misused(node.name);
    return node;
  }

  #misused(name: string): void {
    this.#faults.use ??= `The function is not allowed to be used this way in an expression; function: ${name}`;
  }

  #or(): Node {
    let left = this.#and();
    while (this.#reader.isWord('OR')) {
      const condition = this.#asCondition(left);
      this.#reader.next();
      left = { kind: 'or', left: condition, right: this.#asCondition(this.#and()) };
    }
    return left;
  }

  #and(): Node {
    let left = this.#not();
    while (this.#reader.isWord('AND')) {
      const condition = this.#asCondition(left);
      this.#reader.next();
      left = { kind: 'and', left: condition, right: this.#asCondition(this.#not()) };
    }
    return left;
  }

  #not(): Node {
    if (!this.#reader.takeWord('NOT')) return this.#comparison();
    return { kind: 'not', condition: this.#asCondition(this.#not()) };
  }

  #comparison(): Node {
    const node = this.#primary();
    if (!isOperand(node)) return node;
    const sign = this.#reader.peek();
    if (sign.kind === 'symbol' && isComparator(sign.text)) {
      const operator = sign.text;
      this.#reader.next();
      return { kind: 'compare', operator, left: this.#asOperand(node), right: this.#operand() };
    }
    if (this.#reader.takeWord('BETWEEN')) {
      const low = this.#operand();
      if (!this.#reader.takeWord('AND')) throw this.#reader.broken();
      return { kind: 'between', operand: this.#asOperand(node), low, high: this.#operand() };
    }
    if (this.#reader.takeWord('IN')) {
      this.#reader.expectSymbol('(');
      const among = this.#operands();
      return { kind: 'in', operand: this.#asOperand(node), among };
    }
    return node;
  }

  #primary(): Node {
    return this.#reader.takeSymbol('(') ? this.#inParentheses(() => this.#or()) : this.#bareOperand();
  }

  /** Reads up to the closing parenthesis. What is in parentheses already needs no others. */
  #inParentheses<N extends Node>(read: () => N): N {
    const inner = read();
    this.#reader.expectSymbol(')');
    if (this.#parenthesised.has(inner)) {
      this.#faults.parentheses ??= 'The expression has redundant parentheses;';
    }
    this.#parenthesised.add(inner);
    return inner;
  }

  #asOperand(operand: OperandSyntax): OperandSyntax {
    if (operand.kind === 'call' && operand.name !== 'size' && functions.includes(operand.name)) {
      this.#misused(operand.name);
    }
    return operand;
  }

  #operand(): OperandSyntax {
    if (this.#reader.takeSymbol('(')) return this.#inParentheses(() => this.#operand());
    return this.#asOperand(this.#bareOperand());
  }

  /** Operands up to the closing parenthesis, which is taken. */
  #operands(): OperandSyntax[] {
    const operands = [this.#operand()];
    while (this.#reader.takeSymbol(',')) operands.push(this.#operand());
    this.#reader.expectSymbol(')');
    return operands;
  }

  #bareOperand(): OperandSyntax {
    const token = this.#reader.peek();
    if (token.kind === 'valuePlaceholder') {
      this.#reader.next();
      return { kind: 'value', name: token.text };
    }
    const following = this.#reader.peek(1);
    if (token.kind === 'name' && isName(token) && following.kind === 'symbol' && following.text === '(') {
      return this.#call();
    }
    const path = readPath(this.#reader);
    const reserved = reservedNameIn(path);
    if (reserved !== undefined) {
      this.#faults.reserved ??= `Attribute name is a reserved keyword; reserved keyword: ${reserved}`;
    }
    return path;
  }

  #call(): CallSyntax {
    const name = this.#reader.next().text;
    this.#reader.next();
    const args = this.#operands();
    if (!functions.includes(name)) {
      this.#faults.functionName ??= `Invalid function name; function: ${name}`;
    }
    return { kind: 'call', name, args };
  }
}

/**
 * Reads the text of a condition.
 * @throws StoreFailure for what is wrong whatever the placeholders stand for
 */
export const readConditionSyntax = cachedByText((text) => {
  if (text.trim() === '') throw invalid('The expression can not be empty;');
  return new ConditionReader(text).read();
});
