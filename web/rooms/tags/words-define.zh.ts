export const defineWords = {
  define: {
    tab: '决策与核对值', named: '名称与说明', edit: '修改“{{name}}”', about: '内容', everybody: '对全部客户计算。', narrow: '只看部分客户', widen: '改为全部客户', few: '人数太少，不显示', meet: '个客户符合（{{asOf}}）',
    archive: '归档“{{name}}”？', archiveWhat: '归档后不再参与评估，也不能再被引用；仍被引用的不能归档。', unreadable: '这个定义不能在此修改', unreadableWhy: '它的内容与当前格式不符，请用定义文件修改。',
    decision: {
      list: '决策', new: '新建决策', what: '标签要能说明的业务结果，例如 90 天内是否流失。评估时取窗口开始那天的标签值，看它能否区分之后的结果。', none: '还没有登记决策，标签的区分度无从计算。', effect: '发布后，下一次标签评估会按它计算每个标签的区分度。', line: '{{days}} 天内的结果',
      outcomeTitle: '结果与窗口', outcome: '算发生的客户', outcomeHint: '在窗口结束那天判断。规则不要回看超过 {{days}} 天，否则会把标签那天之前的事也算作结果。', window: '窗口', windowHint: '标签取值之后多少天看结果，7 至 400 天', population: '针对哪些客户', populationHint: '在标签取值那天判断。',
    },
    'tag-label': {
      list: '标签核对值', new: '新建标签核对值', what: '客户自述、测评或人工核实的值，用来检验标签准不准。只对有核对值的客户计算相符比例。', none: '还没有登记核对值，标签的准确度无从计算。', effect: '发布后，下一次标签评估会按它计算这个标签的准确度。',
      title: '哪个标签，应该是什么', formula: '准确度 = 相符客户 ÷ 有核对值的客户，95% 威尔逊区间', tag: '被检验的标签', label: '核对值', labelHint: '标签应有的取值，例如问卷里的回答。没有核对值的客户不计入。', within: '允许的误差', withinHint: '数值与核对值相差不超过核对值的这一比例，就算相符。',
    },
    'mis-tag': {
      new: '新建误标核查', what: '标签判断的是客户在行内的样子，不一定是客户本来的样子。核查用持仓可信的客户学出证据的权重，再判断存疑客户。', effect: '发布后运行核查，就得到每位存疑客户判错的概率；不会改动任何标签。',
      doubt: '哪个标签存疑', doubted: '存疑的取值', doubtedHint: '只核查标签取这些值的客户', population: '核查哪些客户', populationHint: '在取值存疑的客户里，核查符合这个条件的。', learned: '从谁学，凭什么证据', believed: '持仓可信的客户', believedHint: '他们在行内的持有足以说明他们的偏好；证据的权重从他们学得。', shows: '表现出校正取值的客户', showsHint: '可信客户里，符合这个条件的算“是”，其余算“不是”。',
      evidenceHint: '每条证据是客户的一个数；权重由可信客户学得，没有说明力的自动不用。最多 20 条。', piece: '证据 {{at}}', addEvidence: '增加证据', correctedTitle: '校正成什么', code: '校正后的取值', threshold: '校正门槛', thresholdHint: '判错概率达到它的客户才校正',
    },
  },
  mark: {
    title: '人工设值', at: '时间', customer: '客户号', value: '取值', off: '移除', until: '有效至', reason: '理由', by: '设置人', fromFile: '（文件）', emptyTitle: '还没有设过值', emptyWhy: '在客户页的“标签”里逐个设置，或在这里导入文件。',
    file: '导入文件', fileWhat: '每行：客户号，取值（代码或名称，可空），有效至（可空）。只接受您职责范围内的客户，一位客户一行。', choose: '选择文件', fallback: '行内没有取值时用', reasonLong: '理由（至少 4 个字）', take: '导入', close: '完成',
    done: '共 {{lines}} 行：已设 {{marked}} 位客户，{{rejected}} 行未采用。', fault: '第 {{line}} 行：{{why}}', faults: { no_customer: '范围内没有这位客户', twice: '客户重复', value: '取值不在允许范围', until: '有效期不是日期或已过' },
  },
  drill: { choose: '选择一个取值', segment: '由此取值建客群', customers: '查看客户', noList: '按数值范围或集合不能直接查客户：请建客群。' },
  archived: { open: '已归档', title: '已归档的标签', none: '没有归档的标签。', what: '恢复即按归档前的定义发布为下一版，下次重建时进入快照。', whoMay: '恢复需要“应用定义文件”的权限，请联系有此权限的同事。', restore: '恢复' },
  filter: { freshness: '时效', stale: '已过更新周期', fresh: '未过更新周期', ungraded: '未评级', noOwner: '没有负责人', state: '状态', draft: '有草稿', published: '已发布', file: '导出目录' },
} as const
