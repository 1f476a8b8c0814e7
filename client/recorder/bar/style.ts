/** Style of the bar, inside its shadow root. `!important` on the host wins over any rule of the page. */
const BAR_STYLE = `
:host{all:initial!important;position:fixed!important;display:block!important;inset:0 auto auto 0!important;z-index:2147483647!important;
--ground:#fff;--text:#1b2229;--quiet:#55606c;--line:#d5dae0;--hover:#eef1f4;--accent:#0b6b6b;--live:#d3262f;--warn:#8a5300}
@media (prefers-color-scheme:dark){:host{--ground:#1d242b;--text:#edf1f5;--quiet:#a5b0bc;--line:#39434e;--hover:#2b343d;--accent:#5cc4bd;--live:#ff5f62;--warn:#f2b35e}}
@media print{:host{display:none!important}}
.view{position:fixed;inset:0;transform-origin:0 0;pointer-events:none}
.bar{pointer-events:auto;position:absolute;left:50%;bottom:max(16px,env(safe-area-inset-bottom));transform:translateX(-50%);display:flex;align-items:center;gap:4px;box-sizing:border-box;height:36px;width:max-content;max-width:calc(100% - 16px);padding:0 4px;border:1px solid var(--line);border-radius:18px;background:var(--ground);color:var(--text);box-shadow:0 6px 20px rgb(0 0 0/30%);font:13px/20px system-ui,sans-serif;font-variant-numeric:tabular-nums;white-space:nowrap;user-select:none;-webkit-user-select:none}
.bar[data-placed]:not(.over){transform:none}
.bar[data-dock]{top:16px;bottom:auto!important}
.small{padding:0}
.small>:not(.grow),.bar:not(.small)>.grow,.over>:not(.words){display:none}
.over{left:50%!important;height:auto;white-space:normal}
.over .words{padding:7px 12px}
button{all:unset;box-sizing:border-box;display:flex;align-items:center;justify-content:center;flex:none;min-width:24px;height:28px;border-radius:18px;cursor:pointer}
button:hover{background:var(--hover)}
button:focus-visible{outline:2px solid var(--accent);outline-offset:1px}
.act{padding:0 10px;font-weight:600}
.grow{width:34px;height:34px;border-radius:18px}
.move{cursor:grab;touch-action:none}
.fold,.time,.move,.tick,.count{color:var(--quiet)}
.dot{flex:none;width:10px;height:10px;border-radius:18px;background:var(--live);forced-color-adjust:none}
.paused .dot{background:none;box-shadow:inset 0 0 0 2px var(--quiet)}
.wrong .dot{background:none;box-shadow:inset 0 0 0 2px var(--warn)}
.wrong .title{color:var(--warn);font-weight:600}
.words{display:flex;flex-direction:column;justify-content:center;overflow:hidden;min-width:0;max-height:34px;padding-left:4px}
.title,.who{display:flex;min-width:0;white-space:pre}
bdi{flex:0 1 auto;min-width:2ch;overflow:hidden;text-overflow:ellipsis}
.watched .title{line-height:16px}
.watch{display:flex;align-items:center;gap:4px;color:var(--quiet);font-size:11px;line-height:14px}
.watch[hidden]{display:none}
.watch svg{flex:none;width:12px;height:12px}
.watched.small .dot{outline:2px solid var(--accent);outline-offset:3px}
.tick:not([data-state]){visibility:hidden}
.tick{flex:none;display:flex;align-items:center;gap:4px;padding:0 2px}
.count{min-width:11ch}
.tick[data-state=stored]{color:var(--accent)}
.tick[data-state=offline]{color:var(--live)}
.unseen{position:absolute;clip-path:inset(50%)}
svg{display:block}
.narrow :is(.time,.move,.tick:not([data-state=offline]) .count){display:none}
.narrow .count{min-width:0}
.narrow .bar>.dot{margin-left:8px}
.narrow .act{padding:0 7px}
.uncounted .count{display:none}
.tight{gap:2px;padding:0 2px}
.tight .act{padding:0 4px}
.tight>.dot{margin-left:5px!important}
.tight .tick{padding:0}
.tight :is(.time,.tick:not([data-state=offline])){display:none}
.tight .title{font-size:11px}
.tight.wrong .title{display:block;white-space:normal;line-height:13px}
.tight.wrong .words{flex-direction:row;align-items:center;gap:6px}
.tight.wrong .watch{flex:none}
.tight.tiny .title{font-size:10px;line-height:11px}
.tiny .act{font-size:12px}
.tiny .who{display:none}
`

/** By a constructed sheet, which a CSP that forbids inline style lets pass; by an element where that is missing. */
export const applyStyle = (root: ShadowRoot, css = BAR_STYLE): void => {
  try {
    const sheet = new CSSStyleSheet()
    sheet.replaceSync(css)
    root.adoptedStyleSheets = [sheet]
  } catch {
    const style = document.createElement('style')
    style.textContent = css
    root.append(style)
  }
}
