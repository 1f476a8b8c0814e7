import { Ground, ink, paint } from './paint.tsx'

export const Skillet = () => (
  <>
    <ellipse cx="182" cy="238" rx="132" ry="128" fill={ink} opacity=".13" />
    <g transform="rotate(-42 172 222)">
      <rect x="282" y="204" width="138" height="36" rx="18" fill="currentColor" />
      <path d="M282 204H310L296 222L310 240H282Z" fill="currentColor" />
      <rect x="320" y="216" width="60" height="12" rx="6" fill={ink} opacity=".3" />
      <circle cx="402" cy="222" r="8" fill="#efe6d8" />
    </g>
    <path d="M60 198L44 216L60 240M284 198L300 216L284 240" fill="currentColor" />
    <circle cx="172" cy="222" r="122" fill="currentColor" />
    <circle cx="172" cy="222" r="122" fill="#fff" opacity=".08" />
    <circle cx="172" cy="222" r="102" fill={ink} opacity=".4" />
    <path
      d="M92 176A94 94 0 0 1 150 131"
      stroke="#fff"
      stroke-width="7"
      stroke-linecap="round"
      fill="none"
      opacity=".3"
    />
    <path
      d="M112 222C106 186 142 188 156 172S214 158 224 190S254 214 240 248S196 278 168 266S116 262 112 222Z"
      fill={paint.paper}
    />
    <circle cx="176" cy="220" r="31" fill={paint.lemon} />
    <path
      d="M158 210Q164 200 176 198"
      stroke="#fff"
      stroke-width="6"
      stroke-linecap="round"
      fill="none"
      opacity=".7"
    />
    <g fill={paint.leaf}>
      <circle cx="132" cy="220" r="4" />
      <circle cx="216" cy="240" r="4" />
      <circle cx="206" cy="192" r="3.5" />
      <circle cx="160" cy="258" r="3.5" />
    </g>
  </>
)

export const Saucepan = () => (
  <>
    <Ground width={100} x={178} />
    <path d="M266 190L372 178Q382 178 382 188T372 200L266 212Z" fill={paint.wood} />
    <path d="M266 200L382 188Q382 198 372 200L266 212Z" fill={ink} opacity=".14" />
    <path d="M266 188L296 185V209L266 213Z" fill={paint.steelDark} />
    <path d="M84 172H272V284Q272 321 236 321H120Q84 321 84 284Z" fill="currentColor" />
    <path d="M228 172H272V284Q272 321 236 321H202Q240 280 228 172Z" fill={ink} opacity=".12" />
    <path d="M104 200V276" stroke="#fff" stroke-width="10" stroke-linecap="round" opacity=".34" />
    <path d="M88 160Q94 124 178 122T268 160Z" fill="currentColor" />
    <path d="M88 160Q94 124 178 122T268 160Z" fill="#fff" opacity=".2" />
    <path
      d="M112 148Q124 136 152 133"
      stroke="#fff"
      stroke-width="7"
      stroke-linecap="round"
      fill="none"
      opacity=".5"
    />
    <rect x="76" y="158" width="204" height="16" rx="8" fill={ink} opacity=".82" />
    <rect x="172" y="106" width="12" height="18" fill={paint.steelDark} />
    <ellipse cx="178" cy="102" rx="21" ry="13" fill={paint.wood} />
    <ellipse cx="173" cy="98" rx="9" ry="4" fill="#fff" opacity=".3" />
  </>
)

export const Board = () => (
  <>
    <Ground width={116} />
    <path d="M186 78C170 40 232 32 214 78" fill="none" stroke={paint.steelDark} stroke-width="6" />
    <path
      d="M166 60Q166 44 184 44H216Q234 44 234 60V108Q234 122 250 122H272Q294 122 294 144V298Q294 321 272 321H128Q106 321 106 298V144Q106 122 128 122H150Q166 122 166 108Z"
      fill="currentColor"
    />
    <path d="M262 122H272Q294 122 294 144V298Q294 321 272 321H256Q268 240 262 122Z" fill={ink} opacity=".1" />
    <g fill="none" stroke={ink} stroke-width="3" opacity=".13" stroke-linecap="round">
      <path d="M132 150Q140 220 130 300M156 140Q166 200 154 306M182 96Q188 200 178 308M206 120Q214 220 204 300M232 140Q238 220 230 310M200 200Q190 222 200 244Q210 222 200 200" />
    </g>
    <path
      d="M118 148Q118 134 132 134"
      stroke="#fff"
      stroke-width="6"
      stroke-linecap="round"
      fill="none"
      opacity=".4"
    />
    <circle cx="200" cy="76" r="13" fill="#efe6d8" />
    <circle cx="298" cy="284" r="38" fill={paint.tomato} />
    <circle cx="346" cy="298" r="24" fill="#d85c3d" />
    <path d="M282 252Q298 262 316 250Q308 262 316 272Q298 262 284 270Q288 260 282 252Z" fill={paint.leaf} />
    <path d="M336 278Q346 284 358 277Q352 284 356 291Q346 284 338 290Q340 284 336 278Z" fill={paint.leaf} />
    <path
      d="M272 284Q272 268 282 262"
      stroke="#fff"
      stroke-width="5"
      stroke-linecap="round"
      fill="none"
      opacity=".5"
    />
  </>
)

export const Jar = () => (
  <>
    <Ground width={82} />
    <path
      d="M122 146Q122 126 142 126H258Q278 126 278 146V294Q278 321 252 321H148Q122 321 122 294Z"
      fill={paint.glass}
    />
    <path d="M132 188Q166 176 200 186T268 184V292Q268 311 250 311H150Q132 311 132 292Z" fill="currentColor" />
    <g fill="#fff" opacity=".3">
      <circle cx="152" cy="216" r="6" />
      <circle cx="186" cy="206" r="6" />
      <circle cx="226" cy="212" r="6" />
      <circle cx="250" cy="240" r="6" />
      <circle cx="154" cy="294" r="6" />
      <circle cx="246" cy="292" r="6" />
      <circle cx="206" cy="298" r="6" />
    </g>
    <rect x="156" y="224" width="88" height="58" rx="4" fill={paint.paper} />
    <rect x="170" y="240" width="60" height="7" rx="3.5" fill={ink} opacity=".7" />
    <rect x="180" y="258" width="40" height="5" rx="2.5" fill={ink} opacity=".35" />
    <path d="M142 148V296" stroke="#fff" stroke-width="8" stroke-linecap="round" opacity=".75" />
    <rect x="128" y="112" width="144" height="18" rx="6" fill={paint.tomato} opacity=".85" />
    <path d="M124 92Q124 78 140 78H260Q276 78 276 92V112H124Z" fill={paint.glass} />
    <path d="M140 90H232" stroke="#fff" stroke-width="7" stroke-linecap="round" opacity=".8" />
    <path
      d="M276 104L292 118V168Q292 176 284 176H270M292 140L276 132M124 104L112 116V140L124 146"
      fill="none"
      stroke={paint.steelDark}
      stroke-width="6"
      stroke-linejoin="round"
    />
  </>
)
