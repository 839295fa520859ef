/** Reads the language of UpdateExpression. @module */

import { invalid } from '../failure.ts';
import { cachedByText } from './cache.ts';
import { isName, type PathSyntax, readPath, reservedNameIn } from './path.ts';
import { TokenReader } from './tokens.ts';

/** What can be assigned. */
export type UpdateValueSyntax =
  | PathSyntax
  | { kind: 'value'; name: string }
  | { kind: 'call'; name: string; args: UpdateValueSyntax[] }
  | { kind: 'sum'; operator: '+' | '-'; left: UpdateValueSyntax; right: UpdateValueSyntax };

/** One thing that an update does. */
export type ActionSyntax =
  | { section: 'SET'; path: PathSyntax; value: UpdateValueSyntax }
  | { section: 'REMOVE'; path: PathSyntax }
  | { section: 'ADD' | 'DELETE'; path: PathSyntax; value: string };

const sections = ['SET', 'REMOVE', 'ADD', 'DELETE'] as const;
const allowed: readonly string[] = ['if_not_exists', 'list_append'];
const elsewhere: readonly string[] = [
  'attribute_exists',
  'attribute_not_exists',
  'attribute_type',
  'begins_with',
  'contains',
  'size',
];

class UpdateReader {
  readonly #reader: TokenReader;
  #reserved: string | undefined;
  #function: string | undefined;
  #section: string | undefined;
  #doubled: string | undefined;

  constructor(text: string) {
    this.#reader = new TokenReader(text);
  }

  read(): ActionSyntax[] {
    const actions: ActionSyntax[] = [];
    const seen = new Set<string>();
    do {
      const section = sections.find((word) => this.#reader.takeWord(word));
      if (section === undefined) throw this.#reader.broken();
      if (seen.has(section)) {
        this.#section ??= `The "${section}" section can only be used once in an update expression;`;
      }
      seen.add(section);
      do actions.push(this.#action(section));
      while (this.#reader.takeSymbol(','));
    } while (this.#reader.peek().kind !== 'end');
    const fault = this.#doubled ?? this.#reserved ?? this.#function ?? this.#section;
    if (fault !== undefined) throw invalid(fault);
    return actions;
  }

  #action(section: (typeof sections)[number]): ActionSyntax {
    const path = this.#path();
    if (section === 'REMOVE') return { section, path };
    if (section === 'SET') {
      this.#reader.expectSymbol('=');
      return { section, path, value: this.#value() };
    }
    if (this.#reader.peek().kind !== 'valuePlaceholder') throw this.#reader.broken();
    return { section, path, value: this.#reader.next().text };
  }

  #path(): PathSyntax {
    const path = readPath(this.#reader);
    const reserved = reservedNameIn(path);
    if (reserved !== undefined) {
      this.#reserved ??= `Attribute name is a reserved keyword; reserved keyword: ${reserved}`;
    }
    return path;
  }

  #value(): UpdateValueSyntax {
    const left = this.#operand();
    for (const operator of ['+', '-'] as const) {
      if (this.#reader.takeSymbol(operator)) {
        return { kind: 'sum', operator, left, right: this.#operand() };
      }
    }
    return left;
  }

  #operand(): UpdateValueSyntax {
    if (this.#reader.takeSymbol('(')) {
      const doubled = this.#reader.isSymbol('(');
      const inner = this.#value();
      this.#reader.expectSymbol(')');
      if (doubled && inner.kind !== 'sum') {
        this.#doubled ??= 'The expression has redundant parentheses;';
      }
      return inner;
    }
    const token = this.#reader.peek();
    if (token.kind === 'valuePlaceholder') {
      this.#reader.next();
      return { kind: 'value', name: token.text };
    }
    const following = this.#reader.peek(1);
    if (token.kind === 'name' && isName(token) && following.kind === 'symbol' && following.text === '(') {
      return this.#call();
    }
    return this.#path();
  }

  #call(): UpdateValueSyntax {
    const name = this.#reader.next().text;
    this.#reader.next();
    const args = [this.#operand()];
    while (this.#reader.takeSymbol(',')) args.push(this.#operand());
    this.#reader.expectSymbol(')');
    if (elsewhere.includes(name)) {
      this.#function ??= `The function is not allowed in an update expression; function: ${name}`;
    } else if (!allowed.includes(name)) this.#function ??= `Invalid function name; function: ${name}`;
    return { kind: 'call', name, args };
  }
}

/** Reads the text of an update. @throws StoreFailure for what is wrong whatever the placeholders stand for */
export const readUpdateSyntax = cachedByText((text) => {
  if (text.trim() === '') throw invalid('The expression can not be empty;');
  return new UpdateReader(text).read();
});
