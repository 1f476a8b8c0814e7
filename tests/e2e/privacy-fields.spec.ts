/** Secret fields: by every way in which a page can say what a field is for, in every preset, and for good. */
import { expect } from '@playwright/test'
import { PRIVACY_PRESETS } from '../../src/protocol/privacy.ts'
import { test, type GateStage } from '../support/gate-stage.ts'

/** How a page says it; the field stands where `FIELD` does. */
const WAYS: Record<string, string> = {
  name: `<FIELD name="acctnum">`,
  'name in brackets': `<FIELD name="user[ssn]">`,
  id: `<FIELD id="cvvcode">`,
  formControlName: `<FIELD formcontrolname="newPin">`,
  'ng-model': `<FIELD ng-model="card.cvc">`,
  'v-model': `<FIELD v-model="user.iban">`,
  'data-field': `<FIELD data-field="passwort2">`,
  'wire:model': `<FIELD wire:model.lazy="otpcode">`,
  'x-model': `<FIELD x-model="kontonummer">`,
  'a name that a library made up': `<FIELD data-encrypted-name="number" data-cvv>`,
  placeholder: `<FIELD placeholder="Numéro de carte">`,
  title: `<FIELD title="Codice fiscale">`,
  'aria-label': `<FIELD aria-label="パスワード">`,
  'aria-labelledby': `<i id="by">Wachtwoord</i><FIELD aria-labelledby="none by">`,
  'a label around it': `<label>Hasło <FIELD></label>`,
  'a label beside it': `<label for="beside">Senha</label><FIELD id="beside">`,
  'autofill token': `<FIELD autocomplete="section-a billing CC-Number">`,
  'autofill token of a birthday': `<FIELD autocomplete="bday">`,
  'legend of its group': `<fieldset><legend>Kreditkarte</legend><label>Nummer <FIELD></label></fieldset>`,
  'legend of a group further out': `<fieldset><legend>Date of birth</legend><fieldset><legend>Day</legend><p><FIELD aria-label="Day"></p></fieldset></fieldset>`,
  'name of its group': `<div role="group" aria-label="Security code"><FIELD aria-label="Digit 1"></div>`,
  'head of its column': `<table><tr><th>Name</th><th>Passport number</th></tr><tr><td>Ana</td><td><FIELD aria-label="Row 1"></td></tr></table>`,
  'head of its row': `<table><tr><th>Fecha de nacimiento</th><td>now</td><td><FIELD></td></tr></table>`,
  'cell before it': `<table><tr><td>Kartennummer</td><td><FIELD></td></tr></table>`,
  'head by its id': `<b id="head">IBAN</b><table><tr><td headers="head"><FIELD></td></tr></table>`,
  'term of its description': `<dl><dt>PESEL</dt><dd><FIELD></dd></dl>`,
  'caption that is no label': `<div><div><span>Prüfziffer</span></div><div><div><FIELD></div></div></div>`,
  'words before it': `<p>Número da conta: <FIELD></p>`,
  'boxes of a code': `<FIELD maxlength="1">`,
  'a style that hides letters': `<FIELD style="-webkit-text-security: disc">`,
  'a font that hides letters': `<FIELD style="font-family: text-security-disc, sans-serif">`,
  'keyboard for telephones': `<FIELD inputmode="tel">`,
  'the component around it': `<pin-field name="pincode"><template shadowrootmode="open"><FIELD></template></pin-field>`,
}
const EDITOR = `<div contenteditable aria-label="Geheimzahl">zqeditor</div>`

const ORDINARY: Record<string, string> = {
  name: `<FIELD name="discount_code">`,
  label: `<label>Postcode <FIELD></label>`,
  'a label of a country': `<label>Country code <FIELD name="countryCode"></label>`,
  'beside a secret one': `<p>Password <input type="password"></p><p>Quantity <FIELD></p>`,
  'in a group of ordinary ones': `<fieldset><legend>Delivery</legend><label>Street <FIELD></label></fieldset>`,
  'in a table': `<table><tr><th>Item</th><th>Quantity</th></tr><tr><td>Spinning top</td><td><FIELD></td></tr></table>`,
  'what only has the letters': `<label>Shopping opinion <FIELD name="spinning"></label>`,
}

/** Every one of them with a value of its own, by markup and typed. */
const pageOf = (ways: Record<string, string>, prefix: string): string =>
  Object.values(ways)
    .map(
      (way, at) =>
        `<section>${way.replace('FIELD', `input data-at="${at}" value="${prefix}value${at}x"`)}</section>`,
    )
    .join('\n')

const typeAll = (stage: GateStage): Promise<void> =>
  stage.page.evaluate(() => {
    const roots = [
      document,
      ...Array.from(document.querySelectorAll('pin-field'), (each) => each.shadowRoot!),
    ]
    for (const field of roots.flatMap((root) => [...root.querySelectorAll<HTMLInputElement>('[data-at]')])) {
      field.value = field.value.replace('value', 'typed')
      field.dispatchEvent(new Event('input', { bubbles: true }))
      field.dispatchEvent(new Event('change', { bubbles: true }))
    }
  })

for (const privacy of PRIVACY_PRESETS) {
  test(`${privacy}: a secret field is known by whatever calls it one, also where the page asks to show it [L05]`, async ({
    stage,
  }) => {
    await stage.open(
      `<main data-unmask>${pageOf(WAYS, 'zq')}${EDITOR}<hr>${pageOf(ORDINARY, 'plain')}</main>`,
      { privacy },
    )
    await typeAll(stage)
    await stage.page.evaluate(() => window.stage.snapshot())
    const names = Object.keys(WAYS)
    const shown = Object.keys(ORDINARY)
    // What is typed is told once it is known to be whole.
    await expect
      .poll(async () => {
        const left = await stage.left()
        return shown.filter((_, at) => !left.includes(`plaintyped${at}x`))
      })
      .toEqual([])
    const left = await stage.left()
    expect(names.filter((_, at) => new RegExp(`zq(?:value|typed)${at}x`).test(left))).toEqual([])
    expect(left).not.toContain('zqeditor')
    expect(shown.filter((_, at) => !left.includes(`plainvalue${at}x`))).toEqual([])
  })
}

test('once secret, secret for good: by its name, by its caption, by its place', async ({ stage }) => {
  await stage.open(
    `<form id="named"><input type="password" name="login-phrase"></form>
     <form id="captioned"><label>Phrase <input type="password"></label></form>
     <form id="placed"><p><input type="password"></p></form>
     <form id="by-label"><label>PIN <input name="entry"></label></form>
     <label>City <input id="city" value="plain city"></label>`,
    { privacy: 'open' },
  )
  const replace = (markup: Record<string, string>): Promise<void> =>
    stage.page.evaluate((forms) => {
      for (const [id, inner] of Object.entries(forms)) document.getElementById(id)!.innerHTML = inner
    }, markup)
  await replace({
    named: `<div><div><input name="login-phrase" value="zqnamed"></div></div>`,
    captioned: `<div><div><div><label>Phrase <input value="zqcaptioned"></label></div></div></div>`,
    placed: `<p><input value="zqplaced"></p>`,
    'by-label': `<div><div><div><input name="entry" value="zqentry"></div></div></div>`,
  })
  await expect.poll(() => stage.left()).toContain('"name":""')
  // And where nobody looked while it was made anew.
  await stage.page.evaluate(() => window.stage.snapshot())
  await replace({ captioned: `<section><label>Phrase <input value="zqagain"></label></section>` })
  await stage.page.evaluate(() => window.stage.snapshot())
  const left = await stage.left()
  expect(left).not.toContain('zq')
  expect(left).toContain('plain city')
})
