import { describe, expect, test } from 'vitest';
import { readStartOptions, UsageError } from './options.ts';

const signInOf = (...args: string[]) => readStartOptions(args)?.signIn;

describe('how people sign in', () => {
  test('is the built-in issuer unless something else is said', () => {
    expect(signInOf()).toEqual({ builtIn: true });
    expect(signInOf('--issuer', 'none')).toBeUndefined();
  });

  test('can be any issuer', () => {
    expect(signInOf('--issuer', 'https://sign-in.example.com', '--client', 'console')).toEqual({
      issuer: 'https://sign-in.example.com',
      clientId: 'console',
    });
    const more = ['--audience', 'rollcall', '--groups', 'groups'];
    expect(signInOf('--issuer', 'http://127.0.0.1:9000/x', '--client', 'console', ...more)).toMatchObject({
      audience: 'rollcall',
      groupsClaim: 'groups',
    });
  });

  test.each([
    ['--issuer', 'https://sign-in.example.com'],
    ['--client', 'console'],
    ['--issuer', 'none', '--client', 'console'],
    ['--issuer', 'http://sign-in.example.com', '--client', 'console'],
    ['--issuer', 'somewhere', '--client', 'console'],
  ])('%s %s is refused', (...args) => {
    expect(() => readStartOptions(args)).toThrow(UsageError);
  });
});

describe('an empty organisation', () => {
  test('is started where it is asked for', () => {
    expect(readStartOptions([])?.empty).toBe(false);
    expect(readStartOptions(['--empty'])?.empty).toBe(true);
  });

  test.each([['--once'], ['--no-console'], ['--punches', 'attlog.dat']])(
    'is for the console, not with %s',
    (...args) => {
      expect(() => readStartOptions(['--empty', ...args])).toThrow(UsageError);
    },
  );
});
