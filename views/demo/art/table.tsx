import { Ground, ink, paint } from './paint.tsx'

export const Mug = () => (
  <>
    <Ground width={84} x={190} />
    <path d="M254 168C330 150 330 270 250 258" fill="none" stroke="currentColor" stroke-width="21" />
    <path d="M254 168C330 150 330 270 250 258" fill="none" stroke={ink} stroke-width="21" opacity=".1" />
    <path d="M112 134H268V272Q268 321 220 321H160Q112 321 112 272Z" fill={paint.clay} />
    <path d="M112 134H268V272Q268 282 265 290Q228 302 190 290T115 290Q112 282 112 272Z" fill="currentColor" />
    <path d="M226 134H268V272Q268 321 220 321H196Q236 290 226 134Z" fill={ink} opacity=".11" />
    <path d="M132 168V252" stroke="#fff" stroke-width="9" stroke-linecap="round" opacity=".35" />
    <ellipse cx="190" cy="134" rx="78" ry="18" fill="currentColor" />
    <ellipse cx="190" cy="134" rx="78" ry="18" fill="#fff" opacity=".22" />
    <ellipse cx="190" cy="137" rx="66" ry="13" fill={paint.coffee} />
    <ellipse cx="176" cy="135" rx="22" ry="4" fill="#fff" opacity=".14" />
    <g fill={ink} opacity=".3">
      <circle cx="158" cy="200" r="2" />
      <circle cx="186" cy="232" r="2.4" />
      <circle cx="208" cy="186" r="1.8" />
      <circle cx="232" cy="220" r="2.2" />
      <circle cx="168" cy="264" r="1.8" />
      <circle cx="216" cy="262" r="2" />
      <circle cx="148" cy="236" r="1.6" />
      <circle cx="242" cy="176" r="1.8" />
    </g>
    <path
      d="M166 104C154 88 178 78 166 60M206 106C194 90 218 78 206 62"
      stroke="#fff"
      stroke-width="7"
      stroke-linecap="round"
      fill="none"
      opacity=".75"
    />
  </>
)

export const Bowl = () => (
  <>
    <Ground width={88} />
    <ellipse cx="200" cy="192" rx="152" ry="36" fill="currentColor" />
    <ellipse cx="200" cy="194" rx="142" ry="30" fill={ink} opacity=".22" />
    <circle cx="150" cy="176" r="37" fill={paint.lemon} />
    <circle cx="246" cy="178" r="36" fill={paint.lemon} />
    <ellipse cx="198" cy="168" rx="44" ry="38" fill="#f0cf62" />
    <path
      d="M180 148Q192 140 206 144"
      stroke="#fff"
      stroke-width="6"
      stroke-linecap="round"
      fill="none"
      opacity=".6"
    />
    <path d="M226 146Q236 108 280 116Q270 146 226 146Z" fill={paint.leaf} />
    <path d="M226 146Q250 136 270 122" stroke={ink} stroke-width="2" fill="none" opacity=".3" />
    <path
      d="M48 192A152 36 0 0 0 352 192C350 268 290 321 244 321H156C110 321 50 268 48 192Z"
      fill="currentColor"
    />
    <path
      d="M352 192C350 268 290 321 244 321H204C270 300 306 262 316 214Q348 204 352 192Z"
      fill={ink}
      opacity=".12"
    />
    <path
      d="M78 234Q92 270 124 292"
      stroke="#fff"
      stroke-width="9"
      stroke-linecap="round"
      fill="none"
      opacity=".3"
    />
    <path d="M56 226A152 36 0 0 0 344 226" stroke="#fff" stroke-width="3" fill="none" opacity=".4" />
  </>
)

export const Carafe = () => (
  <>
    <Ground width={90} />
    <path
      d="M166 84H234L228 152C232 184 290 208 290 264C290 308 258 321 200 321S110 308 110 264C110 208 168 184 172 152Z"
      fill="currentColor"
      opacity=".55"
    />
    <path
      d="M118 240H282C288 250 290 257 290 264C290 308 258 321 200 321S110 308 110 264C110 257 113 248 118 240Z"
      fill="currentColor"
      opacity=".7"
    />
    <ellipse cx="200" cy="240" rx="82" ry="11" fill="#fff" opacity=".38" />
    <g fill="none" stroke="#fff" stroke-width="3.5" opacity=".55">
      <path d="M172 156Q200 166 228 156M164 178Q200 190 236 178M144 198Q200 214 256 198M112 270Q200 292 288 270M122 294Q200 314 278 294" />
    </g>
    <path
      d="M132 234Q144 214 164 200"
      stroke="#fff"
      stroke-width="9"
      stroke-linecap="round"
      fill="none"
      opacity=".75"
    />
    <path d="M162 82H238" stroke="#fff" stroke-width="8" stroke-linecap="round" opacity=".8" />
    <path d="M174 50Q200 42 226 50L222 96H178Z" fill={paint.woodLight} />
    <path d="M208 46Q220 47 226 50L222 96H208Z" fill={ink} opacity=".1" />
  </>
)

export const Towel = () => (
  <>
    <rect x="52" y="76" width="296" height="20" rx="10" fill={paint.wood} />
    <rect x="52" y="76" width="296" height="8" rx="4" fill="#fff" opacity=".16" />
    <path d="M186 96Q184 124 200 124T214 96" fill="none" stroke={paint.steelDark} stroke-width="6" />
    <circle cx="200" cy="90" r="9" fill={paint.brass} />
    <path d="M132 122Q166 106 200 118T268 122L284 318Q242 332 200 322T116 318Z" fill="currentColor" />
    <path d="M220 120Q246 112 268 122L284 318Q262 326 238 325Q246 220 220 120Z" fill={ink} opacity=".1" />
    <path
      d="M178 114Q190 114 200 118Q204 220 196 321Q176 320 156 323Q176 220 178 114Z"
      fill="#fff"
      opacity=".14"
    />
    <g fill="none" stroke={paint.paper} stroke-width="7" opacity=".9">
      <path d="M121 252Q160 264 200 256T279 252" />
      <path d="M120 270Q160 282 200 274T280 270" />
      <path d="M118 288Q160 300 200 292T282 288" />
    </g>
    <path
      d="M126 318V332M144 321V336M162 323V336M180 322V336M198 322V336M216 324V338M234 325V338M252 325V338M270 322V336"
      stroke="currentColor"
      stroke-width="4"
      stroke-linecap="round"
    />
    <g fill={paint.wood}>
      <circle cx="92" cy="106" r="8" />
      <circle cx="308" cy="106" r="8" />
    </g>
  </>
)
