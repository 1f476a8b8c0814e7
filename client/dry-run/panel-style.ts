/** Style of the panel and of the boxes, inside their shadow root. `!important` on the host wins over any rule of the page. */
export const PANEL_STYLE = `
:host{all:initial!important;position:fixed!important;display:block!important;inset:0 auto auto 0!important;width:0!important;height:0!important;overflow:visible!important;z-index:2147483647!important;
--ground:#fff;--text:#16202b;--quiet:#52606f;--line:#dbe1e7;--hover:#eceff3;--accent:#0b6a69;--on-accent:#fff;--masked:#855400;--out:#b3261e;--shadow:0 2px 6px rgb(22 32 43/8%),0 12px 32px rgb(22 32 43/16%)}
@media (prefers-color-scheme:dark){:host{--ground:#161c23;--text:#e7ecf1;--quiet:#9ba9b8;--line:#2b3540;--hover:#202832;--accent:#56c5be;--on-accent:#05211f;--masked:#f0b452;--out:#ff8a80;--shadow:0 2px 6px rgb(0 0 0/40%),0 12px 32px rgb(0 0 0/56%)}}
@media print{:host{display:none!important}}
.panel{position:fixed;left:16px;bottom:max(16px,env(safe-area-inset-bottom));box-sizing:border-box;width:min(320px,calc(100vw - 32px));max-height:calc(100vh - 32px);overflow:auto;padding:16px;border:1px solid var(--line);border-radius:10px;background:var(--ground);color:var(--text);box-shadow:var(--shadow);font:14px/20px system-ui,sans-serif;font-variant-numeric:tabular-nums}
.head{display:flex;align-items:center;justify-content:space-between;gap:8px;margin-bottom:4px}
h2{margin:0;font:600 16px/24px system-ui,sans-serif}
p{margin:0}
.quiet{color:var(--quiet)}
dl{display:grid;grid-template-columns:1fr auto;gap:4px 12px;margin:12px 0;padding:12px 0;border:solid var(--line);border-width:1px 0}
dt{display:flex;align-items:center;gap:8px}
dd{margin:0;text-align:right;font-weight:600}
dt::before{content:'';width:8px;height:8px;border-radius:4px;background:var(--accent)}
dt.masked::before{border-radius:1px;background:var(--masked)}
dt.out::before{border-radius:1px;background:none;box-shadow:inset 0 0 0 2px var(--out)}
.acts{display:flex;flex-wrap:wrap;gap:8px;margin-top:12px}
button{all:unset;box-sizing:border-box;display:inline-flex;align-items:center;justify-content:center;min-height:32px;padding:4px 12px;border:1px solid var(--line);border-radius:6px;font:550 14px/20px system-ui,sans-serif;cursor:pointer}
button:hover{background:var(--hover)}
button:focus-visible{outline:2px solid var(--accent);outline-offset:2px}
button[aria-pressed=true]{border-color:transparent;background:var(--accent);color:var(--on-accent)}
button[disabled]{color:var(--quiet);cursor:default}
.close{min-width:32px;padding:4px;border-color:transparent;color:var(--quiet)}
.bad{color:var(--out)}
.box{position:fixed;box-sizing:border-box;pointer-events:none;border:2px solid var(--masked);border-radius:3px;background:color-mix(in srgb,var(--masked) 14%,transparent)}
.box.out{border-style:dashed;border-color:var(--out);background:color-mix(in srgb,var(--out) 12%,transparent)}
`
