/** How the console is built: one page, split by screen, with nothing in it that its content security policy forbids. @module */

import optimizeLocales from '@react-aria/optimize-locales-plugin';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { noCloudReasons } from './build/no-cloud-reasons.ts';
import { noCodeFromText } from './build/no-code-from-text.ts';
import { noJsonSchema } from './build/no-json-schema.ts';
import { noMarkupFromText } from './build/no-markup-from-text.ts';
import { routeMap } from './build/route-map.ts';
import { texts } from './build/texts.ts';

export default defineConfig({
  root: import.meta.dirname,
  plugins: [
    routeMap(),
    noJsonSchema(),
    noCodeFromText(),
    noMarkupFromText(),
    { ...optimizeLocales.vite({ locales: ['en-US'] }), enforce: 'pre' },
    texts(import.meta.dirname),
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
  worker: { format: 'es', plugins: () => [noJsonSchema(), noCloudReasons(), noCodeFromText()] },
});
