export const reviewErrors = {
  EVALUATION_NO_TOUCHES: {
    status: 409,
    zh: '没有活动“{campaign}”的触达数据，请先装载触达表。',
    en: 'There are no touches of the campaign "{campaign}"; load the touch table first.',
  },
  EVALUATION_NO_OUTCOMES: {
    status: 409,
    zh: '截至 {asOf} 还没有结果数据，请先装载结果表。',
    en: 'There are no outcomes as of {asOf}; load the outcome table first.',
  },
  EVALUATION_NO_CONTROL: {
    status: 422,
    zh: '没有名为“{control}”的对照组。',
    en: 'There is no control arm called "{control}".',
  },
  EVALUATION_ONE_ARM: { status: 422, zh: '至少要有两个组。', en: 'At least two arms are needed.' },
  EVALUATION_SHARES: { status: 422, zh: '各组占比之和为 {sum}，应为 1。', en: 'The shares add up to {sum}, not 1.' },
  EVALUATION_TAG_NOT_BUILT: {
    status: 409,
    zh: '标签 {tag} 还不在最新快照中，请先重建标签。',
    en: 'The tag {tag} is not in the newest snapshot; rebuild tags first.',
  },
} as const
