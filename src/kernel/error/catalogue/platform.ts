export const platformErrors = {
  DEMO_CANNOT_START: {
    status: 409,
    zh: '这里不能改为演示：演示只在本机的单机安装上运行。',
    en: 'This installation cannot become a demo: a demo runs on a stand-alone installation of this machine.',
  },
  DEMO_NOT_EMPTY: {
    status: 409,
    zh: '这里已有数据来源，不能改为演示；请为演示另用一个数据目录。',
    en: 'There are sources here already: a demo needs a data directory of its own.',
  },
  DEMO_BANK_FAILED: { status: 500, zh: '演示银行装载失败：{reason}', en: 'Loading the demo bank failed: {reason}' },
  SIMULATOR_FAILED: {
    status: 502,
    zh: '日期已推进，但市场模拟器没有完成（{status}）：{reason}',
    en: 'The days are closed, but the simulated market did not follow ({status}): {reason}',
  },
  INPUT_INVALID: {
    status: 422,
    zh: '输入有 {count} 处错误，见各条说明。',
    en: 'The input has {count} mistake(s); see each one below.',
  },
  FIELD_INVALID: { status: 422, zh: '此项填写有误：{reason}', en: 'This field is not valid: {reason}' },
  NOT_FOUND: { status: 404, zh: '找不到 {what}。', en: '{what} was not found.' },
  BODY_TOO_LARGE: {
    status: 413,
    zh: '请求超过上限 {limit} 字节。',
    en: 'The request is larger than the limit of {limit} bytes.',
  },
  MEDIA_TYPE_UNSUPPORTED: {
    status: 415,
    zh: '不支持的内容类型 {type}。',
    en: 'The content type {type} is not supported.',
  },
  CONFLICT: {
    status: 409,
    zh: '内容已被他人修改，请刷新后再试。',
    en: 'Somebody else changed this; reload and try again.',
  },
  INTERNAL: {
    status: 500,
    zh: '系统出错，已记录（编号 {id}）。请联系管理员。',
    en: 'Something failed on our side and was recorded (id {id}). Tell your administrator.',
  },
  WAREHOUSE_UNAVAILABLE: {
    status: 503,
    zh: '分析引擎暂不可用，请稍后再试。',
    en: 'The analytics engine is not available; try again shortly.',
  },
  WAREHOUSE_QUERY_FAILED: {
    status: 500,
    zh: '分析查询失败（引擎代码 {engineCode}）。',
    en: 'An analytics query failed (engine code {engineCode}).',
  },
  WAREHOUSE_MEMORY: {
    status: 503,
    zh: '查询超出内存上限，请缩小范围。',
    en: 'The query went over the memory limit; narrow it down.',
  },
  WAREHOUSE_TIMEOUT: {
    status: 504,
    zh: '查询超过 {seconds} 秒上限，请缩小范围。',
    en: 'The query took longer than {seconds} s; narrow it down.',
  },
  CANCELLED: { status: 409, zh: '已取消。', en: 'It was cancelled.' },
  DATA_DIR_LOCKED: {
    status: 503,
    zh: '数据目录 {dir} 正被另一个进程使用。',
    en: 'The data directory {dir} is in use by another process.',
  },
  DATA_DIR_FORMAT: {
    status: 500,
    zh: '数据目录格式为 {found}，本版本只认识 {known}。请使用更新的版本。',
    en: 'The data directory has format {found}; this version knows {known}. Use a newer version.',
  },
  CONFIG_INVALID: {
    status: 500,
    zh: '配置 {name} 无效：{reason}',
    en: 'The setting {name} is not valid: {reason}',
  },
  BACKUP_FOLDER_NOT_EMPTY: {
    status: 409,
    zh: '备份目录 {folder} 不是空的。',
    en: 'The backup folder {folder} is not empty.',
  },
  BACKUP_BROKEN: {
    status: 422,
    zh: '备份文件 {file} 已损坏或缺失，未恢复任何内容。',
    en: 'The backup file {file} is damaged or missing; nothing was restored.',
  },
  RESTORE_NOT_EMPTY: {
    status: 409,
    zh: '数据目录 {dir} 已有内容，恢复只能进入空目录。',
    en: 'The data directory {dir} is not empty; a backup is restored into an empty one.',
  },
  RESTORE_KEYS: {
    status: 422,
    zh: '缺少密钥 {key}：请先把备份时的密钥文件放入 {dir}。',
    en: 'The key {key} is missing: put the key file of that time into {dir} first.',
  },
} as const
