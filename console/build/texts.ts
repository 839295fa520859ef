/** Turns the macros of texts into calls, and catalogues into modules, for the build and for the tests beside the code. @module */

import { getConfig } from '@lingui/conf';
import { lingui } from '@lingui/vite-plugin';
import babel, { defineRolldownBabelPreset } from '@rolldown/plugin-babel';

/**
 * The plugins of the console's texts. The macros become calls by the translator's own Babel plugin: its faster form is a binary
 * for each platform, which npm leaves out without a word where it cannot fetch it, and then nothing could be built.
 * @param console - the console's folder
 */
export function texts(console: string) {
  const options = { descriptorFields: 'auto', linguiConfig: getConfig({ cwd: console }) };
  const macros = defineRolldownBabelPreset({
    preset: () => ({ plugins: [['@lingui/babel-plugin-lingui-macro', options]] }),
    rolldown: { filter: { code: /from '@lingui\/(?:core|react)\/macro'/ } },
  });
  return [lingui({ cwd: console }), babel({ presets: [macros] })];
}
