import { each, variants, type Group } from './case.ts'

/** Test numbers with true check digits. */
const CARDS = [
  ['visa-short', '4741852963078'],
  ['visa-long', '4741852963074185292'],
  ['mastercard', '5185296307418525'],
  ['mastercard-new', '2720529630741851'],
  ['amex', '346307418529634'],
  ['discover', '6011963074185292'],
  ['discover-new', '6596307418529638'],
  ['diners', '30630741852964'],
  ['diners-intl', '36630741852968'],
  ['jcb', '3528630741852967'],
  ['unionpay', '6296307418529631'],
  ['unionpay-long', '6296307418529630743'],
  ['maestro', '5085296307418526'],
  ['maestro-long', '675996307418529636'],
  ['mir', '2200529630741850'],
  ['rupay', '6521963074185295'],
  ['troy', '9792296307418522'],
  ['hipercard', '3841630741852967'],
  ['dankort', '5019852963074184'],
] as const

const IBANS = [
  ['gb', 'GB82WEST12345698765432'],
  ['fr', 'FR1420041010050500013M02606'],
  ['es', 'ES9121000418450200051332'],
  ['it', 'IT60X0542811101000000123456'],
  ['nl', 'NL91ABNA0417164300'],
  ['pl', 'PL61109010140000071219812874'],
  ['pt', 'PT50000201231234567890154'],
  ['ch', 'CH9300762011623852957'],
  ['no', 'NO9386011117947'],
  ['mt', 'MT84MALT011000012345MTLCAST001S'],
  ['br', 'BR1800360305000010009795493C1'],
] as const

/** By country, as people write them, with what stands beside them. */
const NATIONAL = [
  ['de-tax', 'Steuer-ID', '47 036 892 816'],
  ['de-tax-plain', 'IdNr.', '47036892816'],
  ['fr-nir', 'Numéro de sécurité sociale', '2 85 05 78 006 084 41'],
  ['fr-nir-plain', 'NIR', '285057800608441'],
  ['es-dni', 'DNI', '48213577B'],
  ['es-dni-gap', 'DNI', '48.213.577-B'],
  ['es-nie', 'NIE', 'X4821357M'],
  ['it-cf', 'Codice fiscale', 'RSSMRA85T10A562S'],
  ['nl-bsn', 'BSN', '123456733'],
  ['pl-pesel', 'PESEL', '84072518346'],
  ['pl-nip', 'NIP', '725-180-91-22'],
  ['pt-nif', 'NIF', '247 183 652'],
  ['br-cpf', 'CPF', '529.982.247-25'],
  ['ja-number', 'マイナンバー', '4821 3957 1600'],
  ['gb-nino', 'National Insurance', 'QQ 48 21 39 C'.replace('QQ', 'AB')],
  ['gb-nhs', 'NHS number', '485 777 3457'],
  ['us-itin', 'ITIN', '912-78-4213'],
  ['ca-sin', 'SIN', '046 454 286'],
  ['ch-ahv', 'AHV-Nr.', '756.9217.0845.39'],
  ['at-sv', 'SVNR', '1237 010180'],
  ['be-number', 'Rijksregisternummer', '85.07.30-033.28'],
  ['in-aadhaar', 'Aadhaar', '4821 3957 1607'],
] as const

/** Keys of services, in the form their makers document; put together here so that no scanner of repositories takes them for real. */
const KEYS = [
  ['stripe', ['sk', 'live', ''].join('_'), '51MovateliRubakedonisaPufe'],
  ['stripe-restricted', ['rk', 'live', ''].join('_'), '51GasimobetuRelanokupivode'],
  ['github', 'ghp_', 'Novatelibukadorisemugapize04rtLe'.padEnd(36, 'Q')],
  ['github-fine', 'github_pat_', '11ABCDEFG0velumidarosetibaku_Pofezanilurodesi'.padEnd(82, 'k')],
  ['gitlab', 'glpat-', 'Zovelinadurake2Mibuw'],
  ['slack', ['xox', 'b-'].join(''), '284617395024-318274659013-VamileduRokabesitunopaGi'],
  ['aws-id', 'AKIA', 'VOLTMADERIKZUPQB'],
  ['google', 'AIza', 'SyBovatelidurakeMisupagenoruvi7Lotze'.slice(0, 35)],
  ['npm', 'npm_', 'DarivolekubatesimunagopizefaruloteMi'],
  ['sendgrid', 'SG.', 'Vukadorelimatebisugano.Pizefarulodetimakovebisunagorudelipatozemik'],
  ['openai', 'sk-', 'proj-BovadelirukatesimunagopizefaruT3BlbkFJDelorimaketubisavonu'],
  ['anthropic', 'sk-ant-', 'api03-Velodarimukabetisonupagezifarulodetimakovebisunagorudelip-AA'],
  ['twilio', 'SK', '4f82ab91c07d36e5f19b2a84d73c605e'],
  ['mailgun', 'key-', '83fa1c60d92be7458f0a3c61b7d2e945'],
  ['shopify', 'shpat_', '83fa1c60d92be7458f0a3c61b7d2e945'],
  ['telegram', '5182736450:', 'AAFvelodarimukabetisonupagezifarulo'],
  ['digitalocean', 'dop_v1_', '83fa1c60d92be7458f0a3c61b7d2e94583fa1c60d92be7458f0a3c61b7d2e945'],
  ['huggingface', 'hf_', 'VadorelikumatebisunagopizefaruloDe'],
] as const

const ADDRESSES = [
  ['plus', 'velunamirot+shop@bakudorel.example', 'velunamirot'],
  ['quoted', '"dorel vakumibes"@bakudorel.example', 'vakumibes'],
  ['symbols', "o'lavudorek#1!x{y}@bakudorel.example", 'lavudorek'],
  ['slash', 'team/zavudomelik=x@bakudorel.example', 'zavudomelik'],
  ['percent', 'kuverolamid%relay@bakudorel.example', 'kuverolamid'],
  ['unicode', 'gräfinuvelomark@bakudorel.example', 'uvelomark'],
  ['idn', 'rumavedokil@bücherei.example', 'rumavedokil'],
  ['literal', 'nobavelidur@[192.0.2.17]', 'nobavelidur'],
  ['long-tld', 'tezavumilok@shop.photography', 'tezavumilok'],
  ['angle', 'Ana <fokudarelim@bakudorel.example>', 'fokudarelim'],
  ['mailto', 'mailto:ridovakumel@bakudorel.example', 'ridovakumel'],
  ['upper', 'ZIVEDOKURAM@BAKUDOREL.EXAMPLE', 'ZIVEDOKURAM'],
  ['entities', '&#107;ovarelidub&#64;bakudorel.example', 'kovarelidub'],
  ['trailing-dot', 'Write to sivadokurel@bakudorel.example.', 'sivadokurel'],
  ['sub-hosts', 'zumavedorik@mail.eu.bakudorel.co.uk', 'zumavedorik'],
] as const

export const shapes: Group = {
  kind: 'secret shapes',
  cases: [
    ...each('shape-card', CARDS, (_, number) => ({ html: `<p>Card ${number}</p>`, canary: [number] })),
    ...each('shape-iban', IBANS, (_, iban) => ({
      html: `<p>${iban.match(/.{1,4}/g)?.join(' ')}</p>`,
      canary: [iban],
    })),
    ...each('national', NATIONAL, (_, name, number) => ({
      html: `<p>${name}: ${number}</p>`,
      canary: [number],
    })),
    ...variants(
      'national-table',
      NATIONAL.filter((_, at) => at % 3 === 0),
      (_, name, number) => ({
        html: `<table><tr><th>${name}</th><td>${number}</td></tr></table>`,
        canary: [number],
      }),
    ),
    ...each(
      'national-console',
      NATIONAL.filter((_, at) => at % 3 === 1),
      (_, name, number) => ({
        html: '<p>x</p>',
        act: `console.warn(${JSON.stringify(`${name} ${number} is not valid`)})`,
        canary: [number],
      }),
    ),
    ...each('key', KEYS, (_, head, tail) => ({
      html: `<p style="overflow-wrap:anywhere">${head}${tail}</p>`,
      canary: [tail],
    })),
    ...each(
      'key-console',
      KEYS.filter((_, at) => at % 2 === 0),
      (_, head, tail) => ({
        html: '<p>x</p>',
        act: `console.log({ config: ["${head}${tail}"] })`,
        canary: [tail],
      }),
    ),
    ...each('address', ADDRESSES, (_, address, name) => ({
      html: `<p>${address.replaceAll('<', '&lt;')}</p>`,
      canary: [name],
    })),
    { id: 'jwt-plain', html: '<p style="overflow-wrap:anywhere">%JWT%</p>' },
    { id: 'jwt-bearer', html: '<p>x</p>', act: 'console.log("Authorization: Bearer %JWT%")' },
    { id: 'jwt-without-signature', html: '<p>x</p>', act: 'console.log("%JWT#1%.%JWT#2%.")' },
    { id: 'jwt-in-class', html: '<p class="u-%JWT#2%" id="%JWT%">x</p>' },
    {
      id: 'basic-auth',
      html: '<p>x</p>',
      act: 'console.log("Authorization: Basic " + btoa("ana:%WORD%"))',
      in: ['strict'],
    },
    {
      id: 'bearer-opaque',
      html: '<p>x</p>',
      act: 'console.log("Authorization: Bearer %HEX%%HEX%")',
      in: ['strict'],
    },
    { id: 'card-in-id', html: '<style>#c%CARD% { color: red }</style><p id="c%CARD%">x</p>' },
    { id: 'card-in-class', html: '<style>.c%CARD% { color: red }</style><p class="c%CARD%">x</p>' },
    {
      id: 'email-in-class',
      html: '<style>.%EMAIL#1%\\@%EMAIL#1%\\.example { color: red }</style><p class="%EMAIL#1%@%EMAIL#1%.example">x</p>',
    },
    { id: 'card-in-title', html: '<p>x</p>', act: 'document.title = "Paid with %CARD| %"' },
    {
      id: 'email-in-title',
      html: '<!doctype html><html><head><title>Inbox of %EMAIL%</title></head><body><p>x</p></body></html>',
    },
  ],
}
