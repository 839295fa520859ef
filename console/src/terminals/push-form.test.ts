import { expect, test } from 'vitest';
import { PushRegistration } from '#shared/contract/push-terminals.ts';
import { mistakesOf, networksOf, type PushDraft, registrationOf } from './push-form.ts';

const draft: PushDraft = {
  serial: ' TEST0000002 ',
  name: '',
  zone: null,
  guard: 'networks',
  networks: '203.0.113.7, 198.51.100.0/24',
  commKey: '',
};

test('an address without a length is that address alone', () => {
  expect(networksOf('203.0.113.7 198.51.100.0/24;2001:db8::1')).toEqual([
    '203.0.113.7/32',
    '198.51.100.0/24',
    '2001:db8::1/128',
  ]);
});

test('what has no mistake is what the contract takes', () => {
  const drafts: PushDraft[] = [
    draft,
    { ...draft, guard: 'key', commKey: 'a-long-key', name: ' Gate ', zone: 'Asia/Kolkata' },
    { ...draft, guard: 'both', commKey: 'a-long-key' },
    { ...draft, guard: 'open' },
  ];
  for (const one of drafts) {
    expect(mistakesOf(one)).toEqual([]);
    expect(PushRegistration.safeParse(registrationOf(one)).error).toBeUndefined();
  }
});

test('what the contract refuses is said before', () => {
  expect(mistakesOf({ ...draft, serial: 'no serial', networks: 'gate' })).toEqual([
    'serial',
    'networks-form',
  ]);
  expect(mistakesOf({ ...draft, networks: ' ' })).toEqual(['networks-missing']);
  expect(mistakesOf({ ...draft, guard: 'key', commKey: 'short' })).toEqual(['key-form']);
  expect(mistakesOf({ ...draft, guard: 'key', commKey: 'TEST0000002' })).toEqual(['key-is-serial']);
});
