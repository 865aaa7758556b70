export const tagErrors = {
  TAG_SCORE_FIELD: {
    status: 422,
    zh: '模型 {model} 的任务是 {task}，没有“{field}”；只有增量模型才有。',
    en: 'The model {model} of the task {task} has no "{field}": only uplift models do.',
  },
  TAG_NOT_STREAMED: { status: 422, zh: '此标签不能随事件实时更新：{reasonZh}。', en: 'This tag cannot follow events as they arrive: {reason}.' },
  TAG_HOLD_TYPE: {
    status: 422,
    zh: '只有分类、文本或是否的标签可以“连续若干天才生效”，此标签为 {type}。',
    en: 'Only a tag of a code, a text or yes and no can hold its value for days; this one is of type {type}.',
  },
  TAG_REQUEST_MOVE: {
    status: 409,
    zh: '处于“{from}”的标签申请不能改为“{to}”。',
    en: 'A tag request that is {from} cannot become {to}.',
  },
  TAG_REQUEST_TAG: {
    status: 422,
    zh: '请指明哪个标签回应此申请。',
    en: 'Say which tag answers the request.',
  },
  TAG_REQUEST_OWN: {
    status: 403,
    zh: '标签 {tag} 由本人定义或修改，须由另一人评审发布。',
    en: 'Whoever defined or changed the tag {tag} cannot publish it: a second person must.',
  },
  TAG_DIFF_TYPES: {
    status: 422,
    zh: '两个版本的取值类型不同（{from}、{to}），无法逐客户对比。',
    en: 'The two versions give values of different types ({from}, {to}); customers cannot be compared.',
  },
  MIS_TAG_TOO_FEW: {
    status: 409,
    zh: '可信客户 {believed} 户，其中表现出该倾向的 {shows} 户；两类都至少要有 {least} 户才能给证据定权重。',
    en: 'Of {believed} customers who can be believed {shows} show it; at least {least} that do and {least} that do not are needed to weigh the evidence.',
  },
  MIS_TAG_VALUE: {
    status: 422,
    zh: '标签 {tag} 没有取值“{value}”。',
    en: 'The tag {tag} has no value "{value}".',
  },
  TAG_LABEL_TYPE: {
    status: 422,
    zh: '标签 {tag} 的类型为 {type}，核对值为 {label}，两者不能对照。',
    en: 'The tag {tag} is of type {type} and the label of type {label}: they cannot be compared.',
  },
  TAG_TICKET_MOVE: {
    status: 409,
    zh: '处于“{from}”的改进工单不能改为“{to}”。',
    en: 'A ticket that is {from} cannot become {to}.',
  },
  TAG_TICKET_OWNER: {
    status: 422,
    zh: '开始处理前请指定负责人。',
    en: 'Say who is to do it before it is begun.',
  },
  TAG_NOT_EVALUATED: {
    status: 409,
    zh: '“{subject}”还没有评估结果，请先运行标签评估。',
    en: 'There is no evaluation of {subject} yet; evaluate the tags first.',
  },
  TAG_NOT_MANUAL: { status: 409, zh: '标签 {tag} 不是人工标签，不能直接设值。', en: 'The tag {tag} is not one people set.' },
  TAG_MARK_VALUE: { status: 422, zh: '标签不允许取值“{value}”，可用：{allowed}。', en: 'The tag does not allow the value {value}; it allows {allowed}.' },
  TAG_MARK_UNTIL: { status: 422, zh: '有效期 {until} 早于业务日期 {today}。', en: 'The last day {until} is before the business date {today}.' },
  TAG_BACKFILL_FUTURE: {
    status: 422,
    zh: '补算日期 {date} 晚于业务日期 {today}。',
    en: 'The date {date} is after the business date {today}.',
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
