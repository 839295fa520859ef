import { expect, test } from 'vitest';
import type { RouteDefinition } from '#shared/contract/route.ts';
import { rulesFile } from '#shared/contract/rules-file.ts';
import { anEvent } from '#test/support/http-event.ts';
import { jsonBody } from './request-body.ts';

const withYaml: RouteDefinition = rulesFile.putRulesFile;
const { yamlBody: _yaml, ...jsonOnly } = withYaml;
const event = (mediaType: string, body: string) => anEvent({ headers: { 'content-type': mediaType }, body });

test.each(['application/yaml', 'application/x-yaml; charset=utf-8', 'TEXT/YAML'])(
  'a body of %s is text where a route takes YAML',
  (mediaType) => {
    expect(jsonBody(event(mediaType, 'rules: {}\n'), withYaml)).toBe('rules: {}\n');
  },
);

test('a body of YAML is refused where a route takes JSON only', () => {
  const read = () => jsonBody(event('application/yaml', 'rules: {}\n'), jsonOnly);
  expect(read).toThrow('Send application/json.');
});

test('JSON stays JSON where a route takes YAML too, and what is neither is refused', () => {
  expect(jsonBody(event('application/json', '{"rules":{}}'), withYaml)).toEqual({ rules: {} });
  const read = () => jsonBody(event('text/plain', '{}'), withYaml);
  expect(read).toThrow('application/json or application/yaml');
});

test('YAML that is not UTF-8 is refused', () => {
  const bytes = anEvent({
    headers: { 'content-type': 'application/yaml' },
    body: new Uint8Array([0xff, 0xfe]),
  });
  const read = () => jsonBody({ ...bytes, isBase64Encoded: true }, withYaml);
  expect(read).toThrow(expect.objectContaining({ code: 'request.not-json' }));
});
