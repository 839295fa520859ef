/** Lets a test answer the commands of an AWS SDK client, or the operations of DynamoDB, instead of the service. @module */

import { onTestFinished } from 'vitest';

/** Answers a command instead of the service; `original` sends it as it is. */
export type Interference = (input: never, original: () => Promise<unknown>) => Promise<unknown>;

/**
 * Answers the commands of one name, of every client of a kind in this process, in place of the service: for what an
 * emulator cannot be made to do. Several may be on at a time.
 * @param client - class of an AWS SDK client, or `DynamoDb`
 * @param commandName - the command's class, or DynamoDB's operation
 * @returns ends it; the end of the test does too
 */
export function interfere(
  client: { prototype: { send: unknown } },
  commandName: string,
  answer: Interference,
): () => void {
  const prototype = client.prototype as { send: (...args: unknown[]) => Promise<unknown> };
  const { send } = prototype;
  function interfered(this: unknown, ...args: unknown[]): Promise<unknown> {
    const [asked, request] = args as [string | { constructor: { name: string }; input: never }, never];
    const [name, input] =
      typeof asked === 'string' ? [asked, request] : [asked.constructor.name, asked.input];
    const original = () => Reflect.apply(send, this, args) as Promise<unknown>;
    return name === commandName ? answer(input, original) : original();
  }
  let isOn = true;
  prototype.send = function interferes(this: unknown, ...args: unknown[]) {
    return Reflect.apply(isOn ? interfered : send, this, args);
  };
  onTestFinished(() => {
    prototype.send = send;
  });
  return () => {
    isOn = false;
  };
}
