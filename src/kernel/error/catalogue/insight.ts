export const insightErrors = {
  PORTRAIT_EMPTY: {
    status: 409,
    zh: '“{side}”在 {asOf} 没有您可见的客户，无法画像。',
    en: 'On {asOf} "{side}" has no customers you may see: there is nothing to portray.',
  },
  PORTRAIT_TOO_SMALL: {
    status: 409,
    zh: '客群、基准或两者之差不足 {least} 位客户，为避免识别个人，不出画像。请换更大的客群或基准。',
    en: 'The segment, the base or what sets them apart has fewer than {least} customers. So that nobody is recognised there is no portrait; take a larger segment or base.',
  },
  FLOW_DATES: { status: 422, zh: '起始日 {from} 须早于截止日 {to}。', en: 'The first date {from} must be before the second {to}.' },
  FLOW_TAG_TYPE: { status: 422, zh: '标签“{tag}”不能用来看流向：请选分类、文本或是否的标签。', en: 'The tag "{tag}" cannot tell flows: take one of codes, text, or yes and no.' },
} as const
