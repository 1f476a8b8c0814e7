/** Names under which programs keep secrets: of properties, fields of forms, and arguments. */

/** Each whole, once a name is in lower case and its words stand apart. */
const WORDS =
  /(?:^| )(?:pass(?:word|wd|phrase|code|wort)?|passwort|pwd|pw|pin(?: ?code)?|otp|totp|mfa|tan|secrets?|tokens?|api ?key|apikey|(?:private|secret|access|auth|signing|encryption|master|recovery|license) ?key|authorization|cookies?|session ?(?:id|key|token)|sid|jwt|bearer|csrf|xsrf|credentials?|creds|cvv2?|cvc2?|csc|iban|bic|ssn|card ?(?:number|num|no|nr)|cc ?(?:number|num|no)|pan|account ?(?:number|num|no)|acct ?(?:number|num|no)?|routing ?number|sort ?code|social ?security|tax ?id|passport|(?:verification|security|auth|one ?time|login|access|recovery|backup) ?code|kennwort|geheim(?:nis|zahl)?|mot ?de ?passe|mdp|contrase(?:ñ|n)a|clave|senha|wachtwoord|has[łl]o|パスワード|暗証番号)(?= |$)/
/** Also where a name runs on: `userpassword`, `accesstoken`. */
const RUN_ON =
  /passw|passphrase|token$|secret|apikey|credential|cvvcode|pincode|cardnum|acctnum|kennwort|wachtwoord|contrase/

export const isSecretName = (name: string): boolean => {
  if (name.length < 2 || name.length > 60) return false
  const apart = name
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .replace(/[\s_.:[\]()/*$-]+/g, ' ')
    .toLowerCase()
  return WORDS.test(apart) || RUN_ON.test(apart)
}

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
