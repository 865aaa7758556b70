export const analysisErrors = {
  ANALYSIS_AGGREGATE: {
    status: 422,
    zh: '这里需要一个不限时间窗的“{fn}”聚合值。',
    en: 'This must be an aggregate "{fn}" over rows of all time.',
  },
  ANALYSIS_VALUE_TYPE: { status: 422, zh: '这里的取值类型是 {type}，需要 {allowed}。', en: 'This value is of type {type}; it must be {allowed}.' },
  ANALYSIS_KEY_REPEATED: { status: 422, zh: '键 {key} 重复。', en: 'The key {key} is there twice.' },
  ANALYSIS_SPEND_SHAPE: { status: 422, zh: '购买金额必须是对明细行的求和。', en: 'Spend must be a sum over rows.' },
  ANALYSIS_BALANCE_START: { status: 422, zh: '计算余额收入需要给出客户的起点（start）。', en: 'Income from balances needs the start of a customer (start).' },
  ANALYSIS_NO_BALANCE: { status: 422, zh: '截至 {date} 没有客户有过足够的余额。', en: 'As of {date} no customer ever held enough.' },
  ANALYSIS_FEW_BUYERS: {
    status: 422,
    zh: '截至 {date} 只有 {buyers} 位客户有购买，至少需要 {least} 位。',
    en: 'By {date} only {buyers} customers had bought; at least {least} are needed.',
  },
  ANALYSIS_MANY_GROUPS: { status: 422, zh: '分组超过 {most} 个。', en: 'There are more than {most} groups.' },
  ANALYSIS_FEW_EVENTS: {
    status: 422,
    zh: '只有 {events} 次自发回归，至少需要 {least} 次。',
    en: 'There are only {events} returns; at least {least} are needed.',
  },
  ANALYSIS_NO_ISSUES: {
    status: 422,
    zh: '{from} 至 {to} 发放的权益不足：面额 {faces} 种、发放 {issued} 张；至少需要 2 种面额、每种 {least} 张。',
    en: 'Too few benefits were issued from {from} to {to}: {faces} faces, {issued} issues; two faces with {least} issues each are needed.',
  },
  ANALYSIS_NOT_RUN: { status: 409, zh: '分析 {key} 还没有运行过。', en: 'The analysis {key} has not been run yet.' },
  ANALYSIS_NO_MEASURE: { status: 404, zh: '分析 {key} 没有指标 {measure}；有：{measures}。', en: 'The analysis {key} has no measure {measure}; it has {measures}.' },
} as const
