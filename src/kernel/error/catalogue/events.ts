export const eventsErrors = {
  WRITE_KEY_UNKNOWN: {
    status: 401,
    zh: '写入密钥缺失、无效或已停用。Segment 协议用 Basic 认证，神策协议在地址里带 token=写入密钥。',
    en: 'The write key is missing, unknown or disabled. Segment SDKs send it as Basic auth, Sensors SDKs as token=KEY in the address.',
  },
  ORIGIN_NOT_ALLOWED: {
    status: 403,
    zh: '此写入密钥不允许来自 {origin} 的网页上报。',
    en: 'This write key does not take events from pages of {origin}.',
  },
  INTAKE_BUSY: {
    status: 429,
    zh: '事件接收已满，请在 {seconds} 秒后重试，未接收任何事件。',
    en: 'Event intake is full; try again in {seconds} s. Nothing of this request was taken.',
  },
  INTAKE_RATE: {
    status: 429,
    zh: '超过此写入密钥每秒 {limit} 条事件的上限，请在 {seconds} 秒后重试。',
    en: 'Over the limit of {limit} events a second for this write key; try again in {seconds} s.',
  },
  INTAKE_FAILED: {
    status: 503,
    zh: '事件暂时无法存储，请重试；重试不会重复计入。',
    en: 'The events could not be stored just now; send them again, nothing will be counted twice.',
  },
  EVENT_BATCH_TOO_LARGE: {
    status: 413,
    zh: '请求体 {bytes} 字节，超过 {limit} 字节的上限，请分成更小的批次。',
    en: 'The body has {bytes} bytes, over the limit of {limit}; send smaller batches.',
  },
  EVENT_BODY_INVALID: {
    status: 400,
    zh: '请求体无法读取：{reason}',
    en: 'The body cannot be read: {reason}',
  },
  EVENT_TOO_LARGE: {
    status: 413,
    zh: '第 {index} 个事件有 {bytes} 字节，超过 {limit} 字节的上限。',
    en: 'Event {index} has {bytes} bytes, over the limit of {limit}.',
  },
  EVENT_MALFORMED: {
    status: 400,
    zh: '第 {index} 个事件不是可识别的事件对象（类型：{type}）。',
    en: 'Event {index} is not an event this protocol knows (type: {type}).',
  },
  EVENT_NAME_MISSING: { status: 400, zh: '第 {index} 个事件没有名称，或名称过长。', en: 'Event {index} has no name, or a name that is too long.' },
  EVENT_OWNER_MISSING: {
    status: 400,
    zh: '第 {index} 个事件既没有客户号也没有设备标识。',
    en: 'Event {index} names neither a customer nor a device.',
  },
  EVENT_TIME_INVALID: { status: 400, zh: '第 {index} 个事件的时间无法识别。', en: 'The time of event {index} cannot be read.' },
  EVENT_TIME_FUTURE: {
    status: 400,
    zh: '第 {index} 个事件的时间比现在晚 24 小时以上。',
    en: 'Event {index} is more than 24 hours in the future.',
  },
  EVENT_TIME_OLD: {
    status: 400,
    zh: '第 {index} 个事件早于 {days} 天的接收上限。',
    en: 'Event {index} is older than the limit of {days} days.',
  },
  EVENT_BLOCKED: {
    status: 400,
    zh: '埋点方案不接收第 {index} 个事件（{name}）：{reasonZh}',
    en: 'The tracking plan does not take event {index} ({name}): {reason}',
  },
  PLAN_PROPERTY_ENUM_TYPE: {
    status: 422,
    zh: '只有文本属性才能列出可选值。',
    en: 'Only a text property can list its values.',
  },
} as const
