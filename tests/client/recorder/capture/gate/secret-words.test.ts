import { describe, expect, it } from 'vitest'
import { asksForSecret, namesSecret } from '../../../../../src/protocol/secret-names.ts'

const NAMES =
  `cvvcode cvv2 card_cvc pincode newPin2 userPin PINCode mypin pin1 acctnum accno bankAccountNo AcctNo routingNumber sortcode
  passwort2 password1 confirmpassword txtPassword newpass pass pwd1 pw2 passcode passphrase ccnum ccexp cc-number cardno cardnumber
  card_number creditCardNumber cardholdercvv otpcode smstan totp mfaCode user[ssn] ssn4 socialSecurityNumber dob birthDate date_of_birth
  apiKey accessToken tokenId secretKey recoveryPhrase kontonummer kontoNr kartennr kartennummer pruefziffer geburtsdatum steuerId
  motdepasse numeroDeCarte codeSecret numeroCompte dateNaissance contraseña numCuenta tarjeta dni nie senha2 cpf numConta cartaoNumero
  codiceFiscale numeroConto numeroCarta wachtwoord rekeningnummer bsn burgerservicenummer hasło haslo2 kodPin pesel nrKonta
  email userEmail phoneNumber telefon`.split(/\s+/)

const ORDINARY_NAMES =
  `postcode zipcode discount_code couponCode country_code promoCode product_code color-code areacode languageCode
  spinning shopping pinterest shipping topic opinion captain passenger passengers compass bypass passage accountant account carton cardigan
  discard discardnotes noted notes knowledge notice idea identical video option1 passive company city street comment quantity colour size
  search message subject title address2 bicycle tangent tanning panel span pants japan accent access success cctv countries mailing tinting
  resin basin cousin single business region national number numero code name holder month year date id value text amount price headphones
  pinned pins occasion secretary socialMedia emailing`.split(/\s+/)

/** By language: what a label asks for. */
const LABELS: Record<string, string[]> = {
  en: [
    'Card number',
    'Security code',
    'Password again',
    'PIN',
    'One-time code',
    'Account no.',
    'Date of birth',
    'Phone',
    'Expiry date',
  ],
  de: [
    'Kartennummer',
    'Prüfziffer',
    'Kontonummer',
    'Kennwort',
    'Einmalcode',
    'Bestätigungscode',
    'Geburtsdatum',
    'Personalausweisnummer',
    'Steuernummer',
    'TAN',
  ],
  fr: [
    'Mot de passe',
    'Numéro de carte',
    'Carte bancaire',
    'Code de sécurité',
    'Numéro de compte',
    'N° de sécurité sociale',
    'Date de naissance',
    'Téléphone',
  ],
  es: [
    'Contraseña',
    'Número de tarjeta',
    'Número de cuenta',
    'Código de seguridad',
    'Fecha de nacimiento',
    'DNI',
    'Correo electrónico',
    'Caducidad',
  ],
  pt: [
    'Senha',
    'Palavra-passe',
    'Número do cartão',
    'Número da conta',
    'CPF',
    'Data de nascimento',
    'Código de verificação',
    'Telemóvel',
    'Número de contribuinte',
  ],
  it: [
    'Codice fiscale',
    'Numero di carta',
    'Numero di conto',
    'Codice di verifica',
    'Data di nascita',
    'Passaporto',
    'Parola chiave',
    'Scadenza',
    'Telefono',
  ],
  nl: [
    'Wachtwoord',
    'Pincode',
    'Kaartnummer',
    'Rekeningnummer',
    'Burgerservicenummer',
    'Geboortedatum',
    'Beveiligingscode',
    'Telefoon',
  ],
  pl: [
    'Hasło',
    'Numer karty',
    'Numer konta',
    'Numer dowodu',
    'Kod weryfikacyjny',
    'Data urodzenia',
    'PESEL',
    'Paszport',
  ],
  ja: [
    'パスワード',
    '暗証番号',
    'カード番号',
    '口座番号',
    '確認コード',
    '生年月日',
    'マイナンバー',
    'ﾏｲﾅﾝﾊﾞｰ',
    '電話番号',
  ],
}

const ORDINARY_LABELS =
  `Postcode|Discount code|Country code|Gift card message|Quantity|Comment|Message|Company|Colour|Search|Delivery date|Order number|Flight number
  |Room number|Seat no.|Boarding pass|Social media|Headphones|iPhone model|Pinboard
  |Postleitzahl|Rabattcode|Ländercode|Kundennummer|Artikelnummer|Steuerung|Menge|Farbe|Betreff|Nachricht|Straße
  |Code postal|Code promo|Carte cadeau|Quantité|Couleur|Sujet|Rue|Commentaire|Rechercher
  |Código postal|Código de descuento|Cantidad|Asunto|Calle|Mensaje|Buscar|CEP|Quantidade|Assunto|Mensagem|Rua|Cupom
  |CAP|Codice sconto|Quantità|Oggetto|Messaggio|Via|Cerca|Kortingscode|Aantal|Onderwerp|Bericht|Straat|Zoeken|Opmerking
  |Kod pocztowy|Kod rabatowy|Ilość|Temat|Wiadomość|Ulica|Szukaj|Nie wiem|郵便番号|クーポンコード|数量|件名|メッセージ|住所|会社名|検索`.split(
    /\s*\|\s*/,
  )

describe('secret fields [L05]', () => {
  it('are known by their names, joined ones too', () => {
    expect(NAMES.filter((name) => !namesSecret(name))).toEqual([])
  })

  it.each(Object.entries(LABELS))('are known by their labels in %s', (_, labels) => {
    for (const spelled of [
      labels,
      labels.map((label) => label.toUpperCase()),
      labels.map((label) => `${label} *`),
    ])
      expect(spelled.filter((label) => !asksForSecret(label))).toEqual([])
    // As a form generator makes a name of a label.
    const joined = labels.map((label) =>
      label
        .normalize('NFD')
        .replaceAll(/[\u0300-\u036f]|[^\p{L}\p{M}\d]/gu, '')
        .toLowerCase(),
    )
    expect(joined.filter((name) => !namesSecret(name)).length).toBeLessThanOrEqual(3)
  })

  it('are not taken for what only looks like one', () => {
    expect(ORDINARY_NAMES.filter(namesSecret)).toEqual([])
    expect(ORDINARY_LABELS.filter(asksForSecret)).toEqual([])
  })

  it('cost no more for a name that almost is one', () => {
    const start = performance.now()
    for (const piece of ['no', 'id', 'numb', 'card', 'formtext', 'pin1'])
      for (const end of ['!', 'x', '']) namesSecret(piece.repeat(200).slice(0, 40) + end)
    expect(performance.now() - start).toBeLessThan(500)
  })
})
