/**
 * Build-time only: what is left out of rrweb 2.2.2 for the recorder, on top of slim-rrweb.mjs.
 *
 * The recorder uses one of rrweb's recordings at a time, always with the same options (picture.ts). So options that are
 * fixed become constants, options that never differ between two callers become variables of the module, and what then
 * cannot be reached goes: canvas and fonts, images as data, text masks (our gate masks), frames of other origins and
 * their `postMessage`, plugins, hooks, packing, checkouts by count, freezing, virtual DOM, and help for browsers that
 * cannot run the recorder anyway. One thing is put in: `skipMutations`, which is asked before a batch of changes is looked
 * at. All of it is made for one exact text: an upgrade that changes it fails the build.
 */
import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { FIXED, PARTS, SHARED, STEPS, UNUSED } from './slim-record-steps.mjs'

/** SHA-256 of rrweb/dist/rrweb.js of 2.2.2. After an upgrade: go through the steps, look at what comes out, then change it. */
const MADE_FOR = '2e809534621fed51391b17dc6878340a1b5e2d53ce7e2896e3e978b78800300d'

/** Replaces, and insists on it. @throws Error when `find` is not in the text */
const replace = (text, find, become) => {
  const changed = text.replace(find, become)
  if (changed === text)
    throw new Error(`${find} matches nothing in rrweb's dist. Adapt client/slim-record-steps.mjs.`)
  return changed
}

const PASSED = [...Object.keys(FIXED), ...SHARED, ...UNUSED]
const PASSED_NAME = `(?:${PASSED.join('|')})`

/** Values that travel with every call become names of the module. */
const passNothing = (text) =>
  text
    // `{ a, mirror, b = 5e3 }` in a signature or a destructuring declaration.
    .replace(
      /^(\t*(?:function \w+\(|const |var \w+ = |let ))\{ (.*?) \}(?=[,)]| = options)/gm,
      (_, head, names) => {
        const kept = names.split(', ').filter((each) => !PASSED.includes(each.split(/[ :]/)[0]))
        return `${head}{ ${kept.join(', ')} }`
      },
    )
    // `mirror,` and `mirror: this.mirror,` in a literal; `mirror;` in a class; `this.mirror = options.mirror;`.
    .replace(RegExp(`^\\t+${PASSED_NAME}(?:: (?:this\\.)?${PASSED_NAME})?[,;]?\\n`, 'gm'), '')
    .replace(RegExp(`^\\t+this\\.${PASSED_NAME} = options\\.\\w+;\\n`, 'gm'), '')
    .replace(RegExp(`\\b(?:this\\.(?:bypassOptions\\.)?|o\\.)(?=${PASSED_NAME}\\b)`, 'g'), '')
    // Arguments and parameters after the first.
    .replace(RegExp(`, (?:${[...SHARED, ...UNUSED].join('|')})(?=[,)])`, 'g'), '')

/** `IncrementalSource.Scroll` is 3. */
const inlineEnums = (text) => {
  const enums = /^var (\w+(?:\$\d)?) = \/\* @__PURE__ \*\/ function\(\w+\) \{\n([\s\S]*?)^\}\(\{\}\);\n/gm
  let inlined = text
  for (const [declaration, name, body] of text.matchAll(enums)) {
    const members = [...body.matchAll(/\["(\w+)"\] = (\d+)\]/g)].map(([, member, value]) => [member, value])
    const escaped = name.replace('$', '\\$')
    const pairs = members.map(([member, value]) => `"${member}": ${value}`)
    inlined = inlined.replace(declaration, () => `var ${name} = { ${pairs.join(', ')} };\n`)
    for (const [member, value] of members)
      inlined = inlined.replace(RegExp(`\\b${escaped}(?:\\.${member}\\b|\\["${member}"\\])`, 'g'), value)
  }
  return inlined
}

/** Source of what the recorder needs of rrweb. @throws Error when the text is not the one this was made for */
export const slimRecord = (source) => {
  if (createHash('sha256').update(source).digest('hex') !== MADE_FOR)
    throw new Error("rrweb's dist changed. Adapt client/slim-record.mjs.")
  const parts = PARTS.map((part) => part.exec(source)?.[0] ?? '')
  const constants = Object.entries(FIXED).map(([name, value]) => `const ${name} = ${value};\n`)
  const shared = SHARED.filter((name) => name !== 'mirror').join(', ')
  const stepped = STEPS.reduce((text, [find, become]) => replace(text, find, become), parts.join(''))
  return `${constants.join('')}let ${shared};\n${inlineEnums(passNothing(stepped))}export { record };\n`
}

/** Properties that only code of the recorder reads and writes, and no browser, recording or replay: esbuild may shorten them. `held` is a LockManager's as well. */
const INTERNAL =
  /^(?:on[A-Z]\w+|\w+Cb|genAdds|genTextAreaValueMutation|processMutations?|unattachedDoc|styleDiff|_unchangedStyles|attributeMap|mapRemoves|movedMap|(?:added|moved|dropped)Set|removesSubTreeCache|idNodeMap|nodeMetaMap|nodeMap|removeNodeFromMap|hasNode|getMeta|getId|styleMirror|styleIDMap|idStyleMap|\w+LinkElements?|adoptStyleSheets|shadowDoms|restoreHandlers|(?:add|remove)ShadowRoot(?:sIn)?|(?:observe|patch)AttachShadow|attachedWindows|watchIframeWindow|(?:attach|add)Iframe|(?:add)?(?:[Uu]nl|[lL])oadListener|inOtherBuffer|newlyAddedElement|cssCaptured|skipChild|needBlock|takeFullSnapshot|skipMutations|getIds|skips(?:Call)?|isCalm|isOn|admits|doubt|spend|miss|blind|wrappedEmit|blockSelector|unsaid|delivery|standing|learn|is(?:TextSeen|Secret|Readable)|skipTo|sinceSnapshot|continueFrom|nudge|serverNow|elapsed|spooled|outbox|nodeOf|afterMs|lasting|pump|look|receive|watched|settle|answered|describe|keeperOf|secure|gate|reveal|isTold|ofText|holder|isOver|keeper|rescue|reread|joined|heavy|begun|placed|unstored|classes|maskInput|leave|meet|cost|snapshot|silent|steady|suspend|restart|flush|adopt|draft|seal|regions|marks|turn|wake|judge|release|database|early|keeps|begin|forget|declarations|iframes|locked|save|names|seen|emit|ready|connected|resume|isSeen|alone|refused|lose)$/
/** The one name of the DOM among them; its handlers are all in lower case. */
const OF_THE_DOM = /^onLine$/

/** The plugin for the bundles that record. Those that replay take slim-rrweb.mjs. */
export const slimRrwebRecord = {
  name: 'slim-rrweb-record',
  setup: (build) => {
    build.initialOptions.mangleProps = INTERNAL
    build.initialOptions.reserveProps = OF_THE_DOM
    build.onLoad({ filter: /[\\/]rrweb[\\/]dist[\\/]rrweb\.js$/ }, async ({ path }) => {
      // Read as TypeScript, a class sets its fields by assignment, which is shorter than what else stands for them.
      const { code } = await build.esbuild.transform(slimRecord(await readFile(path, 'utf8')), {
        loader: 'ts',
        target: 'es2020',
        tsconfigRaw: { compilerOptions: { useDefineForClassFields: false } },
      })
      return { contents: code, loader: 'js' }
    })
  },
}
