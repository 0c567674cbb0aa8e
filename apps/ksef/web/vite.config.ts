/** How the taxpayer application is bundled, and how it is developed: see README.md beside this file. */
import { builtinModules } from 'node:module';
import { defineConfig, type Plugin } from 'vite';

const builtin = new Set(builtinModules);
/** Does without the modules of Node that it asks for, and says so by `browser` in its package.json. */
const doesWithout = /[\\/]node_modules[\\/]node-forge[\\/]/;

/** A module of Node in the bundle is a mistake: it would be an empty one, and fail when it is used. */
const nothingOfNode: Plugin = {
  name: 'nothing-of-node',
  enforce: 'pre',
  resolveId(source, importer) {
    if (!source.startsWith('node:') && !builtin.has(source)) return undefined;
    if (importer !== undefined && doesWithout.test(importer)) return undefined;
    return this.error(`${importer ?? 'the page'} imports ${source}, which browsers do not have`);
  },
};

/** `npx vite apps/ksef/web` serves the sources; the server fills this in otherwise. */
const pageForDevelopment: Plugin = {
  name: 'page-for-development',
  apply: 'serve',
  transformIndexHtml: (page) => page.replaceAll('__BASE__', '/web/').replaceAll('__NONCE__', ''),
};

const ksef = process.env.KSEF_URL ?? 'http://localhost:4100';

export default defineConfig(({ command }) => ({
  root: import.meta.dirname,
  // Built files are found from the page's own `<base>`, so that a proxy may put a prefix before everything.
  base: command === 'build' ? './' : '/web/',
  plugins: [nothingOfNode, pageForDevelopment],
  build: {
    target: 'es2022',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      onwarn(warning, warn) {
        // «use client» of libraries says something to servers that render pages; there is none here.
        if (warning.code !== 'MODULE_LEVEL_DIRECTIVE') warn(warning);
      },
    },
  },
  server: {
    port: 4101,
    proxy: {
      '^/(v2|control|latarnia|storage|invoice|certificate)(/|$)': { target: ksef },
    },
  },
}));
