import { maskedKinds, type MaskedKind, maskValue } from '#privacy/contract'
import type { disclosureOf } from '#privacy/contract'

type Onlooker = Parameters<typeof disclosureOf>[1]

/** Who looks at a customer's data, from the least to the most they may be shown. */
export const onlookers = {
  inReach: { masking: 'masked', owner: false, unmasked: false, sensitiveConsent: false },
  owner: { masking: 'clear', owner: true, unmasked: false, sensitiveConsent: false },
  ownerConsent: { masking: 'clear', owner: true, unmasked: false, sensitiveConsent: true },
  unmasked: { masking: 'clear', owner: true, unmasked: true, sensitiveConsent: false },
} as const satisfies Readonly<Record<string, Onlooker>>

export const onlookerKinds = ['inReach', 'owner', 'ownerConsent', 'unmasked'] as const

/** Made-up values an identifier is shown by, given to nobody; name and address are words of the reader. */
const samples: Readonly<Record<Exclude<MaskedKind, 'name' | 'address'>, string>> = {
  mobile: '15400001234', id_no: '990000199001011234', card: '9900001234567890', email: 'someone@example.com',
}

/** An example of an identifier column in clear and masked; null where the column is of another kind. */
export function maskedExample(column: string, words: { readonly name: string; readonly address: string }): { readonly clear: string; readonly masked: string } | null {
  const kind = maskedKinds.find((each) => column === each || column.startsWith(`${each}_`) || column.endsWith(`_${each}`))
  return kind === undefined ? null : { clear: { ...samples, ...words }[kind], masked: maskValue(kind, { ...samples, ...words }[kind]) }
}
