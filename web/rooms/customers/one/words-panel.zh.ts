export const words = {
  tab: '图示',
  issues: {
    title: '未了事项', help: '投诉与服务工单：未办结的，以及近 {{days}} 天内办结的。', source: '投诉与服务工单表；工单未解决且机器人未解决即为未办结', none: '近 {{days}} 天没有投诉或工单，也没有未办结的。', open_other: '{{count}} 件未办结', allClosed: '全部已办结',
    kind: { complaint: '投诉', ticket: '工单' }, what: '种类', about: '事由', since: '发生', state: '状态', channel: '渠道', isOpen: '未办结', closed: '{{date}} 办结', bot: '机器人已解决', severity: '严重度 {{n}}', more: '只列最近 50 件。', timeline: '在时间线中查看', ok: '没有暂停销售。',
  },
  tags: {
    asOf: '取值日期 · 更新', stale: '已过期', refresh: { stream: '实时', daily: '每日', weekly: '每周', monthly: '每月' }, grade: '评级', noGrade: '未评', unsure: '推断，置信度低', fresh: '日期超过更新周期的一倍半即为过期；模型得分的日期是打分那天。评级来自最近一次标签评估（A 至 D）。变淡的标签已过期、评为 D 或只是推断。',
  },
  radar: { name: '在客户中的位置', title: '与 {{count}} 位可见客户相比', help: '从数值标签中取离中间最远的至多 8 项。50 为居中，越靠外圈越高。本人反对的标签与推断的取值不在其中。', formula: '（低于本人的客户数 + 相同的一半）÷ 有值的客户数 × 100', value: '本人', base: '居中 = 50', measure: '指标', share: '位次', none: '可比的数值标签不足三项，或可见的客户太少。' },
  cloud: { name: '标签云', title: '这位客户与众不同的标签', help: '字越大，有同样取值的客户越少。', formula: '1 ÷ 可见客户中同样取值的占比，取 40 个', weight: '稀有度', tag: '标签', none: '没有可说的标签，或同样取值的客户太少。', note: '截至 {{date}}，标签快照' },
  change: {
    name: '资产变动', title: '资产从 {{from}} 到 {{to}}', help: '同一人在您职责范围内各客户号合计。', formula: '按流向：期末 = 期初 + 流入 − 流出 + 估值及其他；按类别：各类期末 − 期初', source: '月资产与交易。行内产品买卖、定存开立与支取不算流入流出；利息算在估值及其他。',
    by: '看', flows: '按流向', classes: '按产品类别', inflow: '流入', outflow: '流出', rest: '估值及其他', level: '资产', change: '变动', class: { deposit: '存款', wealth: '理财', fund: '基金', insurance: '保险', gold: '贵金属', other: '其他' },
    none: '月资产不足两个月末，还画不出变动。', bands: '您看到的是金额区间，只列两个月末。', months: '回看', month_other: '{{count}} 个月', noFlows: '没有装载交易，只能按产品类别看。',
  },
} as const
