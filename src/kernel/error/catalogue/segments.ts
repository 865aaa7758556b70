export const segmentErrors = {
  SEGMENT_NO_SNAPSHOT: {
    status: 409,
    zh: '客群 {key} 还没有快照，请先生成快照。',
    en: 'The segment {key} has no snapshot yet; take one first.',
  },
  CLUSTER_FEATURE_TYPE: {
    status: 422,
    zh: '特征“{feature}”的类型是 {type}，聚类只接受数、金额、是非和代码。',
    en: 'The feature "{feature}" is of type {type}; clusterings take numbers, money, yes or no, and codes.',
  },
  CLUSTER_FEATURE_REPEATED: { status: 422, zh: '特征键 {feature} 重复。', en: 'The feature key {feature} is there twice.' },
  CLUSTER_FEATURE_CONSTANT: {
    status: 422,
    zh: '特征“{feature}”在所有客户上取值相同或全部缺失，请去掉它。',
    en: 'The feature "{feature}" is the same for every customer, or missing; leave it out.',
  },
  CLUSTER_RANGE: { status: 422, zh: '簇数范围 {from} 到 {to} 不成立，起点须小于终点。', en: 'Clusters from {from} to {to} is no range: the first must be below the last.' },
  CLUSTER_MORE_THAN_CUSTOMERS: {
    status: 422,
    zh: '要分成 {clusters} 簇，但只有 {customers} 位客户。',
    en: '{clusters} clusters were asked for, but there are {customers} customers.',
  },
  CLUSTER_FEW_CUSTOMERS: {
    status: 422,
    zh: '只有 {customers} 位客户，至少需要 {needed} 位才能聚类。',
    en: 'There are {customers} customers; clustering needs {needed} or more.',
  },
  CLUSTER_NOT_RUN: { status: 409, zh: '聚类 {key} 还没有运行过，请先运行。', en: 'The clustering {key} has not been run yet; run it first.' },
  CLUSTER_RUN_UNKNOWN: { status: 404, zh: '聚类 {key} 没有运行 {run}。', en: 'The clustering {key} has no run {run}.' },
  CLUSTER_UNKNOWN: { status: 404, zh: '没有第 {cluster} 簇：共有 {clusters} 簇，从 0 数起。', en: 'There is no cluster {cluster}: there are {clusters}, counted from 0.' },
  CLUSTER_WITHOUT_RULES: {
    status: 409,
    zh: '第 {cluster} 簇没有能说清它的规则，请按簇采用。',
    en: 'No rules tell cluster {cluster} apart; adopt it as a cluster.',
  },
} as const
