export const words = {
  title: '行为事件',
  purpose: '网页、App 和服务端实时上报的事件：收了多少、重复和拒收多少、是否符合埋点方案。',
  tab: { overview: '概览', plan: '埋点方案', live: '实时调试', violations: '不符合方案', rejects: '拒收', keys: '写入密钥' },
  overview: {
    waiting: '等待落盘', ids: '记住的消息号', since: '自 {{at}} 起', perSecond: '每秒事件（近一分钟）', commit: '落盘耗时 p99', ms: '{{value}} 毫秒', held: '待认领的用户号', heldWhy: '上报的用户号还没有对应客户，事件先挂在设备上；客户数据装载后可认领。', adopt: '认领', chart: '每小时收到的事件', hour: '小时',
    what: { accepted: '接收', duplicate: '重复', rejected: '拒收', late: '迟到', corrected: '时钟已校正', erased: '已删除的人', 'unknown-user': '未知用户' },
    empty: { title: '还没有收到事件', why: '建一个写入密钥，把它交给 App 或网页的 SDK，第一条事件几秒内就会出现在这里。', action: '新建写入密钥' },
    days: '最近 {{count}} 天', durable: '事件落盘后才应答；同一消息号在 {{days}} 天内只存一次。',
  },
  key: {
    name: '名称', hint: '密钥', type: '协议', types: { segment: 'Segment', sensors: '神策', plain: '普通 JSON' }, origins: '允许的网页来源', originsHint: '每行一个，如 https://www.bank.com；服务端 SDK 不需要', limit: '每秒上限', noLimit: '不限', used: '最近使用', enabled: '启用', disabled: '已停用', disable: '停用', enable: '启用', by: '创建人', create: '新建写入密钥', created: '密钥只显示这一次，请现在复制：', copy: '复制', copied: '已复制', done: '我已保存', samples: '接入示例', actions: '操作',
    disableTitle: '停用“{{name}}”？', disableWhy: '用它上报的 SDK 会收到 401，停用期间的事件由 SDK 自己保留或丢弃。', emptyTitle: '还没有写入密钥', emptyWhy: '每个上报来源用一个自己的密钥，出问题时可以单独停用。',
  },
  plan: {
    event: '事件', name: '名称', owner: '负责人', status: '状态', count: '近 7 天', last: '最近一次', violations: '不符合', statuses: { seen: '正常', 'never-seen': '声明了但没收到', 'not-declared': '收到了但没声明', draft: '草稿' }, adopt: '纳入方案', adopted: '已存为草稿：{{key}}，发布后生效', edit: '编辑', search: '搜索事件', actions: '操作',
    emptyTitle: '还没有埋点方案，也没有收到事件', emptyWhy: '可以新建埋点，或用 qunce apply examples/tracking-plan.yaml 装入起始方案；收到的事件也可以直接纳入方案。',
  },
  form: {
    new: '新建埋点', newNote: '填好事件和属性，发布后按它检查收到的事件。', event: '事件名', eventHint: '与 SDK 上报的名字完全一致，如 buy_click 或 $AppStart', taken: '这个事件名已由“{{key}}”声明。',
    purposes: '使用目的', purposesHint: '收集它是为了什么；指明它或读取其属性的标签和客群不能超出。', onViolation: '不符合时', onViolations: { keep: '收下并计数', block: '拒收' }, onViolationHint: { keep: '事件照常入库，问题在“不符合方案”里按版本汇总。', block: '事件进入拒收，可在修复后重新处理。' },
    describeZh: '中文说明', describeEn: '英文说明', props: '属性', propsHint: '以 $ 或 _ 开头的 SDK 自带属性不用声明；没有声明的属性不检查。发布后，标签和客群的规则可按类型使用这些属性（作为行为事件的字段）；直接标识符与对象不能使用。', prop: '属性名', type: '类型', types: { text: '文本', int: '整数', number: '数值', bool: '是否', time: '时间', list: '列表', object: '对象' }, required: '必填', values: '允许的取值', anyValue: '不限', propZh: '中文名', propEn: '英文名', addProp: '加一个属性', removeProp: '去掉这个属性', repeated: '属性名重复了。',
    seen: '实际收到的', seenWaiting: '填写事件名后，这里显示实际收到的情况。', neverSeen: '近 7 天没有收到这个事件。', fromSeen: '按收到的补全属性', seenTaken_other: '已按最近 {{count}} 条事件补全。', watch: '实时查看',
    effectKeep: '几秒内开始按它检查；不符合的事件照常入库并计数。', effectBlock: '几秒内开始按它检查；不符合的事件会被拒收。',
  },
  planned: {
    archivedStatus: '已归档', about: '说明', notYet: '还没有发布：规则还不认识这个事件。', archived: '已归档：不再检查收到的事件；以前做的规则照常读取它的属性，新规则不能再用。', otherDraft: '有未发布的草稿，这里显示的是生效版本。',
    sentAs: '上报的事件名', zh: '中文名', en: '英文名', meaning: '含义', noMeaning: '没有写说明。', noPurposes: '没有限定', noOwner: '没有写', none: '没有声明属性。', rules: '规则里', required: '必填', optional: '可缺', seen: '近 7 天收到的',
    asked: { property: '可用，按{{type}}读取', column: '可用，是行为事件的字段 {{field}}', identifier: '不可用：直接标识符，收到时即加密', object: '不可用：对象' },
    edit: '编辑', versions: '版本', usage: '用在哪里', usageNone: '还没有标签、客群或模型用到它。', names: '指明这个事件', reads: '读取 {{props}}', how: '怎样使用', what: '名称', kind: '类型',
    usageOthers: '另有 {{count}} 个定义在用，您无权查看。', usageHint: '指明这个事件的，或没有指明事件但读取其属性的定义；草稿与生效版本都算。',
  },
  live: { pause: '暂停', resume: '继续', at: '收到', event: '事件', who: '客户 / 设备', key: '密钥', verdict: '结论', filterEvent: '事件名', filterKey: '写入密钥', waiting: '正在等新事件……', waitingWhy: '这里显示最近收到的事件，个人信息已遮盖。', ok: '符合方案', detail: '事件内容', close: '关闭', stored: '已存', duplicate: '重复', rejected: '拒收' },
  violation: { event: '事件', prop: '属性', kind: '问题', lib: 'SDK 版本', count: '次数', first: '首次', last: '最近', samples: '样例', kinds: { 'unknown-event': '方案里没有这个事件', 'missing-prop': '缺少必填属性', 'wrong-type': '属性类型不对', 'not-listed': '取值不在清单里' }, emptyTitle: '全部符合方案', emptyWhy: '收到的事件如果缺属性、类型不对或没有声明，会按版本汇总在这里。' },
  reject: { at: '收到', code: '原因', lib: 'SDK 版本', key: '密钥', masked: '内容（已遮盖）', csv: '下载 CSV', replay: '重新处理', replayWhy: '按现在的设置重新处理近 {{days}} 天的拒收事件；已经收下的不会重复。', replayTitle: '重新处理拒收的事件？', emptyTitle: '没有拒收', emptyWhy: '格式错误、过大或时间不合理的事件会保留在这里，不影响同一批的其他事件。' },
} as const
