/** Sign-in, people and tokens; then what keeps the platform running: ledger, jobs, secrets, worker pool. */
export const accessErrors = {
  SIGN_IN_NEEDED: { status: 401, zh: '请先登录。', en: 'Sign in first.' },
  SIGN_IN_FAILED: {
    status: 401,
    zh: '用户名或密码不正确，或账号已停用。',
    en: 'The login or the password is wrong, or the account is disabled.',
  },
  SIGN_IN_THROTTLED: {
    status: 429,
    zh: '登录失败次数过多，请在 {seconds} 秒后再试。',
    en: 'Too many failed sign-ins; try again in {seconds} s.',
  },
  FORBIDDEN: {
    status: 403,
    zh: '您没有此项权限（{permission}）。',
    en: 'You lack the permission {permission}.',
  },
  CSRF_FAILED: {
    status: 403,
    zh: '页面已过期，请刷新后再试。',
    en: 'The page is out of date; reload it and try again.',
  },
  SETUP_LINK_INVALID: {
    status: 410,
    zh: '设置链接无效、已使用或已过期。重新启动服务可得到新的链接。',
    en: 'The set-up link is wrong, used or expired. Restart the server to get a new one.',
  },
  DEMO_ONLY: { status: 404, zh: '仅演示模式提供。', en: 'Only the demo mode offers this.' },
  LOGIN_INVALID: {
    status: 422,
    zh: '登录名须为 2 到 64 个字母、数字或 . _ @ - 字符。',
    en: 'A login is 2 to 64 letters, digits or . _ @ - characters.',
  },
  LOGIN_TAKEN: { status: 409, zh: '登录名 {login} 已被使用。', en: 'The login {login} is taken.' },
  PASSWORD_SHORT: {
    status: 422,
    zh: '密码至少 {min} 个字符。',
    en: 'A password has at least {min} characters.',
  },
  PASSWORD_LONG: {
    status: 422,
    zh: '密码最多 {max} 个字符。',
    en: 'A password has at most {max} characters.',
  },
  PASSWORD_IS_LOGIN: {
    status: 422,
    zh: '密码不能与登录名相同或包含登录名。',
    en: 'The password must not be or contain the login.',
  },
  PASSWORD_COMMON: {
    status: 422,
    zh: '此密码过于常见，请换一个。',
    en: 'This password is too common; choose another.',
  },
  PERSON_LAST_ADMIN: {
    status: 409,
    zh: '至少要保留一位启用的管理员。',
    en: 'At least one enabled administrator must remain.',
  },
  PERSON_EMPLOYEE_NEEDED: {
    status: 422,
    zh: '客户经理须填写员工号。',
    en: 'A relationship manager needs an employee number.',
  },
  ORG_UNKNOWN: { status: 422, zh: '机构 {org} 不存在。', en: 'The organisation {org} does not exist.' },
  ORG_PARENT_UNKNOWN: {
    status: 422,
    zh: '机构 {org} 的上级 {parent} 不存在。',
    en: 'The parent {parent} of the organisation {org} does not exist.',
  },
  ORG_CIRCLE: {
    status: 422,
    zh: '机构 {org} 的上级关系成环。',
    en: 'The parents of the organisation {org} form a circle.',
  },
  ORG_ID_INVALID: {
    status: 422,
    zh: '机构号 {org} 含有不允许的字符。',
    en: 'The organisation id {org} has characters that are not allowed.',
  },
  TOKEN_EXPIRY_INVALID: {
    status: 422,
    zh: '到期时间须在未来 {days} 天之内。',
    en: 'The expiry must lie within the next {days} days.',
  },
  TOKEN_SCOPE_TOO_WIDE: {
    status: 403,
    zh: '不能授予您自己没有的权限 {permission}。',
    en: 'You cannot give the permission {permission} that you do not have.',
  },

  LEDGER_UNAVAILABLE: {
    status: 503,
    zh: '无法连接账本数据库：{reason}',
    en: 'The ledger database cannot be reached: {reason}',
  },
  LEDGER_START_FAILED: {
    status: 503,
    zh: '内置 PostgreSQL 启动失败：{reason}',
    en: 'The embedded PostgreSQL did not start: {reason}',
  },
  LEDGER_BINARIES_MISSING: {
    status: 500,
    zh: '找不到或无法使用内置 PostgreSQL 的程序（{name}）。请重新运行 npm ci，或设置 QUNCE_LEDGER_URL。',
    en: 'The embedded PostgreSQL programs are missing or unusable ({name}). Run npm ci again, or set QUNCE_LEDGER_URL.',
  },
  LEDGER_ROOT: {
    status: 500,
    zh: 'PostgreSQL 不能以 root 运行，且没有可用的普通账号、用户命名空间或副本目录（{dir}）。请改用普通用户启动，或设置 QUNCE_LEDGER_URL。',
    en: 'PostgreSQL refuses to run as root, and no account, user namespace or copy works here ({dir}). Start as an ordinary user, or set QUNCE_LEDGER_URL.',
  },
  LEDGER_INSTANCE_MISMATCH: {
    status: 500,
    zh: '数据目录 {dir} 属于实例 {expected}，而账本属于 {found}。请检查 QUNCE_DATA_DIR 与 QUNCE_LEDGER_URL。',
    en: 'The data directory {dir} belongs to instance {expected}, the ledger to {found}. Check QUNCE_DATA_DIR and QUNCE_LEDGER_URL.',
  },
  LEDGER_VERSION: {
    status: 500,
    zh: '账本数据库是 PostgreSQL {found}，最低要求 {oldest}。',
    en: 'The ledger runs PostgreSQL {found}; the oldest supported is {oldest}.',
  },

  JOB_KIND_UNKNOWN: { status: 422, zh: '未知的任务类型 {kind}。', en: 'The job kind {kind} is unknown.' },
  JOB_INTERRUPTED: {
    status: 503,
    zh: '服务中断，任务未完成。可以重试。',
    en: 'The server stopped before the job was done. You can retry it.',
  },
  JOB_NOT_ENDED: {
    status: 409,
    zh: '只有失败或已取消的任务可以重试。',
    en: 'Only a failed or cancelled job can be retried.',
  },
  JOB_ENDED: { status: 409, zh: '任务已经结束。', en: 'The job has already ended.' },

  BUSINESS_DATE_BACK: {
    status: 409,
    zh: '营业日期只能向前：当前为 {current}，不能回到 {date}。',
    en: 'The business date only moves forward: it is {current} and cannot go back to {date}.',
  },
  SEAL_BROKEN: {
    status: 500,
    zh: '无法解密：密钥 {key} 不存在或数据已损坏。',
    en: 'A sealed value cannot be opened: the key {key} is missing or the value is damaged.',
  },
  KEY_FILE_INVALID: {
    status: 500,
    zh: '密钥文件 {file} 无效。',
    en: 'The key file {file} is not valid.',
  },
  COMPUTE_FAILED: { status: 500, zh: '计算任务失败：{reason}', en: 'A computation failed: {reason}' },
} as const
