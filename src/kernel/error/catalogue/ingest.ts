export const ingestErrors = {
  FILE_NOT_FOUND: { status: 404, zh: '找不到文件 {path}。', en: 'The file {path} was not found.' },
  FILE_EMPTY: { status: 422, zh: '文件没有任何数据行。', en: 'The file has no rows.' },
  FILE_OUTSIDE_IMPORT_DIR: {
    status: 403,
    zh: '服务器上的文件只能从导入目录（QUNCE_IMPORT_DIR）读取。',
    en: 'A file on the server is read only below the import folder (QUNCE_IMPORT_DIR).',
  },
  GZIP_BROKEN: {
    status: 422,
    zh: 'gz 压缩文件在第 {bytes} 字节处中断或损坏，未装载任何数据。请重新获取文件。',
    en: 'The gz file is cut short or damaged at byte {bytes}; nothing was loaded. Fetch the file again.',
  },
  PARQUET_BROKEN: { status: 422, zh: 'Parquet 文件无法读取。', en: 'The Parquet file cannot be read.' },
  PARQUET_NEEDS_EMBEDDED: {
    status: 422,
    zh: '连接外部分析服务器时暂不支持 Parquet，请改用 CSV 或 JSON 行。',
    en: 'Parquet needs the embedded engine; with an external server use CSV or JSON lines.',
  },
  SOURCE_COLUMN_UNKNOWN: {
    status: 422,
    zh: '文件里没有列“{column}”。文件的列：{columns}',
    en: 'The file has no column "{column}". It has: {columns}',
  },
  TARGET_COLUMN_UNKNOWN: {
    status: 422,
    zh: '银行模型的 {table} 表没有列“{column}”。',
    en: 'The bank table {table} has no column "{column}".',
  },
  TARGET_COLUMN_MISSING: {
    status: 422,
    zh: '{table} 表必须有列“{column}”。',
    en: 'The bank table {table} needs the column "{column}".',
  },
  TARGET_MODE_UNSUPPORTED: {
    status: 422,
    zh: '{table} 表不支持装载方式 {mode}，可用：{modes}',
    en: 'The bank table {table} cannot be loaded as {mode}; use one of: {modes}',
  },
  ATTRIBUTES_NOT_ALLOWED: {
    status: 422,
    zh: '自定义属性只能放在客户表。',
    en: 'Custom attributes belong to the customer table only.',
  },
  ATTRIBUTE_TYPE_CHANGED: {
    status: 409,
    zh: '自定义属性 {key} 的类型已是 {type}，不能改变。',
    en: 'The custom attribute {key} already has the type {type}, which cannot change.',
  },
  LOOKUP_TABLE_EMPTY: {
    status: 422,
    zh: '查找用的 {table} 表还没有数据，请先装载它。',
    en: 'The looked-up table {table} has no data yet; load it first.',
  },
  VALUE_MISSING: { status: 422, zh: '必填列“{column}”为空。', en: 'The required column "{column}" is empty.' },
  VALUE_NOT_LISTED: {
    status: 422,
    zh: '列“{column}”的值不在映射表中。',
    en: 'The value of "{column}" is not in the mapping list.',
  },
  VALUE_INVALID: { status: 422, zh: '列“{column}”的值无效。', en: 'The value of "{column}" is not valid.' },
  DATE_INVALID: {
    status: 422,
    zh: '列“{column}”不是所设格式的日期，或该日期不存在。',
    en: '"{column}" is not a date in the chosen format, or the date does not exist.',
  },
  MONEY_INVALID: {
    status: 422,
    zh: '列“{column}”不是金额，或小数位多于币种允许的位数。',
    en: '"{column}" is not an amount, or has more decimals than its currency.',
  },
  NUMBER_INVALID: { status: 422, zh: '列“{column}”不是数字。', en: '"{column}" is not a number.' },
  BOOL_INVALID: { status: 422, zh: '列“{column}”不是“是/否”。', en: '"{column}" is not yes or no.' },
  LOOKUP_NOT_FOUND: {
    status: 422,
    zh: '列“{column}”在被查找的表中没有对应记录。',
    en: '"{column}" has no match in the looked-up table.',
  },
  KEY_REPEATED: {
    status: 422,
    zh: '主键在文件中重复出现，保留最后一行。',
    en: 'The key occurs more than once in the file; the last row is kept.',
  },
  RECORD_TOO_LONG: {
    status: 422,
    zh: '单行超过 1 MB 上限。',
    en: 'The record is longer than the limit of 1 MB.',
  },
  QUOTE_UNCLOSED: { status: 422, zh: '引号没有闭合。', en: 'A quote is never closed.' },
  QUOTE_MISPLACED: { status: 422, zh: '引号后面有多余文字。', en: 'There is text after a closing quote.' },
  COLUMNS_MISCOUNTED: {
    status: 422,
    zh: '列数与表头不一致。',
    en: 'The number of columns differs from the header.',
  },
  ENCODING_INVALID: {
    status: 422,
    zh: '这一行不是所选编码的文字。',
    en: 'The record is not text in the chosen encoding.',
  },
  JSON_INVALID: { status: 422, zh: '这一行不是 JSON 对象。', en: 'The line is not a JSON object.' },
  DEMO_TAKES_DEMO_ONLY: {
    status: 403,
    zh: '演示环境任何人都能登录，只装载标明为虚构数据的数据源（{source} 未标明）。自己的数据请用 npm start 启动正式环境。',
    en: 'Anybody may sign in to a demo, so it loads only sources marked as made-up data ({source} is not). For your own data start the product with npm start.',
  },
} as const
