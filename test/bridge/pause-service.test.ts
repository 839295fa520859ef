/** What `setup` needs the state folder for, it does while the service is stopped, and never leaves it stopped. */
import { expect, test } from 'vitest';
import { whilePaused } from '#bridge/cli/pause-service.ts';
import { shellCommand } from '#bridge/cli/shell-words.ts';

function aService() {
  const asked: string[] = [];
  return { asked, service: { stop: () => void asked.push('stop'), start: () => void asked.push('start') } };
}

test('the service is stopped first, and started by the job or, when that fails, all the same', async () => {
  const { asked, service } = aService();
  expect(await whilePaused(service, async () => asked.push('job'))).toBe(2);
  expect(asked.splice(0)).toEqual(['stop', 'job']);
  const failing = whilePaused(service, async () => {
    asked.push('job');
    throw new Error('the token was used');
  });
  await expect(failing).rejects.toThrow('the token was used');
  expect(asked).toEqual(['stop', 'job', 'start']);
});

test('where there is none, nothing is stopped', async () => {
  expect(await whilePaused(undefined, async () => 1)).toBe(1);
});

test.each([
  ['linux', ['/usr/local/bin/rollcall-bridge', 'run'], '/usr/local/bin/rollcall-bridge run'],
  ['darwin', ['sudo', '/a b/c', "it's"], "sudo '/a b/c' 'it'\\''s'"],
  ['linux', ['/opt/$x/b'], "'/opt/$x/b'"],
  ['win32', ['C:\\b.exe', 'run', '--config', 'C:\\a b.yaml'], 'C:\\b.exe run --config "C:\\a b.yaml"'],
  ['win32', ['C:\\Program Files\\b.exe', 'run'], '& "C:\\Program Files\\b.exe" run'],
  ['win32', ['C:\\$x `y"'], '& "C:\\`$x ``y`""'],
] as const)('on %s the words %j are %s', (platform, words, command) => {
  expect(shellCommand(words, platform)).toBe(command);
});
