/**
 * Words that say secret, for fields (`asksForSecret`, `namesSecret`) and for what programs write (`isSecretName`). One source.
 * What a field is called when its content is nobody else's business: passwords and codes, cards and accounts, numbers that
 * a state or an insurer gave somebody, how to reach a person, and when they were born. In the languages of the consent page.
 * Every word is written as `plain` leaves it: lower case, without accents.
 */

/** Alternatives, in lines. A space in one may be missing: in names of fields it often is. */
const listOf = (lines: string): string =>
  lines
    .trim()
    .replace(/\s*\n\s*/g, '|')
    .replaceAll(' ', ' ?')

/** What opens something, unmistakable wherever it stands: on a page, in a message, in a body. */
const CREDENTIALS = listOf(`
  passw|pass (?:code|phrase)|secret(?!ar)|api key|(?:private|secret|access|auth|signing|encryption|master|recovery|license) key
  (?:recovery|seed) phrase|mnemonic|kennwort|geheim(?:nis|zahl)|mot de passe|contrase|wachtwoord|パスワード|暗証番号
  cvv code|pin code|card num|acct num|account num|\\b(?:card (?:no|nr)|account no|cc (?:num|no))\\b|routing number|sort code|social security|tax id
  (?:verification|security|auth|one time|login|recovery|backup) code
`)

/** Whose something is, or how it is asked for; also inside a longer word: German, Dutch and programmers join theirs. */
const PERSONAL = listOf(`
  passport|geheim
  credit|debit card|one time|security|verification
  \\bsocial\\b(?! (?:media|network|profile|link|share))|tax id|birth|maiden name|driver'?s? licen[cs]e
  \\be mail(?!ing)|(?<!(?:head|ear|micro|smart|\\bi) )phone|telefon|telefoon|telemovel|telefax
  kreditkart|karten(?:nummer|nr|prufe?)|konto(?:nummer|nr)\\b|bankleitzahl|pru?e?fziffer|sicherheits code
  (?:bestae?tigungs|freischalt|zugangs|einmal) code|einmal passwort|soziale?vers|rentenvers|versicherten (?:nummer|nr)
  krankenvers|steuer(?!ung|rad|n\\b)|ausweis|reisepass|fu?e?hrerschein|geburt|zugangsdaten|handy (?:nummer|nr)|mobil(?:funk)? (?:nummer|nr)
  code (?:secret|confidentiel)
  \\bcartes?\\b(?! (?:cadeau|de fidelite|du menu))|cryptogramme|securite sociale|num(?:ero)? (?:de )?compte|numero fiscal|passeport
  permis de conduire|naissance|usage unique|identifiant fiscal|num secu|code de (?:verification|confirmation|securite)|courriel
  tarjeta|(?:numero|num|nro) (?:de )?(?:la )?cuenta|cuenta bancaria|seguridad social|pasaporte|nacimiento
  codigo de (?:seguridad|verificacion|confirmacion)|(?:carne|carnet|permiso|licencia) de conduc|correo electronico
  palavra passe|cartao|(?:numero|num) (?:da )?conta|conta bancaria|nascimento|passaporte|codigo de (?:seguranca|verificacao)
  carteira de (?:motorista|identidade)|carta de conducao|bilhete de identidade|seguranca social|numero de contribuinte|celular
  carta (?:di credito|d identita|di debito)|(?:numero|num) (?:di |della )?(?:carta|conto)|conto corrente|codice (?:fiscale|segreto)
  codice di (?:sicurezza|verifica|conferma)|partita iva|nascita|passaporto|patente|tessera sanitaria|posta elettronica|cellulare|parola (?:chiave|d ordine)
  wachtzin|kaart (?:nummer|nr)|bankrekening|rekening (?:nummer|nr)|burgerservice|rijksregister|geboorte
  paspoort|rijbewijs|(?:beveiligings|verificatie|toegangs|inlog) code|identiteits (?:kaart|bewijs)
  n(?:ume)?r karty|karta (?:kredytowa|platnicza)|n(?:ume)?r (?:konta|rachunku|dowodu|telefonu)|kod (?:zabezp|weryf|jednoraz|pin)|dowod osobisty
  paszport|prawo jazdy|urodzen|nazwisko panienskie
  暗証|秘密|(?:認証|確認|セキュリティー?) コード|ワンタイム|カード番号|クレジット|口座|マイナンバー|個人番号|年金番号|被保険者|保険証
  免許|パスポート|旅券|生年月日|誕生日|電話番号|携帯番号|メールアドレス|在留カード
  expir(?:y|ation)|valid (?:thru|until)|gu?e?ltig bis|date d expiration
  caducidad|vencimiento|validade|scadenza|vervaldatum|waznosci|有効期限
`)

/** Too short, or too much a part of other words, to be looked for anywhere else than as words of their own. */
const SHORT = listOf(`
  pwd|pw|pin|puk|otp|totp|hotp|mfa|tan|mtan|cvv|cvc|csc|iban|bic|pan|tokens?|ssn|senha|haslo|clave|mdp
`)
const WORDS = listOf(`
  2fa|cvn|cav|swift|cc|dob|tel|fax|sin|nino|ein|itin|nhs|rib|nir|dni|nif|cif|curp|rfc|cpf|cnpj|cnh|niss|bsn|blz|pesel|nip|regon
`)
/** Words of one language that mean something else in another: only where a programmer wrote them, not on a label. */
const NAMES = listOf(`pass|tin|nie|rg|cf|konto|rekening|cuenta|mail|mobile|handy`)

/** A number or a code of one of these tells who somebody is, or what is theirs. */
const OF = listOf(`
  cards?|karten?|kart[ay]|carta|kaart|account|acct|acc|konto|conta|cuenta|compte|bank|routing|aba|sort|licen[cs]e|national|insurance|assurance
  identity|identification|document|policy|member
`)
const NUMBER = `numbers?|numb?|nbr|no|nr|nummer|numero|numer|code|id|#`

/** May stand before, behind or between in one joined word, and change nothing. */
const AROUND = listOf(`
  my|your|user|usr|customer|cust|client|new|old|current|cur|confirm|conf|repeat|again|retype|verify|login|sms
  input|inp|field|fld|txt|text|form|frm|value|val|card|credit|debit|bank
  name|holder|owner|exp|month|year|mm|yy|date|${NUMBER}
`)

/** One word made of several, with `secret` among them. */
const joinedWith = (secret: string): RegExp =>
  new RegExp(`^(?:${AROUND}|\\d)*(?:${secret}|(?:${OF})(?:${NUMBER}))(?:${AROUND}|\\d)*$`)

const SPOKEN = new RegExp(
  `${CREDENTIALS}|${PERSONAL}|\\b(?:${SHORT}|${WORDS})\\d*\\b|\\b(?:${OF}) ?(?:${NUMBER})(?![a-z])`,
)
const NAMED = new RegExp(`\\b(?:${NAMES})\\d*\\b`)
const SPOKEN_JOINED = joinedWith(`${SHORT}|${WORDS}`)
const NAMED_JOINED = joinedWith('pass')

/** Names under which programs keep secrets: of properties, fields of forms, and arguments. */
const KEPT = new RegExp(
  `${CREDENTIALS}|\\b(?:${SHORT}|sid|jwt|bearer|csrf|xsrf|cred(?:ential)?s?|authorization|cookies?)\\d*\\b|token$|session (?:id|key)`,
)

/** No name of a field is longer, and the pattern of joined words looks at each piece in several ways. */
const MAX_JOINED = 40
const MAX_NAME = 60

/** Letters without what some write and some do not: accents, width, case, and what stands between words. */
const plain = (text: string): string =>
  text
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1 $2')
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .normalize('NFC')
    .toLowerCase()
    .replaceAll('ł', 'l')
    .replaceAll('ß', 'ss')
    .replace(/[^\p{L}\p{N}#']+/gu, ' ')

const isOneOf = (text: string, joined: RegExp): boolean =>
  text.split(' ').some((word) => word.length > 3 && word.length <= MAX_JOINED && joined.test(word))

/** True for words that people read beside a field, and that ask for something secret. */
export const asksForSecret = (words: string): boolean => {
  const text = plain(words)
  return SPOKEN.test(text) || isOneOf(text, SPOKEN_JOINED)
}

/** True for what a programmer called a field that holds something secret: `user[ssn]`, `cvvcode`, `newPin2`. */
export const namesSecret = (name: string): boolean => {
  if (asksForSecret(name)) return true
  const text = plain(name)
  return NAMED.test(text) || isOneOf(text, NAMED_JOINED)
}

/** True for what a program calls a secret that it keeps: `accessToken`, `client-secret`, `userpassword`. */
export const isSecretName = (name: string): boolean =>
  name.length > 1 && name.length <= MAX_NAME && KEPT.test(plain(name))

/** A text that names what comes next: `password:`, `the token is`. */
export const namesNext = (text: string): boolean => {
  const name = /([\p{L}_.-]{2,40}(?: [\p{L}_-]{2,20})?)["']?\s{0,2}(?:[:=]|=>|is|->)?\s{0,2}$/iu.exec(
    text.slice(-100),
  )?.[1]
  return (
    name !== undefined &&
    (isSecretName(name) || isSecretName(name.split(' ').at(-1)!) || isSecretName(name.split(' ')[0]!))
  )
}
