export const tagErrors = {
  TAG_SCORE_FIELD: {
    status: 422,
    zh: '模型 {model} 的任务是 {task}，没有“{field}”；只有增量模型才有。',
    en: 'The model {model} of the task {task} has no "{field}": only uplift models do.',
  },
  TAGS_NO_CUSTOMERS: {
    status: 409,
    zh: '截至 {asOf} 还没有客户数据，请先装载客户表。',
    en: 'There are no customers as of {asOf} yet; load the customer table first.',
  },
  TAGS_NOT_BUILT: {
    status: 409,
    zh: '标签快照还没有生成，请先运行“重建标签”。',
    en: 'The tag snapshot has not been built yet; run "Rebuild tags" first.',
  },
  TAGS_SOURCE_BLOCKED: {
    status: 409,
    zh: '截至 {asOf}，标签所读的数据表被质量规则拦截：{blocked}。请先修复数据；确需生成时，由有权限的人写明原因后放行。',
    en: 'As of {asOf} quality rules block tables the tags read: {blocked}. Mend the data first, or have somebody who may build all the same, with a reason.',
  },
} as const
