export const customersErrors = {
  CUSTOMER_NOT_FOUND: {
    status: 404,
    zh: '没有这位客户，或不在您的查看范围内。',
    en: 'There is no such customer, or they are outside what you may see.',
  },
  CUSTOMER_PURPOSE_NEEDED: {
    status: 422,
    zh: '按姓名、手机号、证件号或邮箱查找客户须写明目的（至少 4 个字）；查找会被记录。',
    en: 'Finding a customer by name, mobile, identity number or e-mail needs a purpose of at least 4 characters; the search is recorded.',
  },
  CUSTOMER_ORG_UNKNOWN: {
    status: 422,
    zh: '没有机构 {orgId}。',
    en: 'There is no organisation {orgId}.',
  },
} as const
