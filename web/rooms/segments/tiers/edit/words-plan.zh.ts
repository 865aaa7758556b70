export const words = {
  zh: '中文', en: '英文', near: '临界按', nearBy: { share: '下一级起点的比例', amount: '固定差额' }, nearAmount: '还差不超过', money: '资金口径', moneyHint: '各格资金按此合计；不填时用依据的金额。', noMoney: '不另设', ownMoney: '另设',
  hold: '须持续（天）', holdHint: '不填按上面的停留天数；0 为立即算数', onlyFrom: '只能从这些状态进入', anywhere: '任意状态', most: '最多停留（天）', mostHint: '只从指定状态进入时可设', none: '一个阶段都未达成时', description: '说明', owner: '负责人', purposes: '用途', purposesHint: '不填则为所用数据都允许的用途', formula: '标签、属性、一段时间的明细数字或算式',
} as const
