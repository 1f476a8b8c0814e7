/**
 * What is left out of rrweb 2.2.2 for the recorder, step by step, as text that is found and what it becomes.
 * client/slim-record.mjs says why, and fails the build when a step finds nothing.
 */

import { OBSERVERS } from './slim-record-observers.mjs'
import { UNPATCHED, whole } from './slim-record-unpatched.mjs'

/** From rrweb-snapshot its first half, which makes snapshots; from rrweb its utilities and its recorder. */
export const PARTS = [
  /^var NodeType\$3 = [\s\S]*?(?=^var MEDIA_SELECTOR_GLOBAL)/m,
  /^\/\/ src\/utils\.ts\n[\s\S]*?^record\.mirror = mirror;\n/m,
]

/** What each option is fixed to. As constants, so that esbuild can drop what depends on them. */
export const FIXED = {
  recordCanvas: 'false',
  inlineImages: 'false',
  recordDOM: 'true',
  recordCrossOriginIframes: 'false',
  collectFonts: 'false',
  userTriggeredOnInput: 'false',
  preserveWhiteSpace: 'true',
  inlineStylesheet: 'true',
  needsMask: 'false',
  iframeLoadTimeout: '5e3',
  stylesheetLoadTimeout: '5e3',
}

/** Options and parts that are the same for all callers while one recording runs. */
export const SHARED = [
  'blockSelector',
  'maskInputFn',
  'skipMutations',
  'mirror',
  'iframeManager',
  'stylesheetManager',
  'shadowDomManager',
  'processedNodeManager',
]

/** Options that nothing reads any more once the steps below are done. */
export const UNUSED = [
  'blockClass',
  'maskTextClass',
  'maskTextSelector',
  'maskTextFn',
  'maskInputOptions',
  'slimDOMOptions',
  'dataURLOptions',
  'keepIframeSrcFn',
  'ignoreClass',
  'ignoreSelector',
  'ignoreCSSAttributes',
  'canvasManager',
  'sampling',
]

/** A whole method. */
const method = (name) => RegExp(`^\\t${name}\\(.*\\{\\n[\\s\\S]*?^\\t\\}\\n`, 'm')
const gone = () => ''

/** In order: what is found, and what it becomes. */
export const STEPS = [
  // One copy of the functions that reach past patched prototypes, and called by their own names.
  [
    /^\/\/ src\/utils\.ts\n/m,
    'var nowTimestamp = Date.now, patch = patch$2, mutationObserverCtor = mutationObserverCtor$2;\n',
  ],
  [whole('utils_exports'), gone],
  [/\bsrc_default(?:\$2)?\.(\w+)\(/g, '$1$2('],
  [whole('src_default\\$2'), gone],
  ...UNPATCHED,
  // The old `mirror` that only prints that it is old, and old browsers.
  [/^var DEPARTED_MIRROR_ACCESS_WARNING[\s\S]*?(?=^function throttle)/m, gone],
  [whole('polyfill$1'), gone],
  [/^try \{\n\tif \(Array\.from\([\s\S]*?^\}\n/m, gone],
  [/^function getWindowHeight\(\) \{\n.*\n/m, 'function getWindowHeight() {\n\treturn window.innerHeight;\n'],
  [/^function getWindowWidth\(\) \{\n.*\n/m, 'function getWindowWidth() {\n\treturn window.innerWidth;\n'],
  [
    whole('getWindowScroll'),
    'function getWindowScroll(win) {\n\treturn { left: win.scrollX, top: win.scrollY };\n}\n',
  ],
  [/hasNestedCSSRule\("CSSGroupingRule"\) && (.*? instanceof CSSGroupingRule) \|\| .*\) \{$/m, '$1) {'],
  ...OBSERVERS,
  [/^\tif \(n instanceof BaseRRNode.*\n/m, gone],
  [
    whole('fixBrowserCompatibilityIssuesInCSS'),
    'function fixBrowserCompatibilityIssuesInCSS(cssText) {\n\treturn cssText;\n}\n',
  ],
  // How often what is told; 50 ms for the mouse, told every 100 ms.
  [
    /^\tif \(sampling\.mousemove === false\)[\s\S]*?^\tconst callbackThreshold = .*\n/m,
    '\tconst threshold = 50;\n\tconst callbackThreshold = 100;\n',
  ],
  [/sampling\.scroll \|\| 100/, '100'],
  [/sampling\.media \|\| 500/, '500'],
  [/sampling\.input === "last" \? \["change"\] : /, ''],
  // Blocked by one selector; no class, and no other way to ignore a field.
  [
    whole('_isBlockedElement'),
    'function _isBlockedElement(element) {\n\treturn element.matches(blockSelector);\n}\n',
  ],
  [
    /^\ttry \{\n\t\tif \(typeof blockClass === "string"\) \{\n\t\t\tif \(el\.[\s\S]*?\} catch \(e\) \{\}\n\tif \(blockSelector\) \{\n/m,
    '\t{\n',
  ],
  [/^\t\tif \(target\.classList\.contains\(ignoreClass\).*\n/m, gone],
  // Text is masked by the gate. Of fields, all are masked here.
  [/^\tif \(!needsMask\) needsMask = .*\n/m, gone],
  [/^\tlet \{ (?:needsMask|preserveWhiteSpace = true) \} = options;\n/gm, gone],
  [/needMaskingText\(m\.target.*? : value,$/m, 'value,'],
  [whole('needMaskingText'), gone],
  [
    whole('maskInputValue'),
    'function maskInputValue({ element, tagName, value }) {\n\treturn value && /^(?:input|textarea|select)$/i.test(tagName) ? maskInputFn(value, element) : value || "";\n}\n',
  ],
  [/ && !maskInputOptions\["select"\]/, ' && false'],
  [/else if \(maskInputOptions\[tagName\.toLowerCase\(\)\] \|\| maskInputOptions\[type\]\)/, 'else'],
  [/^\t+type(?:: getInputType\(\w+\))?,\n(?=\t+(?:tagName|value))/gm, gone],
  // Addresses: the gate makes those of attributes whole, and reads a style from its element. The browser resolves the rest.
  [
    whole('transformAttribute'),
    `function transformAttribute(doc, tagName, name, value) {
	return value && /^(?:src|(?:xlink:)?href)$/.test(name) && !(value[0] === "#" && (tagName === "use" || name === "xlink:href")) ? absoluteToDoc(doc, value) : value;
}
`,
  ],
  [
    whole('absolutifyURLs'),
    `function absolutifyURLs(cssText, href) {
	return (cssText || "").replace(URL_IN_CSS_REF, (whole, quote1, path1, quote2, path2, path3) => {
		const path = path1 || path2 || path3, quote = quote1 || quote2 || "";
		return !path || /^(?:#|[a-z]+:)/i.test(path) || !URL.canParse(path, href) ? whole : \`url(\${quote}\${new URL(path, href).href}\${quote})\`;
	});
}
`,
  ],
  // A style of several texts: each as the browser reads it, unless scripts have put in rules that no text has. Where in
  // the whole sheet each of them begins would be guessed, in time that grows with the square of its length.
  [
    whole('markCssSplits'),
    `function markCssSplits(cssText, style) {
	const probe = new CSSStyleSheet();
	let rules = 0;
	const texts = Array.from(style.childNodes, (node) => {
		probe.replaceSync(node.textContent);
		rules += probe.cssRules.length;
		return Array.from(probe.cssRules, (rule) => rule.cssText).join("");
	});
	return rules === style.sheet.cssRules.length ? texts.join("/* rr_split */") : cssText;
}
`,
  ],
  // What of a page's head is not worth recording.
  [whole('slimDOMDefaults'), gone],
  [whole('lowerIfExists'), gone],
  [
    whole('slimDOMExcluded'),
    `function slimDOMExcluded({ type, tagName, attributes }) {
	return type === 5 || type === 2 && (tagName === "script" || tagName === "link" && (attributes.as === "script" || /^(?:modulepreload|shortcut icon)$/.test(attributes.rel)) || tagName === "meta" && !/^(?:viewport|color-scheme|theme-color)$/i.test(attributes.name));
}
`,
  ],
  [/^\tif \(n\.tagName === "TITLE" && .*\n/m, gone],
  [/^\t\tif \(slimDOMOptions\.headWhitespace .*\n/m, gone],
  // Frames are recorded as documents, never by their address.
  [/ && !(?:this\.)?keepIframeSrcFn\(.*?\)\)/g, ')'],
  [/^\t\tif \(ignoreCSSAttributes[\s\S]*?\]\);\n/gm, gone],
  // Frames of other origins: nothing is listened to, nothing is posted to them (L19).
  [whole('CrossOriginIframeMirror'), gone],
  ...[
    'handleMessage',
    'transformCrossOriginEvent',
    'replace',
    'replaceIds',
    'replaceStyleIds',
    'replaceIdOnNode',
    'patchRootIdOnNode',
  ].map((name) => [RegExp(`(?<=^var IframeManager = class[\\s\\S]*?)${method(name).source}`, 'm'), gone]),
  [/^\t(?:crossOrigin\w+|messageHandler)\b.*\n/gm, gone],
  [/^\t\tthis\.crossOrigin\w+ = .*\n/gm, gone],
  [/^\t\tif \(iframeEl\.contentWindow\) this\.crossOriginIframeMap.*\n/m, gone],
  [/^\t\t(?:if \(this\.recordCrossOriginIframes\) .*|window\.removeEventListener\("message".*)\n/gm, gone],
  [/^\t\tthis\.iframes\.set\(.*\n/m, gone],
  // Canvas and fonts.
  [/^var chars = "ABC[\s\S]*?(?=^var StylesheetManager)/m, gone],
  [/^var canvasManager;\n/m, gone],
  [/^\tcanvasManager = new[\s\S]*?\n\t\}\);\n/m, gone],
  [/^\t+canvasManager\.\w+\(\);\n/gm, gone],
  [/^\tconst wrappedCanvasMutationEmit[\s\S]*?\n\t\}\);\n/m, gone],
  [/^\t+canvasMutationCb: .*\n/m, gone],
  [/^\t+fontCb: [\s\S]*?\n\t+\}\),\n/m, gone],
  [whole('initFontObserver'), gone],
  [/^\t\tif \(o\.collectFonts\).*\n/m, gone],
  // Films and sounds: a replay loads none, so nobody plays, pauses or winds them.
  [/^\tif \(\["audio", "video"\]\.includes\(tagName\)\) \{\n[\s\S]*?^\t\}\n/m, gone],
  [whole('initMediaInteractionObserver'), gone],
  [/^\tconst mediaInteractionHandler = .*\n/m, gone],
  [/^\t\tmediaInteractionHandler\(\);\n/m, gone],
  [/^\t+mediaInteractionCb: [\s\S]*?\n\t+\}\),\n/m, gone],
  // Kept for nobody: links that are tracked and never looked at, and halves of mirrors that only a replay uses.
  [
    /^\t+(?:const|let) (?:styleSheetObserver|adoptedStyleSheetObserver|styleDeclarationObserver|fontObserver) = \(\) => \{\};\n/gm,
    gone,
  ],
  [/^\t\t((?:styleSheet|adoptedStyleSheet|styleDeclaration)Observer = init)/gm, '\t\tvar $1'],
  [/^\t\tfontObserver\(\);\n/m, gone],
  [/^\t+if \(isSerialized(?:Iframe|Stylesheet)\(\w+, (?:this\.)?mirror\)\) .*\n/gm, gone],
  [/^\t\tthis\.trackLinkElement\(linkEl\);\n/m, gone],
  [/^\t+(?:this\.)?trackedLinkElements = .*\n/gm, gone],
  [/^\ttrackStylesheetInLinkElement.*\n/m, gone],
  ...['addIframe', 'trackLinkElement', 'getStyle', 'generateId'].map((name) => [method(name), gone]),
  [/^\treplace\(id, n\) \{\n[\s\S]*?^\t\}\n/m, gone],
  // Ours: too much at once is left out before it costs anything (recorder/storm.ts). Every observer of a tree comes by here.
  [/^\tprocessMutations = \(mutations\) => \{\n/m, '$&\t\tif (skipMutations(mutations)) return;\n'],
  // Hooks, plugins, error handler, freezing, and what else may be asked of a recording.
  [whole('mergeHooks'), gone],
  [/^\tmergeHooks\(o, hooks\);\n/m, gone],
  [/^\tconst pluginHandlers = \[\];\n.*\n/m, gone],
  [/^\t\tpluginHandlers\..*\n/m, gone],
  [/^\t+plugins: plugins[\s\S]*?\}\)\) \|\| \[\]\n/m, gone],
  [/\}, hooks\);/, '});'],
  [/^var errorHandler;[\s\S]*?(?=^\/\*\*\n\* Wrap callbacks)/m, gone],
  [whole('callbackWrapper'), 'function callbackWrapper(cb) {\n\treturn cb;\n}\n'],
  [/^\t\t\tunregisterErrorHandler\(\);\n/m, gone],
  ...['freeze', 'unfreeze', 'isFrozen'].map((name) => [method(name), gone]),
  [/^\tfrozen = false;\n/m, gone],
  [/this\.frozen \|\| /, ''],
  [/^record\.addCustomEvent[\s\S]*?(?=^record\.takeFullSnapshot)/m, gone],
  // The start of a recording.
  [
    /^\tconst \{ emit, checkoutEveryNms[\s\S]*?^\t\};\n(?=\tconst wrappedMutationEmit)/m,
    `	blockSelector = options.blockSelector;
	maskInputFn = options.maskInputFn;
	skipMutations = options.skipMutations;
	mirror.reset();
	wrappedEmit = (event, isCheckout) => {
		event.timestamp = nowTimestamp();
		options.emit(event, isCheckout);
	};
`,
  ],
  [/^\t\/\*\*\n\t\* Exposes mirror to the plugins[\s\S]*?\n\t\}\);\n/m, gone],
  [/^\tconst (?=(?:stylesheet|iframe|processedNode|shadowDom)Manager = )/gm, '\t'],
  [/if \(recordAfter === "DOMContentLoaded"\) init/, 'init'],
  [/^\t+if \(recordAfter === "load"\) init\(\);\n/m, gone],
  [/^\t\tbypassOptions: \{[\s\S]*?^\t\t\},\n/m, gone],
  [/^\t+(?:\.\.\.this\.bypassOptions,|this\.bypassOptions = .*|bypassOptions;)\n/gm, gone],
  [/^\t\t\tshadowDomManager: this\n/m, gone],
  [
    /^\tinit\(options\) \{\n\t\t\[\n[\s\S]*?^\t\}\n/m,
    '\tinit(options) {\n\t\tthis.mutationCb = options.mutationCb;\n\t\tthis.doc = options.doc;\n\t}\n',
  ],
  [/^\t\t\t\t\t\/\*\*\n[\s\S]{0,700}?^\t\t\t\t\tif \(!String\(error\).*\n/m, gone],
  [/^\t\t\tprocessedNodeManager\.destroy\(\);\n/m, gone],
  [/^\tdestroy\(\) \{\}\n/m, gone],
  // What kind of node it is, by the numbers of the DOM standard.
  ...Object.entries({
    ELEMENT: 1,
    TEXT: 3,
    CDATA_SECTION: 4,
    COMMENT: 8,
    DOCUMENT: 9,
    DOCUMENT_TYPE: 10,
    DOCUMENT_FRAGMENT: 11,
  }).map(([name, number]) => [RegExp(`\\b\\w+\\.${name}_NODE\\b`, 'g'), String(number)]),
  // Nothing is written to the console of the host page.
  [/\bconsole\.warn\(.*\);$/gm, ';'],
  // The options of a snapshot.
  [
    /^\tconst \{ mirror = new Mirror\$2\(\),(?:.*?), onSerialize.*\n/m,
    '\tconst { onSerialize, onIframeLoad, onStylesheetLoad } = options;\n',
  ],
  [/^\t\tmaskInputOptions: maskAllInputs === true[\s\S]*? : maskAllInputs,\n/m, gone],
  [/^\t\tslimDOMOptions: slimDOMDefaults\(slimDOM\),\n/m, gone],
  [/^\t\t\t(?:maskAllInputs: maskInputOptions|slimDOM: slimDOMOptions),\n/gm, gone],
]
