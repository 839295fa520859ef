import { expect, test } from 'vitest';
import { PushRegistration } from '#shared/contract/push-terminals.ts';
import { guardDraft, mistakesOf, networksOf, type PushDraft, registrationOf } from './push-form.ts';

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

test('a new guard begins with the one before, and keeps the settings that the form does not show', () => {
  const before = {
    networks: ['203.0.113.0/24', '198.51.100.7/32'],
    transFlag: 'TransData AttLog',
    commKey: false,
  };
  const begun = guardDraft({ ...before, open: false });
  expect(begun).toMatchObject({ guard: 'networks', networks: '203.0.113.0/24, 198.51.100.7/32' });
  const sent = registrationOf({ ...draft, ...begun });
  expect(sent.push).toEqual({ networks: before.networks, transFlag: 'TransData AttLog' });
  expect(PushRegistration.safeParse(sent).error).toBeUndefined();
  expect(guardDraft({ ...before, commKey: true, open: false }).guard).toBe('both');
  expect(guardDraft({ commKey: true, open: false }).guard).toBe('key');
  expect(guardDraft({ commKey: false, open: true }).guard).toBe('open');
});
