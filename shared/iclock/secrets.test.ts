import { expect, test } from 'vitest';
import { bytesOf, latin1Of } from './lines.ts';
import { isPhoto, withoutSecrets } from './secrets.ts';

const kept = (text: string) => latin1Of(withoutSecrets(Uint8Array.from(text, (one) => one.charCodeAt(0))));

test('values of passwords, templates and contents are dropped, whatever stands around them', () => {
  expect(kept('USER PIN=7\tPasswd=hidden\tCard=12\n')).toBe('USER PIN=7\tPasswd=\tCard=12\n');
  expect(kept('X TMP=AAAA\r\nY Content=BB+/=\tZ=1')).toBe('X TMP=\r\nY Content=\tZ=1');
  expect(kept('user uid=1\tpassword=hidden\tpin=1')).toBe('user uid=1\tpassword=\tpin=1');
  expect(kept('FPTMP=abc\tPWD =1\tTemplate=x')).toBe('FPTMP=\tPWD =\tTemplate=');
});

test('a picture is cut off, and bytes without secrets stay as they are', () => {
  expect(kept('a\0\u00ff\u00d8\u00ff\u00e0picture')).toBe('a\0');
  const bytes = bytesOf('7\t2026-11-22 08:59:30\t0\t1 \u00e9');
  expect(withoutSecrets(bytes)).toBe(bytes);
});

test('a photo is known by its head, in whatever table it comes', () => {
  expect(isPhoto(bytesOf('PIN=20260731103012-7.jpg\nSN=A\nsize=9\nCMD=uploadphoto\0JPEG'))).toBe(true);
  expect(isPhoto(bytesOf('PIN=1.jpg\r\nCMD=realupload\0JPEG'))).toBe(true);
  expect(isPhoto(bytesOf('ID=1&Return=0&CMD=upload'))).toBe(false);
  expect(isPhoto(new Uint8Array())).toBe(false);
});
