export const words = {
  title: '潜力与价值', purpose: '每格是处在相近位置的客户，颜色越深客户越多；人数过少的格不显示。', x: '横轴', y: '纵轴', scale: '刻度', scales: { log: '对数', plain: '原值' }, scaleHelp: '两轴先标准化再相加：(值 − 平均) / 标准差。金额等长尾数值建议用对数：sign(x)·ln(1+|x|)。',
  capacity: '能联系多少位', weight: '横轴权重', weightHelp: '得分 = 权重 × 横轴标准分 +（1 − 权重）× 纵轴标准分，取得分最高的若干位；同分按客户号先后。没有数值的按 0 计。', ofAll: '占 {{share}}', means: '选中客户平均', rest: '其余平均', adopt: '以这 {{shown}} 位建客群', hiddenBins: '{{count}} 格人数过少，未显示', none: '没有可画的客户', noneWhy: '这次运行在您的可见范围内没有客户。', follows: '客群随最新一次运行重选，限您现在的机构范围。', bin: '{{shown}} 位 · {{x}} · {{y}}', line: '虚线为入选线，右上方入选；细线为象限切点。', customers: '客户',
  cross: '交叉', crossWith: '与哪个分层交叉', crossNone: '还没有其他已运行的分层', crossNoneWhy: '交叉表需要两个分层各运行过一次。', shows: { customers: '客户', row: '行占比', column: '列占比', tgi: 'TGI', money: '资金' }, crossNote: '行是本分层，列是另一个分层；TGI = 该格占行的比例 ÷ 该列占全部的比例 × 100。点“建客群”取同在两格的客户。', outside: '不在其中', adoptBoth: '建客群', total: '合计',
  rates: '升级率', ratesHelp: '升级率 = 升级客户 ÷ 可升级客户（期初在、期末仍在且期初不在最高一级）；降级率的分母为期初不在最低一级的客户。', upRate: '升级率', downRate: '降级率', atRisk: '可升级客户', ratesTitle: '逐期升级率与降级率',
  managers: '按客户经理', manager: '客户经理', noManager: '未分配', managed: '名下客户', inSegment: '客群人数', share: '占名下', noManagers: '没有可显示的客户经理',
} as const
