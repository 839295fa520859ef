/** How the console is built: one page, split by screen, with nothing in it that its content security policy forbids. @module */

import { getConfig } from '@lingui/conf';
import { lingui } from '@lingui/vite-plugin';
import optimizeLocales from '@react-aria/optimize-locales-plugin';
import babel, { defineRolldownBabelPreset } from '@rolldown/plugin-babel';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { noJsonSchema } from './build/no-json-schema.ts';
import { noMarkupFromText } from './build/no-markup-from-text.ts';
import { routeMap } from './build/route-map.ts';

/**
 * The macros of texts become calls by the translator's own Babel plugin. Its faster form is a binary for each platform, which
 * npm leaves out without a word where it cannot fetch it; then nothing could be built.
 */
const textMacros = defineRolldownBabelPreset({
  preset: () => ({
    plugins: [
      [
        '@lingui/babel-plugin-lingui-macro',
        { descriptorFields: 'id-only', linguiConfig: getConfig({ cwd: import.meta.dirname }) },
      ],
    ],
  }),
  rolldown: { filter: { code: /from '@lingui\/(?:core|react)\/macro'/ } },
});

export default defineConfig({
  root: import.meta.dirname,
  plugins: [
    routeMap(),
    noJsonSchema(),
    noMarkupFromText(),
    { ...optimizeLocales.vite({ locales: ['en-US'] }), enforce: 'pre' },
    lingui({ cwd: import.meta.dirname }),
    babel({ presets: [textMacros] }),
    react(),
  ],
  css: { modules: { localsConvention: 'camelCaseOnly' } },
  build: {
    target: 'es2023',
    manifest: true,
    // An inlined font or picture would be a data: address, which the policy allows for pictures alone.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  worker: { format: 'es', plugins: () => [noJsonSchema()] },
});
