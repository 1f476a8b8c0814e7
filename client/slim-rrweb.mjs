/**
 * Build-time only: an esbuild plugin that lets esbuild drop what rrweb carries and nobody here calls.
 *
 * rrweb 2.2.2 bundles postcss twice, behind wrappers that esbuild must keep because they look like they have side
 * effects: 61 KB (gzip) for nothing. Marking the wrappers as pure lets tree shaking do its work.
 * The marks depend on the exact text of that version, so each is checked: an upgrade that changes it fails the build.
 */
import { readFile } from 'node:fs/promises'

/** What is found in rrweb/dist/rrweb.js, and what it becomes. */
const REPLACEMENTS = [
  // Statements that only evaluate a default export.
  { find: /^import_postcss(\$1)?\.default(\.\w+)?;$/gm, become: () => '' },
  // The CommonJS wrappers of postcss and its parts.
  {
    find: /__toESM(\$1)?\(\(\/\* @__PURE__ \*\/ __commonJSMin/g,
    become: (_, suffix = '') => `__toESM${suffix}(/* @__PURE__ */ (/* @__PURE__ */ __commonJSMin`,
  },
  // Variables that hold them.
  {
    find: /^var (\w+) = (import_postcss\S*\.default);$/gm,
    become: (_, name, value) => `var ${name} = /* @__PURE__ */ (() => ${value})();`,
  },
  // The worker of canvas recording, which is off.
  { find: /^var jsContent = ".*";$/m, become: () => 'var jsContent = "";' },
]

/** Source of rrweb's bundle with its pure parts marked. @throws Error when the text is not the one this was made for. */
export const slim = (source) =>
  REPLACEMENTS.reduce((text, { find, become }) => {
    const slimmed = text.replace(find, become)
    if (slimmed === text)
      throw new Error(`rrweb's dist changed: ${find} matches nothing. Adapt client/slim-rrweb.mjs.`)
    return slimmed
  }, source)

/** The plugin for the bundles that replay. The recorder takes slim-record.mjs, which keeps only what records. */
export const slimRrweb = {
  name: 'slim-rrweb',
  setup: (build) => {
    build.onLoad({ filter: /[\\/]rrweb[\\/]dist[\\/]rrweb\.js$/ }, async ({ path }) => ({
      contents: slim(await readFile(path, 'utf8')),
      loader: 'js',
    }))
  },
}
