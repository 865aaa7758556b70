export const words = {
  title: '客群吸引力', open: '吸引力', purpose: '把已发布的客群放在一起比：规模、增长、价值、可触达与效果各占几分，先做哪一个。', parts: { size: '规模', growth: '增长', value: '价值', reach: '可触达', uplift: '效果' },
  weights: '权重', weightsHelp: '拖动一项，其余按原比例调整，合计为 100%。', even: '恢复均等', score: '得分', name: '客群', bar: '得分构成', points: '{{part}} {{points}} 分', rank: '第 {{rank}} 百分位',
  scoreHelp: '每一项先换算成参与比较的客群中的百分位（并列取中），再按权重加权平均，满分 100。未知的项不计，其余权重按比例放大，都缺的写在表上方，个别缺的写在得分下。', scoreFormula: 'Σ w·r ÷ Σ w，r = (低于它的 + 并列 ÷ 2) ÷ n × 100', scoreSource: 'Fishburn（1967）加权求和；细分标准见 Kotler、Keller《营销管理》第 9 章',
  partsHelp: { size: '最新快照中您可见的客户数。', growth: '与至少 30 天前、同一版本的最近一份快照相比：现在 ÷ 当时 − 1。没有这样的快照则未知。', value: '所选标签在有值成员中的平均。', reach: '同意营销且未拒绝联系的成员占比；没有表态的不算同意。全行没有表态数据时未知。', uplift: '所选增益标签在有值成员中的平均预测效果。没有增益模型的标签时未知。' },
  valueTag: '价值标签', effectTag: '效果标签', noTag: '没有可选标签', missing: '另缺{{parts}}', missingOne: '缺{{parts}}', missingAll: '这些客群都不知道{{parts}}，不计入得分，其余权重按比例放大。', missingNote: '个别客群还缺的写在得分下，其余权重同样按比例放大。', comma: '、', since: '比 {{date}}', asOf: '快照', strategy: '制定策略', file: '导出 CSV', workbook: '导出 XLSX', percentile: '百分位', points100: '分',
  leftOut_other: '另有 {{count}} 个已发布客群没有参与：没有快照，或您可见的成员太少。', asOfNote_other: '标签截至 {{date}}；百分位只在下列 {{count}} 个客群之间比较。', one: '只有一个客群可比，百分位都是 50；再发布一个并生成快照才有意义。',
  empty: '还没有可比较的客群', emptyWhy: '发布客群并生成一次快照，就会出现在这里。', toSegments: '到客群列表',
} as const
