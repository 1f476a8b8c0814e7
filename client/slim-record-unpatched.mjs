/**
 * How the recorder's rrweb reaches past prototypes that a page has patched: one cache instead of three, by the name of what
 * is wanted. As in rrweb, what is patched comes from a frame made for it; Safari wants that frame to stay while a
 * MutationObserver of it is used.
 */

/** A whole function, class or object at the top of the module. */
export const whole = (name) =>
  RegExp(`^(?:var ${name} = |function ${name.replace('$', '\\$')}\\()[^\\n]*\\n[\\s\\S]*?^\\}.*\\n`, 'm')

/** Steps of client/slim-record-steps.mjs. */
export const UNPATCHED = [
  [
    /^var testableAccessors\$2 = [\s\S]*?(?=^function ownerDocument\$2)/m,
    `var untainted = {}, untaintedFrame, mutationObserverUsers = 0;
function untaintedOf(key, name) {
	return untainted[key + name] ??= (() => {
		const find = (win) => {
			const { get, value } = Object.getOwnPropertyDescriptor((win[win.Zone?.__symbol__?.(key)] || win[key]).prototype, name);
			return get || value;
		};
		const own = find(window);
		if (/\\[native code\\]/.test(own)) return own;
		try {
			const frame = document.createElement("iframe");
			frame.style.display = "none";
			frame.classList.add("rr-block");
			document.body.appendChild(frame);
			const clean = find(frame.contentWindow);
			if (name === "constructor" && /^((?!Chrome).)*Safari/.test(navigator.userAgent)) untaintedFrame = frame;
			else frame.remove();
			return clean;
		} catch {
			return own;
		}
	})();
}
function getUntaintedAccessor$2(key, instance, name) {
	return untaintedOf(key, name).call(instance);
}
function getUntaintedMethod$2(key, instance, name) {
	return untaintedOf(key, name).bind(instance);
}
`,
  ],
  [
    whole('mutationObserverCtor$2'),
    `function mutationObserverCtor$2() {
	const observer = untaintedOf("MutationObserver", "constructor");
	let stopped = false;
	mutationObserverUsers++;
	return [observer, () => {
		if (stopped) return;
		stopped = true;
		if (--mutationObserverUsers || !untaintedFrame) return;
		untaintedFrame.remove();
		untaintedFrame = undefined;
		delete untainted.MutationObserverconstructor;
	}];
}
`,
  ],
]
