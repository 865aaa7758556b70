export const executionErrors = {
  RELEASE_SAME_PERSON: {
    status: 403,
    zh: '名单须由冻结者以外的人复核放行。',
    en: 'A list is released by somebody other than the person who froze it.',
  },
  GATE_STEP_FIXED: {
    status: 422,
    zh: '第 {step} 步始终有数据，不能登记为暂不适用。',
    en: 'Step {step} always has data and cannot be accepted as not applicable.',
  },
  CHANNEL_NOT_READY: {
    status: 409,
    zh: '渠道 {channel} 尚未配置：{reason}。',
    en: 'The channel {channel} is not configured: {reason}.',
  },
  LIST_NOT_RELEASED: {
    status: 409,
    zh: '名单 {id} 尚未放行。',
    en: 'The list {id} is not released.',
  },
  LIST_NO_FILE: {
    status: 409,
    zh: '名单 {id} 没有导出文件。',
    en: 'The list {id} has no exported file.',
  },
  TASK_ENDED: { status: 409, zh: '任务 {id} 已经结束。', en: 'The task {id} has ended already.' },
} as const
