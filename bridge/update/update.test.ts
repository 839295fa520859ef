/** The order of versions, files in archives, and the units of a bridge that looks for releases. */
import { expect, test } from 'vitest';
import { updateUnits } from '#bridge/service/update-units.ts';
import { fileInTar } from './tar-file.ts';
import { compareVersions } from './version-order.ts';

test.each([
  ['0.1.0', '0.1.0', 0],
  ['0.2.0', '0.10.0', -1],
  ['1.0.0', '0.99.99', 1],
  ['1.0.0-rc.1', '1.0.0', -1],
  ['1.0.0-rc.10', '1.0.0-rc.9', 1],
])('%s against %s is %d', (one, other, order) => {
  expect(Math.sign(compareVersions(one, other))).toBe(order);
  expect(Math.sign(compareVersions(other, one))).toBe(order === 0 ? 0 : -order);
});

test('what is not a version is an error', () => {
  expect(() => compareVersions('latest', '1.0.0')).toThrow(RangeError);
});

test('in what is no archive there is no file, wherever it is cut', () => {
  for (const bytes of [0, 100, 512, 1024, 5000]) {
    expect(fileInTar(Buffer.alloc(bytes), 'x')).toBeUndefined();
    expect(fileInTar(Buffer.alloc(bytes, 'x'), 'x')).toBeUndefined();
  }
});

test('the units start the scheduled update of this program', () => {
  const { service, timer } = updateUnits(['/usr/local/bin/rollcall-bridge'], '/etc/roll call/bridge.yaml');
  expect(service).toContain(
    'ExecStart=/usr/local/bin/rollcall-bridge update --scheduled --config "/etc/roll call/bridge.yaml"\n',
  );
  expect(timer).toContain('OnUnitActiveSec=1h\n');
});
