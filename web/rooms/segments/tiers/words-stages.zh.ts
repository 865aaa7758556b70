export const words = {
  tab: '阶段看板', segment: '客群', everybody: '全部客户', by: '开户批次', bys: { month: '按月', quarter: '按季' }, cohort: '批次', all: '所有批次', none: '开户日未知', earlier: '更早', ofSegment: '客群按 {{date}} 的快照。',
  stage: '阶段', reached: '达成', reachedHelp: '达成该阶段且此前各阶段都达成的客户。人数过少，或与另一数字相减会推出过少人数的，不显示。', rate: '转化率', rateHelp: '转化率 = 达成本阶段 ÷ 达成上一阶段（第一阶段 ÷ 全部客户）。',
  met: '符合', lag: '距上一阶段（天）', went: '已进入下一步', wentOf: '{{moved}} / {{entered}}', range: '{{lower}}–{{upper}}', atOnce: '同期',
  lagHelp: '从首次达成上一阶段到首次达成本阶段的天数：中位数与四分位数。日期取保留的运行中首次达成的那一次，所以精确到运行的间隔；最早一次运行时已达成的客户不知何时达成，不计入；只算已走到本阶段的客户，还没走到的会使实际更长。', lagFormula: '天数 = 首次达成本阶段的运行日期 − 首次达成上一阶段的运行日期', lagSource: '四分位数：Hyndman、Fan（1996）第 7 型',
  lagRuns: '天数依据 {{count}} 次运行：{{from}} 至 {{to}}。', lagNone: '还不能算阶段间的天数：需要同一版本至少两次不同日期的运行。运行时选“之前若干个月末”即可补齐。', weakest: '最弱的一步',
  hiddenNote: '人数过少，最弱的一步不能判断', funnelHidden: '{{count}} 个阶段人数过少，图中不画',
  cohorts: '各批次转化', cohortsNote: '占该批次客户；批次按开户日。新批次时间短，不宜与老批次直接比；明细数据起点之前开户的批次，按开户后若干天计的阶段无从达成。天数为距上一阶段的中位数，“同期”指同一次运行内先后达成。', customers: '客户', noCustomers: '没有符合条件的客户', noCustomersWhy: '换一个客群或批次，或清除筛选。', clear: '清除筛选',
  hold: '暂不投放拉新：最近批次留存 {{share}}，低于 {{least}}', holdHidden: '暂不投放拉新：最近批次留存低于 {{least}}', go: '留存达标，可以投放拉新：最近批次留存 {{share}}，不低于 {{least}}', goHidden: '留存达标，可以投放拉新：最近批次不低于 {{least}}', few: '还不能判断能否投放拉新', fewWhy: '没有足够多的客户在满 {{age}} 天的开户批次里。先看留存曲线，不以本看板作为拉新依据。',
  basis: '{{cohorts}} 开户的 {{shown}} 位客户中，{{met}} 位达成“{{stage}}”（95% 区间 {{low}}–{{high}}）。', basisHidden: '依据 {{cohorts}} 开户的 {{shown}} 位客户。', reason: '新客户留不住时，多拉来的客户也会流失。先改进留存与激活，再恢复投放。', unsure: '区间跨过下限，结论还不稳。',
  bound: '下限 {{least}} 由本分层的定义给出，没有公认标准，由本行设定；只看开户月结束满 {{age}} 天的批次，按该阶段自身的条件计。',
  curve: '留存曲线', curveNote: '开户日在 {{date}} 及以后的客户；{{days}} 天没有交易即为离开，与“留存”页的算法相同。',
  first: '留存优先（RARRA）', firstHint: '最近批次留存低于下限时，看板提示暂不投放拉新', firstOf: '以哪一阶段为留存', least: '留存下限', leastHint: '没有公认标准，由本行设定', newest: '看最近几个开户月', age: '开户月结束满几天才看', off: '不设', on: '设下限',
} as const
