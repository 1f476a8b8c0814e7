import { Ground, ink, paint } from './paint.tsx'

/** Each drawing fills a 400 by 400 box, stands on y = 320 and takes its glaze from `currentColor`. */
export const Dripper = () => (
  <>
    <Ground width={90} />
    <path d="M150 226H250L267 300Q270 322 246 322H154Q130 322 133 300Z" fill={paint.glass} />
    <path d="M143 268H257L265 301Q267 316 246 316H154Q133 316 135 301Z" fill={paint.coffee} />
    <path d="M154 236L146 262" stroke="#fff" stroke-width="6" stroke-linecap="round" opacity=".7" />
    <path d="M122 108L132 84Q200 74 268 84L278 108Z" fill={paint.paper} />
    <path d="M280 128C334 120 330 186 262 178" fill="none" stroke="currentColor" stroke-width="15" />
    <path d="M108 106H292L240 212H160Z" fill="currentColor" />
    <path d="M246 106H292L240 212H208Z" fill={ink} opacity=".1" />
    <path
      d="M142 122L178 204M172 122L190 204M202 122V204M232 122L214 204"
      stroke={ink}
      stroke-width="3"
      stroke-linecap="round"
      opacity=".16"
    />
    <rect x="104" y="100" width="192" height="14" rx="7" fill="currentColor" />
    <rect x="104" y="100" width="192" height="5" rx="2.5" fill="#fff" opacity=".35" />
    <rect x="128" y="210" width="144" height="18" rx="9" fill="currentColor" />
    <path d="M140 228H260Q256 222 200 222T140 228Z" fill={ink} opacity=".18" />
  </>
)

export const Kettle = () => (
  <>
    <Ground width={118} x={210} />
    <path
      d="M122 292C62 284 92 206 74 164C68 150 58 144 44 146"
      fill="none"
      stroke="currentColor"
      stroke-width="15"
      stroke-linecap="round"
    />
    <path
      d="M276 176C344 118 372 196 352 276"
      fill="none"
      stroke={paint.wood}
      stroke-width="17"
      stroke-linecap="round"
    />
    <path d="M276 176C290 164 303 157 314 155" fill="none" stroke={paint.steel} stroke-width="17" />
    <path
      d="M136 192Q140 160 168 156H252Q280 160 284 192L306 300Q308 322 286 322H134Q112 322 114 300Z"
      fill="currentColor"
    />
    <path
      d="M244 156H252Q280 160 284 192L306 300Q308 322 286 322H246Q268 260 244 156Z"
      fill={ink}
      opacity=".16"
    />
    <path d="M154 196L138 282" stroke="#fff" stroke-width="9" stroke-linecap="round" opacity=".28" />
    <path d="M160 156Q164 138 210 138T260 156Z" fill="currentColor" />
    <path d="M160 156Q164 138 210 138T260 156Z" fill="#fff" opacity=".16" />
    <rect x="152" y="153" width="116" height="7" rx="3.5" fill={ink} opacity=".28" />
    <rect x="204" y="126" width="12" height="14" fill={paint.steel} />
    <circle cx="210" cy="117" r="14" fill={paint.wood} />
    <path d="M116 304H304" stroke={ink} stroke-width="3" opacity=".16" />
  </>
)

export const Grinder = () => (
  <>
    <Ground width={72} x={190} />
    <path
      d="M190 102V82L286 72"
      fill="none"
      stroke={paint.steelDark}
      stroke-width="9"
      stroke-linejoin="round"
    />
    <path d="M274 70Q270 36 288 34T302 70Q288 76 274 70Z" fill={paint.wood} />
    <path d="M292 35Q306 40 302 70L292 72Z" fill={ink} opacity=".14" />
    <path d="M144 132Q148 102 190 102T236 132Z" fill={paint.steel} />
    <path d="M138 132H242V306Q242 322 226 322H154Q138 322 138 306Z" fill={paint.steel} />
    <rect x="138" y="178" width="104" height="86" fill="currentColor" />
    <path
      d="M156 178V264M174 178V264M192 178V264M210 178V264M228 178V264"
      stroke={ink}
      stroke-width="3"
      opacity=".2"
    />
    <path d="M216 132H242V306Q242 322 226 322H208Q218 300 216 132Z" fill={ink} opacity=".13" />
    <path d="M154 142V170M154 274V304" stroke="#fff" stroke-width="8" stroke-linecap="round" opacity=".7" />
    <path d="M138 174H242M138 268H242" stroke={paint.steelDark} stroke-width="6" />
    <g fill={paint.coffee}>
      <ellipse cx="276" cy="312" rx="13" ry="9" transform="rotate(-18 276 312)" />
      <ellipse cx="306" cy="315" rx="12" ry="8" transform="rotate(14 306 315)" />
    </g>
    <path
      d="M266 315Q276 309 286 309M296 313Q306 317 316 317"
      stroke={paint.paper}
      stroke-width="2"
      fill="none"
      opacity=".6"
    />
  </>
)

export const Beans = () => (
  <>
    <Ground width={104} />
    <path d="M126 92H274L290 298Q292 321 268 321H132Q108 321 110 298Z" fill="currentColor" />
    <path d="M246 92H274L290 298Q292 321 268 321H244Q262 250 246 92Z" fill={ink} opacity=".12" />
    <path d="M128 112L120 290" stroke="#fff" stroke-width="6" stroke-linecap="round" opacity=".22" />
    <path d="M122 72H278L276 112H124Z" fill="currentColor" />
    <path d="M122 72H278L276 112H124Z" fill={ink} opacity=".16" />
    <rect x="108" y="94" width="184" height="11" rx="5.5" fill={paint.brass} />
    <rect x="146" y="154" width="108" height="124" rx="4" fill={paint.paper} />
    <g transform="rotate(28 200 196)">
      <ellipse cx="200" cy="196" rx="17" ry="25" fill={paint.coffee} />
      <path d="M200 173Q190 186 200 196T200 219" stroke={paint.paper} stroke-width="3" fill="none" />
    </g>
    <rect x="162" y="236" width="76" height="7" rx="3.5" fill={ink} opacity=".75" />
    <rect x="174" y="252" width="52" height="5" rx="2.5" fill={ink} opacity=".35" />
    <ellipse cx="312" cy="312" rx="13" ry="9" transform="rotate(16 312 312)" fill={paint.coffee} />
    <ellipse cx="86" cy="314" rx="12" ry="8" transform="rotate(-20 86 314)" fill={paint.coffee} />
  </>
)
