export const words = {
  title: '身份归并',
  purpose: '哪些客户号是同一个人：规则、证据、人工复核与可撤销的归并。',
  tab: { overview: '概览', queue: '待复核', changes: '归并与拆分', rules: '规则', owners: '归属' },
  run: '立即归并',
  runTitle: '用现行规则归并全行客户？',
  runWhat: '用已发布的规则重新比对 {{customers}} 个客户号。确定的归并立即生效并留痕，不确定的进入复核；归并可以撤销，不改动任何原始行。',
  review: '开始复核（{{n}} 对）',
  percentOf: '占客户号 {{share}}',
  notLinked: { title: '还没有运行过身份归并', why: '归并把同一个人的多个客户号视为一位客户，原始行不变，随时可以撤销。' },
  panel: {
    persons: '客户（人）', customers: '客户号', several: '有多个客户号的人', waiting: '待复核', unsure: '待定', orphans: '无主客户', conflicts: '归属冲突', hidden: '待清理的行副本', asOf: '截至 {{date}}', sizes: '一个人有几个客户号', size: '{{n}} 个', sizeLabel: '客户号数', personsLabel: '人数',
    settle: '清理副本', settleTitle: '清理归并留下的行副本？', settleWhat: '删除归并与撤销后不再使用的 {{n}} 行副本，不影响任何统计。', last: '最近一次归并', quality: '数据里的身份问题', help: '同一个人的客户号按最小的号归为一人；原始行保留自己的客户号。', smallCell: '人数包含只有一个客户号的客户',
  },
  quality: {
    sharedDevices: '多人共用的设备', familyDevices: '家庭设备', recycledMobiles: '二次放号的手机号', sharedTooWidely: '太多人共用、不作证据的值', sameIdTwoNames: '同一证件号、姓名不同', twoIdsOnePerson: '一人两个证件号',
    why: { sharedDevices: '一台设备上有多位客户，只作弱证据', familyDevices: '出生日期不同的人共用，视为家庭', recycledMobiles: '号码相同，姓名不同且使用期不重叠，不归并', sharedTooWidely: '超过规则允许的人数，不用来找候选', sameIdTwoNames: '请核对开户资料', twoIdsOnePerson: '其他信息高度一致，进入人工复核' },
  },
  model: {
    title: '各字段的证据强度', field: '字段', level: '比对结果', m: '同一人时', u: '不同人时', weight: '权重（比特）', formula: '权重 = log₂(m ÷ u)；概率 = 1 ÷ (1 + 2^−(先验 + Σ 权重))', source: 'Fellegi & Sunter (1969)，m 由 EM 估计，u 由随机配对估计', help: 'm 是两个客户号属于同一人时出现该比对结果的概率，u 是不同人时的概率。正的权重支持同一人，负的反对。', prior: '先验：随机一对候选是同一人的概率', expected: '预计准确率 {{precision}}，召回率 {{recall}}', expectedHelp: '由模型概率推算，不是抽样核验的结果。',
  },
  runs: { title: '归并记录', at: '时间', asOf: '业务日期', compared: '比对的对数', linked: '链接', review: '复核', vanished: '失去依据', merges: '变动的人', moved: '变动的客户号', precision: '预计准确率', recall: '预计召回率', seconds: '用时（秒）', rules: '规则版本', builtIn: '默认' },
  rule: { rule: '判定依据', pairs: '对数', decision: '处理', accept: '归并', review: '复核', reject: '不归并' },
  queue: {
    pair: '客户号', sentence: '为什么', probability: '同一人概率', weight: '证据（比特）', value: '资产', state: '状态', states: { waiting: '待复核', unsure: '待定', all: '全部' }, rule: '判定依据', min: '概率不低于', open: '复核', bulk: '归并全部 {{n}} 对', bulkTitle: '归并概率不低于 {{min}} 的全部 {{n}} 对？', bulkWhat: '{{n}} 对客户号一次归并为同一个人，作为一次变更留痕，可以整体或逐个撤销。若有人同时复核使数量变化，本次操作会被拒绝。', bulkNote: '说明', emptyTitle: '没有待复核的客户号', emptyWhy: '证据足够的已自动归并，不足的不归并；下一次归并后再来看。', bulkHint: '选择概率下限后可以批量归并',
  },
  desk: {
    title: '身份复核', parent: '待复核', left: '还有 {{n}} 对', merge: '是同一人', apart: '不是同一人', unsure: '待定', undo: '撤回上一个', next: '下一对', previous: '上一对', note: '说明（可不填）', noteKey: '说明', keys: '键盘操作',
    field: '字段', evidence: '比对结果', bits: '比特', none: '无', hashed: '已加密比对', total: '证据合计', before: '先验（看证据之前）', odds: '合计', probability: '同一人概率', opened: '开户', status: '状态', org: '主办机构', rm: '客户经理', value: '资产', others: '已归为一人的其他客户号',
    together: '归并后是同一个人的客户号', togetherCount: '共 {{n}} 个', effect: '归并后两边的标签、资产、事件合为一个客户，原始行不变，可撤销。', lists: '若两边在同一名单里被分到不同组，这个人会从该策略的评估中作为“分组污染”剔除。', history: '以前的判断', said: { merge: '归并', apart: '不是同一人', unsure: '待定' },
    done: { merge: '已归并', apart: '已分开', unsure: '已标为待定' }, undone: '正在撤销，客户号会恢复原来的归属', again: '请重新判断这一对', emptyTitle: '复核完了', emptyWhy: '没有待复核的客户号。', back: '回到概览', undoNote: '复核台撤回', skipped: '只看',
  },
  change: {
    kind: '类型', kinds: { link: '自动归并', merge: '人工归并', split: '拆分', undo: '撤销' }, status: '状态', statuses: { pending: '进行中', applied: '已生效', failed: '失败' }, by: '操作人', at: '时间', applied: '生效', merges: '涉及的人', customers: '变动的客户号', note: '说明', rules: '规则版本', undoOf: '撤销的变更', emptyTitle: '还没有归并或拆分', emptyWhy: '运行归并或在复核台判断后，每一次变更都会记在这里。',
    name: '变更 {{id}}', parent: '归并与拆分', undo: '撤销整个变更', undoTitle: '撤销变更 {{id}}？', undoWhat: '{{merges}} 个人、{{customers}} 个客户号恢复到变更之前的归属；之后装载的行回到各自的客户号。撤销过的配对不会再自动归并，除非证据变化。', undoOne: '撤销', undoOneTitle: '撤销这一个人的归并？', undoOneWhat: '客户号 {{ids}} 恢复到变更之前的归属。', undone: '已撤销', members: '客户号', moved: '变动', because: '依据', more: '再看后面的', noGroups: '您权限范围内没有这个变更涉及的客户。', required: '请写明理由',
    merge: '归并客户号', mergeTitle: '把这些客户号归为同一个人', split: '拆分客户号', splitTitle: '把这些客户号从原来的人中拆出', ids: '客户号，每行一个', mergeWhat: '所列 {{n}} 个客户号（连同已归并的）成为一个人，可撤销。', splitWhat: '所列 {{n}} 个客户号一起拆出，成为另一个人，可撤销。', started: '已开始，完成后显示在列表里', probability: '概率',
  },
  rules: {
    deterministic: '直接判定', idNumber: '证件号相同，且出生日期、性别不矛盾', social: '企业微信或公众号账号相同，其他不矛盾', mobileAndName: '手机号与姓名都相同，其他不矛盾', thresholds: '概率界限', accept: '自动归并，概率不低于', reviewAt: '人工复核，概率不低于', sharing: '一个值最多多少客户共用', sharingHelp: '超过的值不用来找候选：共用太多说明不了什么。', share: { idNumber: '证件号', mobile: '手机号', email: '邮箱', device: '设备', social: '社交账号', nameBirth: '姓名加出生日期' },
    max: '自动归并的人最多几个客户号', owner: '多个客户号时归属看谁', ownerHelp: '按顺序比较，第一条能分出先后的决定主办机构与客户经理。', preference: { OPEN: '状态正常的', VALUE: '资产最多的', OLDEST: '开户最早的', NEWEST: '开户最晚的' }, version: '现行第 {{version}} 版', none: '现行默认规则', draft: '有未发布的草稿',
    preview: '预览影响', previewHint: '用表单里的规则试算全行，不改动任何数据', publish: '发布规则', publishTitle: '发布身份归并规则？', publishWhat: '发布后，下一次归并按新规则判定；已有的归并不会被机器自动拆开，失去依据的进入复核。', publishPreviewed: '预览：新增 {{appear}} 对，失去依据 {{vanish}} 对，转入复核 {{toReview}} 对。', notPreviewed: '还没有预览这套规则的影响。', done: '规则已发布', note: '修改说明', result: '预览结果（截至 {{date}}）', stale: '规则已改动，请重新预览。', appear: '新增链接', vanish: '失去依据', toReview: '转入复核', persons: '人数', before: '现在', after: '之后', samples: '样例', change: '变化', changes: { appear: '新增', vanish: '失去依据', toReview: '转入复核' }, noSamples: '没有变化。', order: '复核界限不能高于自动归并界限', byRule: '按判定依据',
  },
  owner: {
    orphans: '无主客户', conflicts: '归属冲突', reason: '原因', reasons: { NO_ORG: '没有主办机构', UNKNOWN_ORG: '机构不在机构表中', NO_RM: '没有客户经理', UNKNOWN_RM: '经理不在员工表中', RM_LEFT: '经理已离职' }, custId: '客户号', org: '主办机构', rm: '客户经理', value: '资产', export: '导出 CSV', exportWhat: '文件带水印，导出用途与行数记入操作留痕。', exportPurpose: '用途', emptyTitle: '没有无主客户', emptyWhy: '每位正常客户都有主办机构和在职的客户经理。', noConflicts: '没有归属冲突', noConflictsWhy: '有多个客户号的人，各客户号的机构和经理一致。', person: '人', decided: '归属', because: '因为{{why}}', members: '各客户号', apply: '按规则确定归属', applyTitle: '按现行规则确定归属？', applyWhat: '{{persons}} 个有多个客户号的人中，{{changed}} 人的主办机构或客户经理会改变；之后标签自动重建。改回原来的规则再执行一次即可恢复。', applyLoading: '正在计算影响…',
  },
} as const
