/**
 * Keys and tokens of services, by the heads that their makers gave them so that scanners find them. Held against the rule
 * sets of secretlint and gitleaks; what those know only by a word beside it is left to the named ones.
 */

/** Heads, and what follows them. Case counts: that is how they are made. */
const HEADS: readonly [tail: string, heads: readonly string[]][] = [
  [
    String.raw`[\w-]{8,}`,
    [
      '[prs]k_(?:live|test|prod)_',
      'whsec_',
      'sq0[a-z]{3}-',
      'xapp-',
      '(?:rzp|duffel|shippo)_(?:live|test)_',
      'access-(?:sandbox|development|production)-',
      'xox[abceoprs][-.]',
    ],
  ],
  [
    String.raw`[\w-]{16,}`,
    [
      'gh[oprsu]_',
      'github_pat_',
      'gl(?:pat|dt|rt|ft|cbt|ptt|imt|agent|soat|oas|ffct)-',
      'GR1348941',
      String.raw`dapi(?=[a-f\d]{30})`,
      'shp(?:at|ca|pa|ss)_',
      'sm_[aps]at_',
      'fio-u-',
      'fig[do]_',
      'lsv2_(?:pt|sk)_',
      'sbp_',
      'sb_(?:secret|publishable)_',
      'nfp_',
      'tskey-',
      'ntn_',
      String.raw`secret_(?=[A-Za-z\d]{30})`,
      'ops_eyJ',
      'FLW(?:SEC|PUB)K',
      'HRKU-',
      'CFPAT-',
      'PMAK-',
      'NR(?:AK|II|JS|IQ)-',
      'GOCSPX-',
      String.raw`pat-(?:na|eu)\d-`,
      'x(?:key|smtp)sib-',
      String.raw`EZ[AT]K(?=[A-Za-z\d]{40})`,
      'CCIPAT_',
    ],
  ],
  [
    String.raw`[\w=.+/-]{20,}`,
    [
      'sk-(?:ant|proj|svcacct|admin|or)-',
      'lin_(?:api|oauth)_',
      'pscale_(?:tkn|pw|oauth)_',
      'gl(?:c|sa)_',
      'dckr_[op]at_',
      'sntry[su]_',
      'pypi-',
      'rubygems_',
      'do[opr]_v1_',
      String.raw`hv[bsr]\.`,
      String.raw`dp\.[a-z]{2,6}\.`,
      String.raw`dt0[a-z]\d\d\.`,
      String.raw`ya29\.`,
      '1//0',
      String.raw`EAA[A-Z](?=[A-Za-z\d]{20})`,
      'AT[AC]TT3',
      'xai-',
      'gsk_',
      'pplx-',
      'r8_',
      'hf_',
      'api_org_',
      'pnu_',
      String.raw`pul-(?=[a-f\d]{20})`,
      'rdme_',
      'fo1_',
      'fm[12][ar]?_',
      'tfp_',
      'ph[cx]_',
      'sgp_',
      'sq[aup]_',
      'tk-us-',
      'bk[a-z]{1,2}_',
      's-s4t2(?:ud|af)-',
      '(?:live|test)_pub_',
      String.raw`pat[A-Za-z\d]{14}\.(?=[a-f\d]{20})`,
      'sha256~',
      'AQVN',
      String.raw`t1\.(?=[\w-]{20})`,
      'CLOJARS_',
      String.raw`LTAI(?=[A-Za-z\d]{12})`,
      'AKCp',
      'ABSK',
      String.raw`v1\.0-(?=[a-f\d]{24}-)`,
      String.raw`[A-Za-z\d]{14}\.atlasv1\.`,
    ],
  ],
  [
    String.raw`[\w-]{30,}`,
    ['AIza', 'npm_', 'crk_', 'AGE-SECRET-KEY-1', String.raw`[MNO][\w-]{22,27}\.[\w-]{6}\.(?=[\w-]{27})`],
  ],
  [
    String.raw`(?=[A-Za-z]{0,15}\d)[A-Za-z\d]{16}(?![A-Za-z\d])`,
    [String.raw`A(?:3T[A-Z\d]|KIA|GPA|IDA|ROA|IPA|NPA|NVA|SIA|BIA|CCA)`],
  ],
  [String.raw`[A-Z\d]{16}(?![A-Za-z\d])`, ['A[KS]IA']],
  [String.raw`[\w-]{16,}\.[\w-]{16,}`, [String.raw`SG\.`]],
  [String.raw`[a-f\d]{32}(?![A-Za-z\d])`, ['SK', 'AC', 'key-', 'pubkey-']],
  [String.raw`(?=[\w-]{0,40}\d)[\w-]{20,}`, ['sk-']],
  [String.raw`[1-9A-Za-z]{100,}`, ['x(?:prv|pub)']],
  [String.raw`[\w-]{32,}`, [String.raw`\d{6,12}:(?=AA)`]],
  [String.raw`-us\d{1,2}(?![a-z\d])`, [String.raw`[a-f\d]{32}`]],
  [String.raw`Q~[\w.~-]{31,34}`, [String.raw`[\w.~]{3}\d`]],
]

const HEADED = new RegExp(
  `(?<![A-Za-z\\d])(?:${HEADS.map(([tail, heads]) => `(?:${heads.join('|')})${tail}`).join('|')})`,
  'g',
)
/** No key is shorter, and no sentence has such words: only in these heads are looked for. */
const LONG_WORD = /[\w.~+/=:-]{16,}/g

/** The head of a JWT, and any other JSON in base64url; a whole file in base64 that begins as a key. */
const TOKENS =
  /(?<![\w-])(?:eyJ[\w-]{12,}(?:\.\n[\w-]{10,}|\.[\w-]*){0,4}|ZXlK[\w+/-]{40,}=*|LS0tLS1CRUdJTi[\w+/-]{40,}=*)/g

const PRIVATE_KEYS =
  /-----BEGIN [A-Z ]*PRIVATE KEY[^]*?(?:-----END[A-Z ]*-----|$)|PuTTY-User-Key-File-\d:[^]*?(?:Private-MAC: ?[\da-f]+|$)/g

/** What follows `Bearer` and `Basic` in a header. */
const SCHEMES = /\b(?:bearer|basic|apikey|token)\s{1,3}(?=\S{0,40}[\d=])([\w.~+/-]{12,}=*)/gi
/** A name that says so, and its value; what is only called so (`token: string`) has no digit. */
const NAMED =
  /(?:api[ _-]?key|secret(?:[ _-]?(?:access[ _-]?)?key)?|(?:access|auth|refresh|session|id|csrf|bearer)[ _-]?token|client[ _-]?secret|private[ _-]?key|accountkey|sharedaccesskey|_authtoken|passw(?:or)?d|passphrase|pwd|kennwort|passwort|mot de passe|contrase(?:ñ|n)a|senha|wachtwoord|has[łl]o|パスワード|暗証番号)["'”]?\s?(?:[:=]|=>|：)\s?["'“]?(?=[^\s"'<>]{0,60}\d)([^\s"'<>,;{}()•][^\s"'<>,;]{4,200})/gi
/** Short codes, by the name in front of them. */
const CODES =
  /(?:(?<![\p{L}\p{N}])(?:cvv2?|cvc2?|csc|cid|pin(?:[ -]?code)?|otp|totp|mTAN|TAN|passcode|(?:security|verification|one-time|confirmation|login|access|auth(?:entication)?|2fa|sms)[ -]?(?:code|number|pin)|(?:sicherheits|bestätigungs|verifizierungs|anmelde|zugangs|einmal)(?:code|kennwort|zahl)|code (?:de vérification|de sécurité|confidentiel|secret)|código de (?:verificación|seguridad|verificação|segurança)|codice di (?:verifica|sicurezza)|verificatiecode|beveiligingscode|pincode|kod (?:weryfikacyjny|bezpieczeństwa))|認証コード|確認コード|セキュリティコード)(?![a-z])[\s"'”]{0,3}(?:(?:is|ist|est|es|è|é|to|lautet|jest|は)\s)?[\s:=#"'“：]{0,4}((?:[a-z]{1,3}-)?\d(?:[ -]?\d){2,9})(?![\d.,]?\d)/giu

const groupsOf = (text: string, pattern: RegExp): [number, number][] =>
  Array.from(text.matchAll(pattern), (match) => {
    const end = match.index + match[0].length
    return [end - (match[1] ?? match[0]).length, end]
  })

const headedIn = (text: string): [number, number][] =>
  Array.from(text.matchAll(LONG_WORD)).flatMap(({ 0: word, index }) =>
    groupsOf(word, HEADED).map(([start, end]): [number, number] => [index + start, index + end]),
  )

/** Private keys with all their lines, up to the end of the text where theirs is missing. */
export const privateKeysIn = (text: string): [start: number, end: number][] => groupsOf(text, PRIVATE_KEYS)

export const tokensIn = (text: string): [start: number, end: number][] => groupsOf(text, TOKENS)

export const keysIn = (text: string): [start: number, end: number][] => [
  ...headedIn(text),
  ...groupsOf(text, SCHEMES),
  ...groupsOf(text, NAMED),
]

/** Codes and PINs whose name stands before them. */
export const codesIn = (text: string): [start: number, end: number][] => groupsOf(text, CODES)
