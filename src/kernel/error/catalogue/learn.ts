export const learnErrors = {
  LEARN_EMPTY: { status: 422, zh: '没有可用于学习的行。', en: 'There is no row to learn from.' },
  LEARN_ROWS_DIFFER: {
    status: 422,
    zh: '列 {column} 有 {rows} 行，应为 {expected} 行。',
    en: 'Column {column} has {rows} rows; {expected} are expected.',
  },
  LEARN_COLUMN_REPEATED: { status: 422, zh: '列 {column} 重复。', en: 'The column {column} is there twice.' },
  LEARN_COLUMN_MISSING: {
    status: 422,
    zh: '缺少模型需要的列 {column}。',
    en: 'The column {column}, which the model needs, is missing.',
  },
  LEARN_COLUMN_KIND: {
    status: 422,
    zh: '列 {column} 应为{expected}，实为{got}。',
    en: 'Column {column} should be {expected}; it is {got}.',
  },
  LEARN_NOT_FINITE: {
    status: 422,
    zh: '列 {column} 第 {row} 行是无穷大，不能用于学习。',
    en: 'Column {column}, row {row}, is infinite and cannot be learned from.',
  },
  LEARN_MISSING: {
    status: 422,
    zh: '列 {column} 第 {row} 行缺失；此方法不接受缺失值，请先填补。',
    en: 'Column {column}, row {row}, is missing; this method takes no missing values: impute them first.',
  },
  LEARN_LABEL_CONSTANT: {
    status: 422,
    zh: '标签只有一个取值（{value}），无法学习区别。',
    en: 'The label has one value only ({value}): there is no difference to learn.',
  },
  LEARN_LABEL_VALUE: {
    status: 422,
    zh: '第 {row} 行的标签为 {value}，应为 {allowed}。',
    en: 'The label of row {row} is {value}; it should be {allowed}.',
  },
  LEARN_ARM_EMPTY: { status: 422, zh: '组别 {arm} 没有任何行。', en: 'The arm {arm} has no rows.' },
  LEARN_ARM_SMALL: {
    status: 422,
    zh: '组别 {arm} 只有 {rows} 行，至少需要 {least} 行。',
    en: 'The arm {arm} has {rows} rows; at least {least} are needed.',
  },
  LEARN_FEWER_ROWS: {
    status: 422,
    zh: '只有 {rows} 行却有 {features} 个特征；请增加行数、减少特征或加正则。',
    en: 'There are {rows} rows for {features} features: add rows, drop features or add a penalty.',
  },
  LEARN_CATEGORY_UNSEEN: {
    status: 422,
    zh: '列 {column} 的类别 {value} 在训练时未出现过。',
    en: 'The category {value} of column {column} was not seen in training.',
  },
  LEARN_WEIGHT: {
    status: 422,
    zh: '第 {row} 行的权重为 {value}，应为不小于 0 的有限数，且不全为 0。',
    en: 'The weight of row {row} is {value}; weights are finite, not below 0 and not all 0.',
  },
  LEARN_PARAM: {
    status: 422,
    zh: '参数 {name} 为 {value}，应为 {allowed}。',
    en: 'The parameter {name} is {value}; it should be {allowed}.',
  },
  LEARN_NOT_CONVERGED: {
    status: 422,
    zh: '{method} 在 {rounds} 轮后仍未收敛。',
    en: '{method} did not converge in {rounds} rounds.',
  },
  LEARN_TOO_LARGE: { status: 422, zh: '数据需要 {bytes} 字节内存，超过 4 GB 上限；请抽样或减少特征。', en: 'The data need {bytes} bytes of memory, more than the 4 GB there are: sample rows or drop features.' },
  LEARN_MODEL_UNREADABLE: {
    status: 422,
    zh: '模型内容无法识别：{reason}。',
    en: 'The model cannot be read: {reason}.',
  },
  LEARN_SCORE: {
    status: 422,
    zh: '第 {row} 行的分数为 {value}，应为有限数。',
    en: 'The score of row {row} is {value}; scores are finite numbers.',
  },
  LEARN_PROBABILITY: {
    status: 422,
    zh: '第 {row} 行的概率为 {value}，应在 0 与 1 之间。',
    en: 'The probability of row {row} is {value}; it should lie between 0 and 1.',
  },
  LEARN_COLLINEAR: {
    status: 422,
    zh: '{column} 可由其他特征算出（共线）或恒定不变；请去掉它或加正则。',
    en: '{column} is constant or made up of the other features (collinear): drop it or add a penalty.',
  },
  LEARN_SEPARATED: {
    status: 422,
    zh: '特征可以完全区分标签（如 {column}），系数会趋于无穷；请加正则，并检查是否泄漏了结果。',
    en: 'The features tell the label apart without fault ({column}), so coefficients grow without end: add a penalty, and look for a leak of the outcome.',
  },
  LEARN_COLUMN_CONSTANT: {
    status: 422,
    zh: '列 {column} 只有一个取值。',
    en: 'Column {column} has one value only.',
  },
  LEARN_COLUMN_EMPTY: {
    status: 422,
    zh: '列 {column} 全部缺失。',
    en: 'Column {column} has no value at all.',
  },
  LEARN_TARGET_NEEDED: {
    status: 422,
    zh: '对列 {column} 的编码需要标签。',
    en: 'Encoding column {column} needs the label.',
  },
  LEARN_PURCHASES: {
    status: 422,
    zh: '第 {row} 行的购买记录不成立：复购次数 {frequency}、最近购买时间 {recency}、观察时长 {age}（次数为非负整数，0 ≤ 最近 ≤ 时长，次数为 0 时最近为 0）。',
    en: 'Row {row} is no purchase history: frequency {frequency}, recency {recency}, age {age} (frequency whole and not below 0, 0 ≤ recency ≤ age, recency 0 exactly where frequency is 0).',
  },
  LEARN_NO_REPEAT: {
    status: 422,
    zh: '没有任何复购，无法估计购买规律。',
    en: 'Nobody bought again: there is no buying pattern to estimate.',
  },
  LEARN_SPEND: {
    status: 422,
    zh: '第 {row} 行的复购次数为 {frequency}、平均金额为 {value}；次数应为非负整数，有复购时金额应大于 0。',
    en: 'Row {row} has frequency {frequency} and mean value {value}; frequency is whole and not below 0, and the value above 0 where there are repeat purchases.',
  },
  LEARN_RENEWALS: {
    status: 422,
    zh: '第 {row} 行的续约期数为 {periods}、流失标记为 {lost}；期数应为从 1 起的整数，标记为 0 或 1。',
    en: 'Row {row} has {periods} renewals and lost {lost}; renewals are whole from 1, lost is 0 or 1.',
  },
  LEARN_NO_FEATURE: {
    status: 422,
    zh: '没有任何特征的信息值达到 {least}。',
    en: 'No feature has an information value of {least} or more.',
  },
  LEARN_TIME: {
    status: 422,
    zh: '第 {row} 行的时间为 {time}、事件为 {event}；时间应为不小于 0 的有限数，事件为 0 或 1。',
    en: 'Row {row} has time {time} and event {event}; times are finite and not below 0, the event is 0 or 1.',
  },
  LEARN_NO_EVENT: { status: 422, zh: '没有任何事件发生，无法估计风险。', en: 'No event happened: there is no hazard to estimate.' },
  LEARN_PROPENSITY: {
    status: 422,
    zh: '第 {row} 行的倾向概率为 {value}，应大于 0 且不大于 1。',
    en: 'The propensity of row {row} is {value}; it should be above 0 and at most 1.',
  },
  LEARN_ARM_UNKNOWN: { status: 422, zh: '没有名为 {arm} 的臂。', en: 'There is no arm named {arm}.' },
  LEARN_FLAT: {
    status: 422,
    zh: '数据不足以分辨参数 {names}，给不出区间。',
    en: 'The data do not tell the parameters {names} apart: no interval can be given.',
  },
  LEARN_TREATMENT: {
    status: 422,
    zh: '第 {row} 行的干预标记为 {value}，应为 0 或 1。',
    en: 'The treatment of row {row} is {value}; it should be 0 or 1.',
  },
  LEARN_OVERLAP: {
    status: 422,
    zh: '第 {row} 行的干预概率为 {value}；应严格介于 0 与 1 之间，否则无法比较有无干预的差别。',
    en: 'The propensity of row {row} is {value}; it should lie strictly between 0 and 1, or treated and untreated cannot be compared.',
  },
  LEARN_CLUSTERS: {
    status: 422,
    zh: '{clusters} 个簇不成立：至少需要 2 个簇，且簇数应少于行数（{rows} 行）。',
    en: '{clusters} clusters cannot be judged: there must be at least 2, and fewer than the {rows} rows.',
  },
} as const
