/** What is shorter in how the recorder's rrweb observes, for the browsers of today: rules within rules, the mouse, how often. */
import { whole } from './slim-record-unpatched.mjs'

const gone = () => ''

/** Steps of client/slim-record-steps.mjs. */
export const OBSERVERS = [
  [
    /^\tconst supportedNestedCSSRuleTypes = [\s\S]*?^\t\tunmodifiedFunctions\[typeKey\] = \{\n[\s\S]*?^\t\t\};\n/m,
    '\tconst nested = win.CSSGroupingRule.prototype, { insertRule: insertNested, deleteRule: deleteNested } = nested;\n',
  ],
  [
    /\btype\.prototype\.(insert|delete)Rule = new Proxy\(unmodifiedFunctions\[typeKey\]\.\w+/g,
    'nested.$1Rule = new Proxy($1Nested',
  ],
  [/^\t\}\);\n(?=\treturn callbackWrapper\(\(\) => \{\n\t\twin\.CSSStyleSheet)/m, gone],
  [
    /^\t\tObject\.entries\(supportedNestedCSSRuleTypes\)[\s\S]*?^\t\t\}\);\n/m,
    '\t\tnested.insertRule = insertNested;\n\t\tnested.deleteRule = deleteNested;\n',
  ],
  [/ else if \("path" in event && .*$/m, ''],
  [/^var cssNormalize\w+(?:\$1)? = .*\n/gm, gone],
  // Called at the front only, and never asked to wait with it.
  [/^\t\tif \(!previous && options\.leading .*\n/m, gone],
  [/options\.leading === false \? 0 : /, ''],
  // By number, as they are recorded: 2 to 6 as they are here, 0 and 1 of a mouse or pen, 9 and 7 of a finger, 10.
  [
    whole('initMouseInteractionObserver'),
    `function initMouseInteractionObserver({ mouseInteractionCb, doc }) {
	let currentPointerType = null;
	const names = ["pointerup", "pointerdown", "click", "contextmenu", "dblclick", "focus", "blur", , , , "touchcancel"];
	const handlers = names.map((name, number) => on(name, (event) => {
		const target = getEventTarget(event);
		if (isBlocked(target, true)) return;
		const touches = event.changedTouches;
		const pointer = ["mouse", "pen", "touch"].indexOf(touches ? "touch" : event.pointerType);
		const type = pointer === 2 && number < 2 ? 9 - 2 * number : number;
		let pointerType = pointer < 0 ? null : pointer;
		if (pointerType !== null) {
			currentPointerType = pointerType;
			if (pointer === 2 ? type > 6 : pointer === 0 && type < 2) pointerType = null;
		} else if (type === 2) {
			pointerType = currentPointerType;
			currentPointerType = null;
		}
		const e = touches ? touches[0] : event;
		if (!e) return;
		mouseInteractionCb({ type, id: mirror.getId(target), x: e.clientX, y: e.clientY, ...pointerType !== null && { pointerType } });
	}, doc));
	return () => handlers.forEach((stop) => stop());
}
`,
  ],
]
