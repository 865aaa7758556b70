export const definitionErrors = {
  DEFINITION_KIND_UNKNOWN: {
    status: 404,
    zh: '没有 {kind} 这种定义。',
    en: 'There is no kind of definition called {kind}.',
  },
  DEFINITION_NOT_FOUND: {
    status: 404,
    zh: '找不到定义 {kind}/{key}。',
    en: 'The definition {kind}/{key} was not found.',
  },
  DEFINITION_NOT_PUBLISHED: {
    status: 404,
    zh: '定义 {kind}/{key} 没有已发布的版本 {version}。',
    en: 'The definition {kind}/{key} has no published version {version}.',
  },
  DEFINITION_KEY_INVALID: {
    status: 422,
    zh: '标识 {key} 无效：须以小写字母开头，由 2 到 63 个小写字母、数字或连字符组成。',
    en: 'The key {key} is not valid: a lower-case letter, then letters, digits or hyphens, 2 to 63 in all.',
  },
  DEFINITION_KEY_TAKEN: { status: 409, zh: '标识 {key} 已被使用。', en: 'The key {key} is taken.' },
  DEFINITION_ARCHIVED: {
    status: 409,
    zh: '定义 {kind}/{key} 已归档，不能修改。',
    en: 'The definition {kind}/{key} is archived and cannot be changed.',
  },
  DEFINITION_IN_USE: {
    status: 409,
    zh: '正被 {count} 个定义使用（{users}），不能归档。',
    en: 'It is used by {count} definition(s) ({users}) and cannot be archived.',
  },
  DEFINITION_UNCHANGED: {
    status: 409,
    zh: '草稿与已发布版本相同，无需发布。',
    en: 'The draft equals the published version; there is nothing to publish.',
  },
  DEFINITION_REVISION_NEEDED: {
    status: 428,
    zh: '缺少 If-Match 修订号，请刷新后再试。',
    en: 'The If-Match revision is missing; reload and try again.',
  },
  DEFINITION_REFERENCE_UNKNOWN: {
    status: 422,
    zh: '引用的 {kind}/{key}（版本 {version}）不存在或已归档。',
    en: 'What it refers to, {kind}/{key} (version {version}), does not exist or is archived.',
  },
  DEFINITION_REFERENCE_UNPUBLISHED: {
    status: 422,
    zh: '引用的 {kind}/{key} 尚未发布，请先发布它。',
    en: 'What it refers to, {kind}/{key}, is not published yet; publish it first.',
  },
  DEFINITION_CIRCLE: {
    status: 422,
    zh: '{kind}/{key} 的引用成环。',
    en: 'The references of {kind}/{key} form a circle.',
  },
  DEFINITION_FILE_INVALID: {
    status: 422,
    zh: '文件不是有效的定义：{reason}',
    en: 'The file is not a valid definition: {reason}',
  },
  DEFINITION_FILE_TWICE: {
    status: 422,
    zh: '{kind}/{key} 在多个文件中出现。',
    en: '{kind}/{key} appears in more than one file.',
  },
  APPLY_CONFLICT: {
    status: 409,
    zh: '有 {count} 个定义在导出后被修改（{what}）。核对后可强制应用。',
    en: '{count} definition(s) changed since the export ({what}). Compare them, then force the apply.',
  },
} as const
