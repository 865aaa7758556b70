export const ruleErrors = {
  ARM_SHARES_INVALID: {
    status: 422,
    zh: '各组的占比须在 0 到 1 之间、名称不重复且合计为 1，现为 {sum}。',
    en: 'Arm shares must lie between 0 and 1, have different keys and sum to 1; they sum to {sum}.',
  },
  ARM_BUCKET_INVALID: {
    status: 500,
    zh: '分桶值 {bucket} 不在 [0, 1) 之内。',
    en: 'The bucket {bucket} is not in [0, 1).',
  },
  CURSOR_INVALID: {
    status: 400,
    zh: '翻页位置无效，请从第一页开始。',
    en: 'The page cursor is not valid; start from the first page.',
  },
  RULE_TOO_DEEP: {
    status: 422,
    zh: '规则嵌套超过 {limit} 层。',
    en: 'The rule is nested more than {limit} levels deep.',
  },
  RULE_TOO_MANY_NODES: {
    status: 422,
    zh: '规则有 {nodes} 个节点，上限为 {limit}。',
    en: 'The rule has {nodes} nodes; the limit is {limit}.',
  },
  RULE_LIST_TOO_LONG: {
    status: 422,
    zh: '列表有 {items} 项，上限为 {limit}，请改用名单。',
    en: 'The list has {items} items; the limit is {limit}. Use a list instead.',
  },
  RULE_VERSION_UNSUPPORTED: {
    status: 422,
    zh: '不支持的规则格式版本 {v}。',
    en: 'The rule format version {v} is not supported.',
  },
  RULE_KIND_UNKNOWN: {
    status: 422,
    zh: '此处不支持 {kind} 类节点。',
    en: 'A node of kind {kind} cannot stand here.',
  },
  RULE_NODE_EXPECTED: {
    status: 422,
    zh: '此处应为带 kind 的节点。',
    en: 'A node with a kind is expected here.',
  },
  RULE_FIELD_MISSING: {
    status: 422,
    zh: '缺少此项。',
    en: 'This field is missing.',
  },
  RULE_FIELD_UNKNOWN: {
    status: 422,
    zh: '不认识的项 {field}。',
    en: 'The field {field} is not known here.',
  },
  RULE_FIELD_INVALID: {
    status: 422,
    zh: '此项应为 {expected}，现为 {found}。',
    en: 'Expected {expected}, found {found}.',
  },
  RULE_UNKNOWN_TAG: {
    status: 422,
    zh: '没有标签 {tag}。',
    en: 'There is no tag {tag}.',
  },
  RULE_UNKNOWN_ATTR: {
    status: 422,
    zh: '没有客户属性 {table}.{field}。',
    en: 'There is no attribute {table}.{field}.',
  },
  RULE_UNKNOWN_FACT: {
    status: 422,
    zh: '没有明细表 {table}。',
    en: 'There is no fact table {table}.',
  },
  RULE_UNKNOWN_FIELD: {
    status: 422,
    zh: '明细表 {table} 没有字段 {field}。',
    en: 'The fact table {table} has no field {field}.',
  },
  RULE_UNKNOWN_SEGMENT: {
    status: 422,
    zh: '没有客群 {segment} 的版本 {version}。',
    en: 'There is no segment {segment} of version {version}.',
  },
  RULE_UNKNOWN_LIST: {
    status: 422,
    zh: '没有名单 {list}。',
    en: 'There is no list {list}.',
  },
  RULE_FIELD_NOT_FILTERABLE: {
    status: 422,
    zh: '{table} 的字段 {field} 不能用于筛选。',
    en: 'The field {field} of {table} cannot be used in a filter.',
  },
  RULE_FIELD_OUTSIDE_FACT: {
    status: 422,
    zh: '字段 {field} 只能用在明细筛选中。',
    en: 'The field {field} can be used only in the filter of an aggregate.',
  },
  RULE_NOT_IN_FILTER: {
    status: 422,
    zh: '明细筛选中不能用 {kind}。',
    en: 'A node of kind {kind} cannot be used in the filter of an aggregate.',
  },
  RULE_EXCLUDE_IN_FILTER: {
    status: 422,
    zh: '明细筛选中不能用“缺失则排除客户”。',
    en: 'A filter over rows cannot exclude the customer.',
  },
  RULE_TYPE_MISMATCH: {
    status: 422,
    zh: '类型不符：需要 {expected}，现为 {found}。',
    en: 'Types do not fit: expected {expected}, found {found}.',
  },
  RULE_ARITH_TYPES: {
    status: 422,
    zh: '{left} 与 {right} 不能做 {op} 运算。',
    en: 'The operator {op} does not apply to {left} and {right}.',
  },
  RULE_CURRENCY_MIXED: {
    status: 422,
    zh: '币种不同：{left} 与 {right}。',
    en: 'The currencies differ: {left} and {right}.',
  },
  RULE_OPERATOR_NOT_ALLOWED: {
    status: 422,
    zh: '{type} 类型不能用操作符 {op}。',
    en: 'The operator {op} does not apply to the type {type}.',
  },
  RULE_VALUE_MISSING: {
    status: 422,
    zh: '操作符 {op} 需要比较值。',
    en: 'The operator {op} needs a value.',
  },
  RULE_VALUE_NOT_EXPECTED: {
    status: 422,
    zh: '操作符 {op} 不带比较值。',
    en: 'The operator {op} takes no value.',
  },
  RULE_LITERAL_EXPECTED: {
    status: 422,
    zh: '操作符 {op} 的比较值须直接写出。',
    en: 'The value of the operator {op} must be written out.',
  },
  RULE_LITERAL_INVALID: {
    status: 422,
    zh: '“{value}”不是有效的 {type} 值。',
    en: '“{value}” is not a valid {type} value.',
  },
  RULE_ENUM_UNKNOWN: {
    status: 422,
    zh: '取值中没有“{value}”。',
    en: '“{value}” is not one of the values.',
  },
  RULE_PATTERN_UNSUPPORTED: {
    status: 422,
    zh: '不支持的正则写法：{reason}。',
    en: 'The pattern uses something unsupported: {reason}.',
  },
  RULE_RANGE_REVERSED: {
    status: 422,
    zh: '区间起点 {from} 大于终点 {to}。',
    en: 'The range starts at {from}, after its end {to}.',
  },
  RULE_WINDOW_REVERSED: {
    status: 422,
    zh: '时间窗起点 {from} 天前应早于终点 {to} 天前。',
    en: 'The window starts {from} days back, after its end {to} days back.',
  },
  RULE_EDGES_NOT_RISING: {
    status: 422,
    zh: '分档边界须从小到大且不重复。',
    en: 'Bucket edges must rise.',
  },
  RULE_LABELS_COUNT: {
    status: 422,
    zh: '分档标签须为 {expected} 个。',
    en: 'There must be {expected} bucket labels.',
  },
  RULE_AGGREGATE_TYPE: {
    status: 422,
    zh: '{type} 类型不能做 {fn} 汇总。',
    en: 'The aggregate {fn} does not apply to the type {type}.',
  },
  RULE_AT_LEAST_TOO_MANY: {
    status: 422,
    zh: '要求满足 {k} 项，但只有 {of} 项。',
    en: '{k} conditions are required but there are only {of}.',
  },
  RULE_PARAM_MISSING: {
    status: 422,
    zh: '缺少参数 {name} 的值。',
    en: 'The parameter {name} has no value.',
  },
  RULE_EACH_FUNCTION: {
    status: 422,
    zh: '{fn} 不能用于各期的值。',
    en: '{fn} cannot be taken over the values of periods.',
  },
  RULE_EACH_EMPTY: {
    status: 422,
    zh: '无记录的期按零计，须为按期合计或计数，且时间窗有起点；现为 {fn}。',
    en: 'Periods without rows count as zero only for a sum or a count, in a window that has a beginning; this is {fn}.',
  },
  RULE_SEQUENCE_UNIT: {
    status: 422,
    zh: '{table} 按日期记录，间隔须以天计。',
    en: '{table} is dated by day: the time between its rows must be in days.',
  },
  RULE_WINDOW_HOURS: {
    status: 422,
    zh: '{table} 按日期记录，时间窗不能以小时计。',
    en: '{table} is dated by day: its window cannot be in hours.',
  },
  RULE_SEGMENT_UNRECORDED: {
    status: 422,
    zh: '该客群在 {days} 天前（或更早）没有快照，不知道当时有谁，规则暂不能计算。',
    en: 'The segment has no snapshot of {days} days ago or before: nobody knows who was in it, so the rule cannot be evaluated yet.',
  },
} as const
