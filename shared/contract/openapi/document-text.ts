/** Makes the text of docs/openapi.json: the document of the contract with the recorded examples. @module */

import { contract } from '../index.ts';
import { openApiDocument } from '../openapi.ts';
import { addExamples, type RecordedExample } from './add-examples.ts';
import { bodyExamples } from './body-examples.ts';

/**
 * The text of the document.
 * @param version - version of the API's package
 * @param recorded - the files of docs/examples, in the order of their names, as texts
 */
export function documentText(version: string, recorded: readonly string[]): string {
  const examples = recorded.flatMap((text) => JSON.parse(text) as RecordedExample[]);
  return `${JSON.stringify(addExamples(openApiDocument(contract, version, bodyExamples), examples), null, 2)}\n`;
}
