export const words = {
  tab: '持有深度', without: '不计入的品类', withoutNone: '全部品类都计入', title: '各层客户持有几类产品', titleOne: '{{tier}}只持有一类的最多，占 {{share}}', tier: '层级', customers: '客户', none: '不持有', one: '只持一类', told: '显示的合计', mean: '人均品类数', all: '全部', kinds: '{{count}} 类', more: '{{count}} 类及以上', hiddenNote: '人数过少的数字及能推出它的数字不显示。', comma: '、',
  what: '截至运行日 {{date}}，按产品类别计数：未销户的账户、在持的持仓、未到期的贷款，以及 31 天内余额或市值大于 0 的持有。没有类别的产品不计。依据：{{tables}}。',
  tables: { account: '账户', position: '持仓', loan: '贷款', holding: '持有余额' },
  oneHelp: '只持有一类产品的客户 ÷ 该层客户。', meanFormula: 'Σ 品类数 × 客户数 ÷ 客户数',
  heat: '各层持有哪些品类', heatShows: { share: '持有率', tgi: 'TGI', customers: '客户' }, heatHelp: '持有率 = 持有该品类的客户 ÷ 该层客户；TGI = 该层持有率 ÷ 全部客户持有率 × 100，大于 100 即高于平均。', heatNote: '颜色越深，持有率高于全部客户越多。点一格，看该层还没有它的客户。', choose: '看{{tier}}未持有{{category}}的客户',
  noTables: '还不知道谁持有什么', noTablesWhy: '没有账户、持仓、贷款或持有余额的数据。请先在“数据”中接入其中之一，并让产品表带上类别。', noCategories: '产品没有类别', noCategoriesWhy: '产品表为空或没有“类别”一列，或所有品类都被排除。',
  space: '空白与下一个产品', spaceWhat: '持有不超过 {{most}} 类、还没有某品类的客户；按“与其相同的客户持有它的概率”排序。', suits: '这里只看持有，不查适当性；按适当性给每位客户推荐一件产品，见', crossSell: '交叉销售', allTiers: '所有层级', most: '最多持有', mostKinds: '{{count}} 类', anyCategory: '最可能的品类',
  category: '品类', lacking: '还没有', chance: '平均概率', expected: '预计会有', lackingHelp: '所选客户中没有该品类、而同层有人持有的客户数。', expectedHelp: '各客户概率之和：若他们与同类客户一样，其中会有多少位持有。不是投放效果，效果要做对照试验。',
  chanceName: '持有概率', chanceHelp: '同层中其余持有完全相同的 n 位客户里有 k 位持有该品类；学习取整个运行，名单限您的可见范围。n 不足 30（或 k、n−k 人数过少）时改用朴素贝叶斯：同层各品类有无的条件概率相乘，排序可靠，品类相关时数值偏高。同层不足 30 位或无人持有的不给概率。',
  chanceFormula: '(k + 1) ÷ (n + 2)', chanceSource: 'Laplace（1774）继起法则；Domingos、Pazzani（1997），Machine Learning 29',
  held: '已持有', nothing: '无', next: '下一个产品', way: { same: '同类 {{count}} 位客户', bayes: '按单个品类估计，{{count}} 位客户' }, adopt: '建客群', adoptHint: '取该层最新一次运行的成员中没有{{category}}的客户，不限持有几类', chooseBoth: '选定层级与品类后可建客群',
  empty: '没有符合的客户', emptyWhy: '换一层、换一个品类，或放宽最多持有的品类数。同层不足 30 位客户、或无人持有的品类，不给建议。',
} as const
