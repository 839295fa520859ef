/** The tokens of both themes can be read: WCAG 2.2 contrast, 4.5 for text and 3 for controls. @module */

import { describe, expect, test } from 'vitest';
import styles from './styles.css?raw';

type Tokens = ReadonlyMap<string, string>;

function tokensOf(selector: string): Tokens {
  const start = styles.indexOf(`${selector} {`);
  if (start < 0) throw new Error(`styles.css has no ${selector}`);
  const block = styles.slice(start, styles.indexOf('}', start));
  return new Map(
    [...block.matchAll(/--([a-z-]+): (#[0-9a-f]{6});/g)].map(([, name = '', value = '']) => [name, value]),
  );
}

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const share = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

const statuses = ['present', 'late', 'absent', 'incomplete', 'leave', 'holiday', 'pending'];
/** Text: each ink, and what it is written on. */
const texts: readonly (readonly [string, readonly string[]])[] = [
  ['text', ['canvas', 'surface', 'sunken', 'accent-tint', ...statuses.map((status) => `${status}-tint`)]],
  ['muted', ['canvas', 'surface', 'sunken', 'accent-tint']],
  ['faint', ['canvas', 'surface', 'sunken']],
  ['accent', ['canvas', 'surface', 'sunken', 'accent-tint']],
  ['accent-hover', ['canvas', 'surface']],
  ['danger', ['canvas', 'surface', 'absent-tint']],
  ['on-accent', ['accent', 'accent-hover']],
  ['on-danger', ['danger']],
  ['on-tooltip', ['tooltip']],
  ...statuses.map((status) => [status, [`${status}-tint`, 'surface', 'canvas']] as const),
];
/** What shows where a control is, and where the focus is. */
const controls: readonly (readonly [string, readonly string[]])[] = [
  ['line-strong', ['canvas', 'surface', 'sunken']],
  ['accent', ['canvas', 'surface', 'sunken']],
];

describe.each([
  ['light', tokensOf(':root')],
  ['dark', tokensOf('[data-theme="dark"]')],
] as const)('%s theme', (_, tokens) => {
  const ratioOf = (ink: string, ground: string) => {
    const [one, other] = [tokens.get(ink), tokens.get(ground)];
    if (!one || !other) throw new Error(`styles.css names no ${one ? ground : ink}`);
    return contrast(one, other);
  };
  const pairs = (table: typeof texts) =>
    table.flatMap(([ink, grounds]) => grounds.map((ground) => [ink, ground]));

  test.each(pairs(texts))('text: %s on %s', (ink = '', ground = '') => {
    expect(ratioOf(ink, ground)).toBeGreaterThanOrEqual(4.5);
  });

  test.each(pairs(controls))('control: %s on %s', (ink = '', ground = '') => {
    expect(ratioOf(ink, ground)).toBeGreaterThanOrEqual(3);
  });
});
