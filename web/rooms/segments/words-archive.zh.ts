export const words = {
  do: '归档', title: '归档“{{name}}”？', what: '归档后不再出现在列表与选择中，已有的快照与运行结果保留；仍被使用时不能归档，会指出是谁在用。可以恢复。', open: '已归档', none: '没有归档的内容。', restore: '恢复', restoreWhat: '恢复后成为下一个发布版本。', whoMay: '恢复需要“应用定义”的权限。',
  showOverlap: '看与其他客群的重叠', hideOverlap: '收起重叠', both: '共有客户', ofRule: '占本规则', ofSegment: '占该客群', about: '说明、负责人与用途',
} as const
