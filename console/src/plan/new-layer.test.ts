import { expect, test } from 'vitest';
import { OvertimeLayer } from '#shared/attendance/model/index.ts';
import { newLayer } from './new-layer.ts';

const kinds = OvertimeLayer.options.map((option) => option.shape.kind.value);

test.each(kinds)('a new layer of the kind %s is what the schema makes of it', (kind) => {
  expect(OvertimeLayer.parse(newLayer(kind))).toEqual(newLayer(kind));
});
