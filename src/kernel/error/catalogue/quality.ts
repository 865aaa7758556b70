/** Quality rules, alerts, dictionary and lineage. */
export const qualityErrors = {
  QUALITY_COLUMN_COUNT: {
    status: 422,
    zh: '此类规则须选 {fewest} 到 {most} 个字段。',
    en: 'This kind of rule takes {fewest} to {most} columns.',
  },
  QUALITY_TABLE_MISSING: { status: 422, zh: '此类规则须指明银行模型的表。', en: 'This kind of rule needs a bank table.' },
  QUALITY_TIME_MISSING: {
    status: 422,
    zh: '表“{table}”没有按日期累积的数据，不能用于此类规则。',
    en: 'The table "{table}" keeps no dated rows, which this rule needs.',
  },
  QUALITY_COLUMN_SEALED: {
    status: 422,
    zh: '字段“{column}”是加密保存的直接标识，只能检查其格式。',
    en: 'The column "{column}" is a sealed identifier; only its format can be checked.',
  },
  QUALITY_COLUMN_TYPE: {
    status: 422,
    zh: '字段“{column}”的类型是 {type}，不适用于这类检查。',
    en: 'The column "{column}" is of type {type}, which this check does not read.',
  },
  QUALITY_RANGE_EMPTY: { status: 422, zh: '请填写最小值或最大值。', en: 'Give a smallest or a largest value.' },
  QUALITY_VALUES_MISSING: { status: 422, zh: '请列出允许的代码。', en: 'List the codes that are allowed.' },
  QUALITY_PATTERN_REFUSED: { status: 422, zh: '不支持这样的正则表达式（{reason}）。', en: 'This regular expression is not supported ({reason}).' },
  QUALITY_RULE_UNKNOWN: { status: 404, zh: '没有质量规则“{key}”。', en: 'There is no quality rule "{key}".' },
  QUALITY_ALERT_CLOSED: { status: 409, zh: '告警 {id} 已关闭。', en: 'The alert {id} is closed.' },
  LINEAGE_NODE_UNKNOWN: { status: 404, zh: '血缘图中没有“{node}”。', en: 'The lineage graph has no "{node}".' },
} as const
