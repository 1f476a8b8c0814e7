/** Said by the tag where a recording cannot start. Apart from the other words, for the tag loads it by itself (client/words.ts). */
export const CANNOT_START = {
  en: 'The recording cannot start here. Nothing is recorded.',
  de: 'Die Aufzeichnung kann hier nicht starten. Es wird nichts aufgezeichnet.',
  fr: 'L’enregistrement ne peut pas démarrer ici. Rien n’est enregistré.',
  es: 'La grabación no puede empezar aquí. No se graba nada.',
  pt: 'A gravação não pode começar aqui. Nada é gravado.',
  it: 'La registrazione non può iniziare qui. Non si registra nulla.',
  nl: 'De opname kan hier niet starten. Er wordt niets opgenomen.',
  pl: 'Nagrywanie nie może się tu rozpocząć. Nic nie jest nagrywane.',
  ja: 'ここでは記録を開始できません。何も記録されません。',
} as const satisfies Readonly<Record<string, string>>
