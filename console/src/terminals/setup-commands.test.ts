import { expect, test } from 'vitest';
import { computersFor, setupCommand } from './setup-commands.ts';

test('the computer of the cloud itself is offered where the cloud is on one', () => {
  expect(computersFor('https://api.example.com')).toEqual(['linux', 'windows']);
  expect(computersFor('http://127.0.0.1:4000')).toEqual(['linux', 'windows', 'this']);
  expect(computersFor('http://localhost:4000')).toContain('this');
});

test('the command has all that the bridge needs', () => {
  expect(setupCommand('linux', 'https://api.example.com', 'rce_1')).toBe(
    'sudo rollcall-bridge setup --cloud https://api.example.com --token rce_1',
  );
  expect(setupCommand('this', 'http://127.0.0.1:4000', 'rce_1')).toBe(
    'npm run bridge -- setup --cloud http://127.0.0.1:4000 --token rce_1',
  );
});
