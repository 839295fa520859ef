/** What the pages for operators tell them to type and to look for is there: commands, outputs, queues, log groups, log lines. */
import { readFileSync } from 'node:fs';
import { Template } from 'aws-cdk-lib/assertions';
import { beforeAll, describe, expect, test } from 'vitest';
import { functionEvents } from '#functions/observe/events.ts';
import { mainTable, operationsTable } from '#functions/store/tables.ts';
import { stacksOf } from '#infra/build-app.ts';
import { parseDeployFile } from '#infra/config/read-deploy-file.ts';
import { lambdaNames, queueNames, queues } from '#infra/lambdas.ts';
import { buildTestApp, resources } from '#test/infra/synthesised.ts';
import { readOperatorOptions } from '../../scripts/operator/options.ts';
import { readPage } from './markdown.ts';
import { files, inRepository } from './repository.ts';

const read = (path: string) => readFileSync(inRepository(path), 'utf8');
const operations = read('docs/operations.md');

/** What stands for a value in the commands of the pages, and a value. */
const values: readonly [RegExp, string][] = [
  [/"\$(DEAD|LOST)"|\bURL\b/g, 'https://sqs.eu-central-1.amazonaws.com/111111111111/dead'],
  [/--bridge ID\b/g, '--bridge brg_01KDEMX0C5Y3WZ8T4Q6R7S9V2A'],
  [/…/g, 'sample'],
];

/** The commands of the operator on a page, each as the arguments that the program gets. */
function commandsOn(path: string): string[][] {
  const calls = readPage(read(path)).code.flatMap((code) =>
    code
      .replace(/\\\n\s*/g, '')
      .split('\n')
      .flatMap((line) => /^npm run operator -- (.+)$/.exec(line.trim())?.[1] ?? []),
  );
  return calls.map((call) =>
    values
      .reduce((text, [what, value]) => text.replace(what, value), call)
      .split(/\s+/)
      .filter((word) => word !== ''),
  );
}

const pages = files.filter((path) => path.endsWith('.md') && !path.includes('/fixtures/'));
const commands = pages.flatMap((path) => commandsOn(path).map((args) => [path, args] as const));

test('the pages have a command for everything that the operator can do', () => {
  const named = commands.map(([, args]) => args.find((word) => !word.startsWith('-')));
  const known = [
    ...readFileSync(inRepository('scripts/operator/options.ts'), 'utf8').matchAll(/command: '([\w-]+)'/g),
  ];
  for (const [, command] of known) {
    if (command !== 'organisations') expect(named).toContain(command);
  }
});

const whole = commands.filter(([, args]) => args.length > 1);
test.each(whole)('%s: the operator takes %j', (_, args) => {
  expect(() => readOperatorOptions(args)).not.toThrow();
});

describe('what the template makes', () => {
  const outputs = new Map<string, string[]>();
  let made: Template[];
  let groups: string[];
  beforeAll(() => {
    const everything = parseDeployFile(read('deploy/example.yaml')).production;
    if (everything === undefined || everything.api.people === 'none') throw new Error('it has a domain');
    const { certificate } = everything.api.people;
    const terminals = { domain: 'terminals.example.com', certificate };
    const chosen = { ...everything, api: { ...everything.api, terminals } };
    const stacks = stacksOf(buildTestApp(chosen, { name: 'default' }));
    made = stacks.map((stack) => Template.fromStack(stack));
    for (const [index, { stackName }] of stacks.entries()) {
      const named = Object.entries(made[index]?.findOutputs('*') ?? {}).filter(
        ([, output]) => !('Export' in output),
      );
      outputs.set(
        stackName,
        named.map(([name]) => name),
      );
    }
    groups = made.flatMap((template) =>
      [...resources(template, 'AWS::Logs::LogGroup')].map(([id, { Properties }]) => {
        expect(Properties).not.toHaveProperty('LogGroupName');
        return id;
      }),
    );
  });

  test('has each output that a page names, in the stack that it names', () => {
    const named = pages.flatMap((path) => [
      ...read(path).matchAll(/outputs? `(\w+)` of the\s+stack `(Rollcall\w+)`/g),
    ]);
    expect(named.length).toBeGreaterThan(2);
    for (const [, output, stack] of named)
      expect([output, outputs.get(stack ?? '')]).toEqual([output, expect.arrayContaining([output])]);
    const [, table = ''] = read('docs/deploy.md').split('| output | of |');
    const rows = [...table.matchAll(/^\| (`.+`) \| `(\w+)` \|/gm)];
    expect(rows.length).toBeGreaterThan(4);
    const listed = rows.flatMap(([, names = '', part]) =>
      [...names.matchAll(/`(\w+)`/g)].map(([, name]) => `Rollcall${part} ${name}`),
    );
    const there = [...outputs].flatMap(([stack, names]) => names.map((name) => `${stack} ${name}`));
    expect(listed.sort()).toEqual(there.sort());
  });

  test('has a log group for each function, under a name by which the pages find it', () => {
    expect(operations).toContain('begin with `Rollcall` and have `FunctionLog` in them');
    for (const name of lambdaNames) {
      const id = new RegExp(`^${name}FunctionLog`, 'i');
      expect(groups.filter((group) => id.test(group))).toHaveLength(1);
    }
  });

  test('has tables that are restored with what the pages give them', () => {
    const [, section = ''] = operations.split('### Data that were spoilt');
    expect(mainTable).not.toHaveProperty('timeToLiveAttribute');
    expect(section).toContain(`Enabled=true,AttributeName=${operationsTable.timeToLiveAttribute}`);
    for (const template of made)
      for (const { Properties } of resources(template, 'AWS::DynamoDB::Table').values())
        expect(
          Object.keys(Properties)
            .sort()
            .filter((key) => key !== 'TimeToLiveSpecification'),
        ).toEqual([
          'AttributeDefinitions',
          'BillingMode',
          'DeletionProtectionEnabled',
          'GlobalSecondaryIndexes',
          'KeySchema',
          'PointInTimeRecoverySpecification',
          'Tags',
        ]);
  });
});

/** A part of the OpenAPI document. */
interface Schema {
  $ref?: string;
  properties?: Record<string, unknown>;
}

describe('answers of the API', () => {
  type Operation = { responses: Record<string, { content?: Record<string, { schema: unknown }> }> };
  const document = JSON.parse(read('docs/openapi.json')) as {
    paths: Record<string, Record<string, Operation>>;
    components: { schemas: Record<string, unknown> };
  };

  /** Names of all fields of a part of an answer. */
  function fieldsIn(part: unknown, seen = new Set<string>()): string[] {
    if (part === null || typeof part !== 'object') return [];
    const { $ref, properties = {} } = part as Schema;
    const named = $ref?.replace('#/components/schemas/', '');
    if (named !== undefined) {
      if (seen.has(named)) return [];
      seen.add(named);
      return fieldsIn(document.components.schemas[named], seen);
    }
    return [...Object.keys(properties), ...Object.values(part).flatMap((inner) => fieldsIn(inner, seen))];
  }

  function fieldsOf(path: string): string[] {
    const answers = document.paths[path]?.get?.responses ?? {};
    return fieldsIn(answers['200']?.content?.['application/json']?.schema);
  }

  const filters = readPage(operations).code.flatMap((code) => {
    const [, path, filter] =
      /\$API(\/v1\/[\w/-]+)\?[^|]*\|\s*jq -r (?:--arg \w+ "\$\w+" )?'([^']+)'/.exec(code) ?? [];
    return path === undefined || filter === undefined ? [] : [[path, filter] as const];
  });
  const told = [...operations.matchAll(/`GET (\/v1\/[\w/{}-]+)` \((`\w+`(?:, `\w+`)*)\)/g)];

  test.each(filters)('of %s have what is picked out of them: %s', (path, filter) => {
    const picked = [...filter.matchAll(/\.(\w+)/g)].map(([, field]) => field);
    expect(picked).toContain('items');
    expect(fieldsOf(path)).toEqual(expect.arrayContaining(picked));
  });

  test('have the fields that are named beside them', () => {
    expect([filters.length, told.length]).toEqual([4, 2]);
    for (const [, path = '', names = ''] of told) {
      const fields = [...names.matchAll(/`(\w+)`/g)].map(([, name]) => name);
      expect([path, fieldsOf(path)]).toEqual([path, expect.arrayContaining(fields)]);
    }
  });
});

describe('dead letters', () => {
  const rows = [...operations.matchAll(/^ *\| (`\w+`(?:, `\w+`)*) \| (?:`(\w+)`|the same) \| (.+) \|$/gm)];

  test('of each queue are looked for in the log of its function', () => {
    const told = rows.flatMap(([, names = '', consumer]) =>
      [...names.matchAll(/`(\w+)`/g)].map(([, name = '']) => [name, consumer ?? name]),
    );
    expect(Object.fromEntries(told)).toEqual(
      Object.fromEntries(queueNames.map((name) => [name, queues[name].consumer])),
    );
  });

  test('are looked for by what functions log', () => {
    const messages = rows.flatMap(([, , , says = '']) =>
      [...says.matchAll(/`([^`]+)`/g)].map(([, text]) => text),
    );
    expect(messages.length).toBeGreaterThan(4);
    for (const message of messages) expect(Object.keys(functionEvents)).toContain(message);
  });

  test('are of queues whose limits have the names of the page', () => {
    for (const [, name] of operations.matchAll(/`maxConcurrency` of `(\w+)`/g))
      expect(queueNames).toContain(name);
  });
});
