export const bitsetErrors = {
  BITSET_UNKNOWN: { status: 500, zh: '集合 {key} 不在内存中。', en: 'The set {key} is not in memory.' },
  BITSET_NUMBER: { status: 500, zh: '编号 {number} 超出上限 {limit}。', en: 'The number {number} is not below {limit}.' },
  BITSET_EMPTY: { status: 422, zh: '运算缺少集合。', en: 'An operation names no set.' },
  BITSET_TOO_LONG: { status: 422, zh: '集合运算过长，至多 {limit}。', en: 'The operation on sets is too long; at most {limit}.' },
} as const
