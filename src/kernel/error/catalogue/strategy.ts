export const strategyErrors = {
  STRATEGY_CONTROL_COUNT: {
    status: 422,
    zh: '必须恰好有一个对照组，现有 {count} 个。',
    en: 'There must be exactly one control arm; there are {count}.',
  },
  STRATEGY_SHARES_SUM: {
    status: 422,
    zh: '各组占比之和须为 1，现为 {sum}。',
    en: 'The shares of the arms must sum to 1; they sum to {sum}.',
  },
  STRATEGY_ARM_REPEATED: { status: 422, zh: '组别 {key} 重复。', en: 'The arm {key} is there twice.' },
  STRATEGY_CONTENT_MISSING: {
    status: 422,
    zh: '渠道 {channel} 需要 {what}。',
    en: 'The channel {channel} needs {what}.',
  },
  STRATEGY_VARIABLE_UNKNOWN: {
    status: 422,
    zh: '内容中的变量 {variable} 不可用，可用的有：{known}。',
    en: 'The content names {variable}, which is not available; these are: {known}.',
  },
  STRATEGY_DATES_TURNED: {
    status: 422,
    zh: '失效日期 {to} 早于生效日期 {from}。',
    en: 'It ends on {to}, before it begins on {from}.',
  },
  STRATEGY_NOT_VALID: {
    status: 409,
    zh: '策略 {key} 在 {today} 不在有效期内。',
    en: 'The strategy {key} is not valid on {today}.',
  },
  WEBHOOK_HOST_NOT_ALLOWED: {
    status: 422,
    zh: '主机 {host} 不在管理员允许的名单（QUNCE_WEBHOOK_HOSTS）中。',
    en: 'The host {host} is not on the administrator\'s list of allowed ones (QUNCE_WEBHOOK_HOSTS).',
  },
  LIST_NOT_FROZEN: {
    status: 409,
    zh: '名单 {id} 的状态是 {status}，不能再执行此操作。',
    en: 'The list {id} is {status}; this can no longer be done.',
  },
  LIST_NONE: {
    status: 409,
    zh: '策略 {key} 还没有有效的名单，请先冻结名单。',
    en: 'The strategy {key} has no live list yet; freeze one first.',
  },
  LIST_EMPTY: {
    status: 409,
    zh: '没有客户通过名单筛选，无法冻结名单。',
    en: 'No customer is left after the exclusions; there is nothing to freeze.',
  },
} as const
