import { expect, test } from 'vitest';
import { OvertimeLayer } from '../model/index.ts';
import { completeRules } from '../rules/index.ts';
import { compilePolicy } from '../rules/policy.ts';
import { lookBackOf } from './layers/index.ts';
import { compileLayers } from './policy-layers.ts';

const layersOf = (...list: object[]) => {
  const layers = list.map((layer) => OvertimeLayer.parse({ code: 'OT', ...layer }));
  return compileLayers(compilePolicy(completeRules({ overtime: { layers } }), lookBackOf));
};

test('premiums stand apart from the layers that share out the work', () => {
  const window = { kind: 'window', from: '22:00', to: '06:00' };
  const compiled = layersOf(
    { ...window, code: 'A' },
    { ...window, code: 'B', premium: false },
    { kind: 'daily', code: 'C' },
  );
  expect(compiled.premiums.map(({ code }) => code)).toEqual(['A']);
  expect(compiled.serving.map(({ code }) => code)).toEqual(['C', 'B']);
});

test('what counts towards a period is decided by the layers up to it', () => {
  const compiled = layersOf(
    { kind: 'monthly', code: 'M', beyond: 60 },
    { kind: 'biweekly', code: 'B', beyond: 60 },
    { kind: 'weekly', code: 'W', beyond: 60 },
    { kind: 'daily', code: 'D' },
  );
  const codes = (kind: 'weekly' | 'biweekly' | 'monthly') =>
    compiled.upTo[kind].map(({ code }) => code).join('');
  expect([codes('weekly'), codes('biweekly'), codes('monthly')]).toEqual(['DW', 'DWB', 'DWBM']);
});
