import { expect, test } from 'vitest';
import { shownGenerators } from './guide.ts';

const page = `Install it:
\`\`\`sh
npm install some-generator
npx some-generator docs/openapi.json --output client.d.ts
\`\`\`
\`\`\`ts
import './client.js';
\`\`\`
The answer:
\`\`\`json
{ "kind": "off" }
\`\`\`
\`\`\`sh
npx @scope/other --input docs/openapi.json
\`\`\`
Two files:
\`\`\`ts
const one = 1;
\`\`\`
\`\`\`ts
const two = 2;
\`\`\`
`;

test('a command that runs a package is a generator, and the TypeScript after it its example', () => {
  expect(shownGenerators(page)).toEqual([
    {
      name: 'some-generator',
      args: ['docs/openapi.json', '--output', 'client.d.ts'],
      example: "import './client.js';\n",
    },
    {
      name: '@scope/other',
      args: ['--input', 'docs/openapi.json'],
      example: 'const one = 1;\nconst two = 2;\n',
    },
  ]);
});

test('TypeScript before any command belongs to no generator', () => {
  expect(shownGenerators('```ts\nconst one = 1;\n```\n')).toEqual([]);
});
