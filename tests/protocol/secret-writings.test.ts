/** One secret, written as people and programs write it. */
import { describe, expect, it } from 'vitest'
import { findSecrets, maskSecrets, type SecretKind } from '../../src/protocol/secret-shapes.ts'

/** Each with the kind of its mask, and with nothing of it left. */
const isMasked = (text: string, kind: SecretKind): void => {
  const masked = maskSecrets(text)
  expect(masked, text).toContain(`••${kind}••`)
  expect(maskSecrets(masked), text).toBe(masked)
  const found = findSecrets(text)
  expect(text.slice(0, found[0]!.start) + text.slice(found[0]!.end), text).toMatch(
    /^(?:Pay  now|\[("?)\1\])$/,
  )
}

const CARD = ['4111', '1111', '1111', '1111']
const SPACES = Array.from(' \t\n\r\u00a0\u1680\u2000\u2003\u2007\u2009\u200a\u202f\u205f\u3000\u2028')
const DASHES = Array.from('-\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe63\uff0d')
const DOTS = Array.from('.\u00b7\u2024\u2027\u30fb\uff0e')
const UNSEEN = Array.from('\u200b\u200c\u200d\u2060\ufeff\u00ad\u034f\u180e\ufe0f\u200e')
const ALPHABETS = Array.from('\u0660\u06f0\u0966\u09e6\u0e50\uff10\u{1d7ce}\u{1d7d8}\u{1d7f6}')

const inAlphabet = (zero: string, text: string): string =>
  text.replace(/\d/g, (digit) => String.fromCodePoint(zero.codePointAt(0)! + Number(digit)))

describe('a card', () => {
  it('is one with any space, dash, dot or line break between its groups', () => {
    for (const between of [
      ...SPACES,
      ...DASHES,
      ...DOTS,
      ' - ',
      ', ',
      ',',
      '/',
      '_',
      '\r\n',
      ' \n ',
      '","',
      "', '",
      '+',
      '%20',
      '&nbsp;',
    ])
      isMasked(`Pay ${CARD.join(between)} now`, 'card')
  })

  it('is one with characters in it that nobody sees', () => {
    for (const unseen of UNSEEN) {
      isMasked(`Pay ${CARD.join(unseen)} now`, 'card')
      isMasked(`Pay ${Array.from(CARD.join('')).join(unseen)} now`, 'card')
    }
  })

  it('is one in the digits of any alphabet', () => {
    for (const zero of ALPHABETS) isMasked(`Pay ${inAlphabet(zero, CARD.join(' '))} now`, 'card')
  })

  it('is one however its digits are grouped', () => {
    for (const text of [
      '4 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1',
      '4,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1',
      '41 11 11 11 11 11 11 11',
      '411 111 111 111 111 1',
      '4 111 111 111 111 111',
      '41111 11111 11111 1',
      '411111 1111111111',
      '41111111 11111111',
      '4-1-1-1-1-1-1-1-1-1-1-1-1-1-1-1',
      '3782-822463-10005',
      '37828 22463 10005',
      '4000 0000 0000 0000 006',
    ])
      isMasked(`Pay ${text} now`, 'card')
  })

  it('is one in a list of numbers', () => {
    for (const text of [
      '[4111, 1111, 1111, 1111]',
      '["4111","1111","1111","1111"]',
      '[4,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1]',
    ])
      isMasked(text, 'card')
  })

  it.each([
    ['Mir', '2200000000000053'],
    ['RuPay', '8170000000000007'],
    ['Troy', '9792000000000003'],
    ['Discover', '6445644564456445'],
    ['UnionPay of 19 digits', '6205500000000000004'],
    ['Diners', '36227206271667'],
    ['Dankort', '5019717010103742'],
    ['UzCard', '8600000000000007'],
  ])('may be of %s', (_, digits) => {
    isMasked(`Pay ${digits} now`, 'card')
  })
})

describe('a number of a person', () => {
  it.each([
    ['Germany, tax', ['86095742719', '86 095 742 719', '65929970489']],
    ['Germany, pension', ['15070649C103', '15 070649 C 103']],
    ['Austria', ['1237010180', '1237 010180']],
    ['Switzerland', ['7569217076985', '756.9217.0769.85']],
    ['France', ['269054958815780', '2 69 05 49 588 157 80', '253072B07300470']],
    ['Spain', ['12345678Z', '12.345.678-Z', 'X1234567L', 'X-1234567-L', '54362315K']],
    ['Italy', ['RSSMRA85T10A562S', 'RSS MRA 85T10 A562S', 'rssmra85t10a562s']],
    ['Portugal', ['00000000 0 ZZ4', '000000000ZZ4']],
    ['Brazil', ['111.444.777-35', '11144477735', '11.222.333/0001-81']],
    ['Belgium', ['85.07.30-033.28', '85073003328']],
    ['Poland', ['44051401359', '856-734-62-15']],
    ['United Kingdom', ['AB123456C', 'AB 12 34 56 C', '943 476 5919']],
    ['Ireland', ['1234567T', '1234567FA']],
    ['United States', ['078-05-1120', '078 05 1120', '078‑05‑1120', '912-70-1234']],
    ['Canada', ['130-692-544']],
    ['India', ['2341 2341 2346', 'ABCPE1234F']],
    ['Japan', ['1234 5678 9018', '１２３４ ５６７８ ９０１８']],
    ['Mexico', ['HEGG560427MVZRRL04', 'GODE561231GR8']],
    ['Argentina', ['20-05536168-2']],
    ['Chile', ['12.531.909-2']],
    ['South Africa', ['8001015009087']],
    [
      'a passport’s foot',
      ['L898902C36UTO7408122F1204159ZE184226B<<<<<10', 'P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<'],
    ],
  ])('of %s is masked', (_, numbers) => {
    for (const number of numbers) {
      const found = findSecrets(`Pay ${number} now`)
      expect(
        found.map(({ start, end }) => [start, end]),
        number,
      ).toEqual([[4, 4 + number.length]])
    }
  })

  it('is masked with its name in front, whatever its check digit says', () => {
    for (const text of [
      'BSN: 111222333',
      'BSN 123456789',
      'NIF 123 456 789',
      'Steuer-ID: 12345678901',
      'Personalausweis Nr. L01X00T471',
      'Passport no. 123456789',
      'passport number is C01X00T47',
      'numéro de sécurité sociale : 1 85 05 78 006 084 36',
      'Codice fiscale 12345678903',
      'PESEL 44051401358',
      'マイナンバー：123456789012',
      'SSN 078051120',
      'TFN 123 456 782',
      'Driver’s licence: D1234567',
    ])
      expect(maskSecrets(text), text).toMatch(/••(?:ID number|SSN)••$/)
  })

  it('is masked as a short code too', () => {
    for (const text of [
      'CVV: 123',
      'PIN 4821',
      'Your verification code is 482913',
      'OTP=4829-13',
      'Sicherheitscode: 48291',
      '確認コード：482913',
      'G-code, security code G-482913',
    ])
      expect(maskSecrets(text), text).toMatch(/••code••$/)
  })
})

describe('an account number', () => {
  it('is one however it is grouped', () => {
    for (const text of [
      'DE89 3704 0044 0532 0130 00',
      'DE89-3704-0044-0532-0130-00',
      'DE 89 370 400 440 532 013 000',
      'D E 8 9 3 7 0 4 0 0 4 4 0 5 3 2 0 1 3 0 0 0',
      'DE89\u00a03704\u00a00044\u00a00532\u00a00130\u00a000',
      'DE89.3704.0044.0532.0130.00',
      'de89\n3704\n0044\n0532\n0130\n00',
      'ＤＥ８９ ３７０４ ００４４ ０５３２ ０１３０ ００',
    ])
      isMasked(`Pay ${text} now`, 'IBAN')
  })
})

describe('an e-mail address', () => {
  it('is one with all that RFC 5321 and RFC 6531 allow', () => {
    for (const text of [
      "a!#$%&'*+-/=?^_`{|}~b@host.example",
      '"ann marie"@host.example',
      '"a\\"b@c"@host.example',
      'ann@[192.168.2.1]',
      'ann@[IPv6:2001:db8::1]',
      'ann@xn--mller-kva.xn--fiqs8s',
      'иван@почта.рф',
      '用户@例子.公司',
      'अजय@डाटा.भारत',
      'ann\u200b@host\u200b.example',
      'ann＠host．example',
      'ann&#64;host&#46;example',
      'ann\\u0040host.example',
      'ann%40host%2Eexample',
      'ann @ host.example',
      'ann (at) host (dot) example',
      'ann[at]host.example',
      'ann [at] host [dot] example',
    ])
      isMasked(`Pay ${text} now`, 'e-mail')
  })
})

/** Put together here, so that scanners of this repository find no key in it. */
const key = (head: string, length = 40): string => head + '3bf09Zx81qT0'.repeat(20).slice(0, length)
const hex = (head: string, length = 40): string => head + '3bf09a81c7d0'.repeat(20).slice(0, length)

describe('a key of a service', () => {
  it.each([
    'sk-ant-api03-',
    'sk-proj-',
    'whsec_',
    'xapp-1-',
    'gldt-',
    'glrt-',
    'glcbt-',
    'glsoat-',
    'figd_',
    'ntn_',
    'lin_api_',
    'hvs.',
    'dp.pt.',
    'ya29.',
    'GOCSPX-',
    'ATATT3',
    'xai-',
    'gsk_',
    'pplx-',
    'r8_',
    'hf_',
    'tskey-auth-',
    'dckr_pat_',
    'sntrys_',
    'pypi-AgEIcHlwaS5vcmc',
    'pscale_tkn_',
    'glsa_',
    'phx_',
    'sq0atp-',
    'rzp_live_',
    'FLWSECK-',
    'NRAK-',
    'PMAK-',
    'CCIPAT_',
    'sbp_',
    'nfp_',
    'AKCp',
    'LTAI',
  ])('%s… is masked', (head) => {
    isMasked(`Pay ${key(head)} now`, 'key')
  })

  it.each(['shpat_', 'dop_v1_', 'rubygems_', 'dapi', 'pul-', 'glptt-', 'key-', 'SK', 'AC'])(
    '%s… of hexadecimal digits is masked',
    (head) => {
      isMasked(`Pay ${hex(head, 32)} now`, 'key')
    },
  )

  it('is masked with its name in front', () => {
    for (const text of [
      `aws_secret_access_key = ${key('', 40)}`,
      '"password":"hunter22"',
      "api_key: 'Zx81qT0v'",
      'Kennwort: geheim123',
      'client_secret=abc123def',
      'Authorization: Basic YWxpY2U6aHVudGVyMg==',
      `110201543:${key('AA', 33)}`,
      `${hex('', 32)}-us12`,
    ])
      expect(maskSecrets(text), text).toContain('••key••')
  })
})
