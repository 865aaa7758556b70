export const words = {
  choose: '选择标签列', shown: '显示 {{shown}} / {{all}} 个标签', add: '搜索标签', reset: '恢复默认', all: '全部 {{count}} 个标签', onlyShown: '只含表中显示的 {{count}} 个标签', carry: '文件包含', file: '第一行为名称与编号；金额为元等主单位，附币种。',
} as const
