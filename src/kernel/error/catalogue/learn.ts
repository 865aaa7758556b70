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
  LEARN_MODEL_UNREADABLE: {
    status: 422,
    zh: '模型内容无法识别：{reason}。',
    en: 'The model cannot be read: {reason}.',
  },
} as const
