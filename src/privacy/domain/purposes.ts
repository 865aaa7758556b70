/** A purpose as its code names it in sources, tags, segments, strategies and consents. */
export interface BuiltInPurpose {
  readonly key: string
  readonly name: { readonly zh: string; readonly en: string }
  readonly body: {
    readonly legalBasis: 'contract' | 'consent' | 'legal-duty' | 'public'
    readonly description: { readonly zh: string; readonly en: string }
    readonly separateConsent: boolean
    readonly sensitive: boolean
    readonly retention: { readonly years: number; readonly after: 'relationship' | 'consent' | 'collection' }
    readonly notices: readonly { readonly version: string; readonly zh: string; readonly en: string }[]
  }
}

type Basis = BuiltInPurpose['body']['legalBasis']
type Words = readonly [zh: string, en: string]

function purpose(key: string, name: Words, basis: Basis, about: Words, more: Partial<BuiltInPurpose['body']> = {}): BuiltInPurpose {
  const notice = { version: '1', zh: `我行为“${name[0]}”处理您的个人信息：${about[0]}`, en: `We process your personal information for “${name[1]}”: ${about[1]}` }
  return {
    key,
    name: { zh: name[0], en: name[1] },
    body: {
      legalBasis: basis, description: { zh: about[0], en: about[1] }, separateConsent: false, sensitive: false,
      retention: { years: basis === 'consent' ? 3 : 10, after: basis === 'consent' ? 'consent' : 'relationship' }, notices: [notice], ...more,
    },
  }
}

/** Purposes every bank begins with (domain 2.1, L01–L25); the bank edits them, and they are never overwritten. */
export const builtInPurposes: readonly BuiltInPurpose[] = [
  purpose('service', ['服务', 'Service'], 'contract', ['履行与您的合同，如账户、交易与服务通知。', 'performing the contract with you, such as accounts, transactions and service messages.']),
  purpose('marketing', ['营销', 'Marketing'], 'consent', ['向您介绍产品与优惠。您可随时撤回，不影响任何服务。', 'telling you about products and offers. You may withdraw at any time; no service depends on it.']),
  purpose('profiling', ['画像', 'Profiling'], 'consent', ['根据您的使用情况个性化内容。您可随时关闭。', 'personalising content by how you use our services. You may switch it off at any time.']),
  purpose('third-party-share', ['向第三方提供', 'Sharing with others'], 'consent', ['经您单独同意，向列明的第三方提供您的信息。', 'giving your information to the third parties named, with your separate consent.'], { separateConsent: true }),
  purpose('sensitive-pi', ['敏感个人信息', 'Sensitive personal information'], 'consent', ['经您单独同意，处理确有必要的敏感个人信息。', 'processing sensitive personal information where necessary, with your separate consent.'], { separateConsent: true, sensitive: true }),
  purpose('research', ['调研', 'Research'], 'consent', ['用于市场调研与体验改进。', 'market research and improving your experience.']),
  purpose('credit', ['信贷', 'Credit'], 'contract', ['受理与管理您申请的信贷业务。', 'handling the credit you apply for.'], { sensitive: true }),
  purpose('legal', ['法定义务', 'Legal duty'], 'legal-duty', ['履行反洗钱等法定义务，按法定期限保存。', 'legal duties such as anti-money-laundering, kept for the time the law says.']),
]

/** Code of a purpose: its key in capitals, `third-party-share` as THIRD_PARTY_SHARE. */
export function purposeCode(key: string): string {
  return key.toUpperCase().replaceAll('-', '_')
}

/** Key of the purpose a code names. */
export function purposeKey(code: string): string {
  return code.toLowerCase().replaceAll('_', '-')
}
