export const modelErrors = {
  MODEL_LEAK: {
    status: 422,
    zh: '特征“{feature}”用到了 {field}，{asOf} 当时还不知道它的值（{why}）；用它训练会泄漏未来。',
    en: 'The feature "{feature}" reads {field}, whose value was not known on {asOf} ({why}): training on it would leak the future.',
  },
  MODEL_FEATURE_TYPE: {
    status: 422,
    zh: '特征“{feature}”的类型是 {type}，模型只接受数、金额、是非、日期和代码。',
    en: 'The feature "{feature}" is of type {type}; models take numbers, money, yes or no, dates and codes.',
  },
  MODEL_FEATURE_REPEATED: { status: 422, zh: '特征键 {feature} 重复。', en: 'The feature key {feature} is there twice.' },
  MODEL_FEATURE_UNKNOWN: { status: 422, zh: '没有特征 {feature}。', en: 'There is no feature {feature}.' },
  MODEL_LABEL_TYPE: {
    status: 422,
    zh: '目标的取值类型是 {type}，与任务 {task} 不符。',
    en: 'The label gives {type}, which does not fit the task {task}.',
  },
  MODEL_LABEL_CONSTANT: {
    status: 422,
    zh: '{part}部分的 {rows} 行标签全是 {value}，无法学习或检验。',
    en: 'All {rows} rows of the {part} part have the label {value}: nothing can be learned or tested.',
  },
  MODEL_FEW_ROWS: {
    status: 422,
    zh: '{part}部分只有 {rows} 行，至少需要 {least} 行。',
    en: 'The {part} part has {rows} rows; at least {least} are needed.',
  },
  MODEL_DATES: {
    status: 422,
    zh: '没有可用的训练日期：标签需要 {horizon} 天后的结果（数据到 {until}），且训练标签必须在测试日期 {test} 之前落定。',
    en: 'No date to train on is left: labels need outcomes {horizon} days on (data end {until}), and training labels must be settled before the test date {test}.',
  },
  MODEL_NOT_APPROVED: {
    status: 409,
    zh: '模型 {key} 第 {number} 版当前为 {status}，不能执行此操作。',
    en: 'Version {number} of the model {key} is {status}; this cannot be done with it.',
  },
  MODEL_SAME_PERSON: {
    status: 403,
    zh: '训练者本人不能审批模型 {key} 第 {number} 版，请由另一人审批。',
    en: 'Whoever trained version {number} of the model {key} cannot approve it: a second person must.',
  },
  MODEL_NO_CHAMPION: { status: 409, zh: '模型 {key} 没有上线的版本。', en: 'The model {key} has no champion version.' },
  MODEL_NO_EARLIER: { status: 409, zh: '模型 {key} 没有可以退回的上一版。', en: 'The model {key} has no earlier champion to go back to.' },
  MODEL_NOT_SCORED: { status: 409, zh: '模型 {key} 还没有打过分。', en: 'The model {key} has not scored anybody yet.' },
  MODEL_TOO_LONG: {
    status: 422,
    zh: '模型的语句有 {size} 个字符，超出引擎上限，请改用工作线程打分。',
    en: 'The model as a statement has {size} characters, more than the engine takes: score it in a worker.',
  },
} as const
