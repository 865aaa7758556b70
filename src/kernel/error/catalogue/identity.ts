export const identityErrors = {
  IDENTITY_NOTHING_CHANGES: { status: 409, zh: '这些客户号已经是所要的归属，没有可变更的内容。', en: 'These customers already are as asked; nothing changes.' },
  IDENTITY_NOT_APPLIED: { status: 409, zh: '变更 {id} 尚未生效，不能撤销。', en: 'Change {id} is not in force; there is nothing to undo.' },
  IDENTITY_UNDONE_ALREADY: { status: 409, zh: '变更 {id} 已被撤销或正在撤销。', en: 'Change {id} was undone already, or is being undone.' },
  IDENTITY_CHANGED_SINCE: {
    status: 409,
    zh: '变更 {id} 之后又有人变更了这些客户，请先撤销后来的变更。',
    en: 'Somebody changed these customers after change {id}; undo the later change first.',
  },
  IDENTITY_NOT_LINKED: { status: 409, zh: '还没有运行过身份归并，请先运行。', en: 'Customers were never linked yet; run it first.' },
  IDENTITY_COUNT_MOVED: {
    status: 409,
    zh: '符合条件的有 {found} 对，不是您看到的 {expected} 对，请重新确认。',
    en: 'There are {found} such pairs by now, not the {expected} you saw; look again.',
  },
} as const
