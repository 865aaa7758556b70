import type { ColumnType } from '#kernel/sql'

export type BankType = 'text' | 'int' | 'decimal' | 'money' | 'date' | 'instant' | 'bool' | 'enum'

export interface BankColumn {
  readonly type: BankType
  readonly zh: string
  readonly en: string
  readonly required?: boolean
  /** Direct identifier: sealed in customer_pii and hashed, never stored in a bank table. */
  readonly identifier?: 'name' | 'mobile' | 'id_no' | 'email' | 'address'
  /** Codes of an enum with their names. */
  readonly values?: Readonly<Record<string, { readonly zh: string; readonly en: string }>>
}

export type LoadMode = 'snapshot' | 'upsert' | 'append'

export interface BankTable {
  readonly zh: string
  readonly en: string
  /** Natural key columns. */
  readonly key: readonly string[]
  /** One row per customer or many; `none` for small dimensions without a customer. */
  readonly customer: 'one' | 'many' | 'none'
  /** Date or instant a fact happened at. */
  readonly timeColumn?: string
  readonly modes: readonly LoadMode[]
  readonly columns: Readonly<Record<string, BankColumn>>
}

const column = (type: BankType, zh: string, en: string, more: Partial<BankColumn> = {}): BankColumn => ({ type, zh, en, ...more })
const required = { required: true } as const
const custId = column('text', '客户号', 'Customer number', required)

const GENDER = { M: { zh: '男', en: 'Male' }, F: { zh: '女', en: 'Female' }, U: { zh: '未知', en: 'Unknown' } }
const DIRECTION = { D: { zh: '借（支出）', en: 'Debit (out)' }, C: { zh: '贷（收入）', en: 'Credit (in)' } }

/** The bank model every source is mapped to (domain specification 2.1, first form). */
export const bankModel = {
  org: {
    zh: '机构', en: 'Organisation', key: ['org_id'], customer: 'none', modes: ['snapshot', 'upsert'],
    columns: {
      org_id: column('text', '机构号', 'Org id', required),
      parent_id: column('text', '上级机构号', 'Parent org id'),
      level: column('enum', '层级', 'Level', { values: { HO: { zh: '总行', en: 'Head office' }, BRANCH: { zh: '分行', en: 'Branch' }, SUB: { zh: '支行', en: 'Sub-branch' } } }),
      name_zh: column('text', '名称', 'Name', required),
      name_en: column('text', '英文名称', 'English name'),
      province: column('text', '省', 'Province'),
      city: column('text', '市', 'City'),
    },
  },
  customer: {
    zh: '客户', en: 'Customer', key: ['cust_id'], customer: 'one', modes: ['snapshot', 'upsert'],
    columns: {
      cust_id: custId,
      name: column('text', '姓名', 'Name', { identifier: 'name' }),
      mobile: column('text', '手机号', 'Mobile', { identifier: 'mobile' }),
      id_no: column('text', '证件号', 'Identity number', { identifier: 'id_no' }),
      email: column('text', '邮箱', 'E-mail', { identifier: 'email' }),
      address: column('text', '地址', 'Address', { identifier: 'address' }),
      gender: column('enum', '性别', 'Gender', { values: GENDER }),
      birth_date: column('date', '出生日期', 'Birth date'),
      city_code: column('enum', '常住城市', 'City'),
      occupation_code: column('enum', '职业', 'Occupation'),
      education: column('enum', '学历', 'Education'),
      marital: column('enum', '婚姻', 'Marital status'),
      income_band: column('enum', '收入档', 'Income band'),
      open_date: column('date', '开户日期', 'Opened on'),
      open_channel: column('enum', '开户渠道', 'Opened through'),
      main_org_id: column('enum', '主办机构', 'Main org'),
      rm_emp_id: column('enum', '客户经理', 'Relationship manager'),
      minor_flag: column('bool', '未成年', 'Minor'),
      deceased_flag: column('bool', '已故', 'Deceased'),
      staff_flag: column('bool', '本行员工', 'Staff'),
      status: column('enum', '状态', 'Status', { values: { ACTIVE: { zh: '正常', en: 'Active' }, CLOSED: { zh: '销户', en: 'Closed' }, FROZEN: { zh: '冻结', en: 'Frozen' } } }),
      marketing_consent: column('bool', '营销同意', 'Marketing consent'),
      do_not_contact: column('bool', '勿扰', 'Do not contact'),
    },
  },
  account: {
    zh: '账户', en: 'Account', key: ['acct_id'], customer: 'many', timeColumn: 'open_date', modes: ['snapshot', 'upsert'],
    columns: {
      acct_id: column('text', '账号', 'Account id', required),
      cust_id: custId,
      type: column('enum', '类型', 'Type'),
      product_id: column('enum', '产品号', 'Product id'),
      open_date: column('date', '开户日', 'Opened on'),
      close_date: column('date', '销户日', 'Closed on'),
      status: column('enum', '状态', 'Status'),
      org_id: column('enum', '机构号', 'Org id'),
    },
  },
  account_holder: {
    zh: '账户持有人', en: 'Account holder', key: ['holder_id'], customer: 'many', modes: ['snapshot', 'upsert'],
    columns: {
      holder_id: column('text', '持有关系号', 'Holder id', required),
      acct_id: column('text', '账号', 'Account id', required),
      cust_id: custId,
      role: column('enum', '角色', 'Role'),
    },
  },
  product: {
    zh: '产品', en: 'Product', key: ['product_id'], customer: 'none', modes: ['snapshot', 'upsert'],
    columns: {
      product_id: column('text', '产品号', 'Product id', required),
      category: column('enum', '类别', 'Category'),
      name_zh: column('text', '名称', 'Name'),
      name_en: column('text', '英文名称', 'English name'),
      risk_level: column('enum', '风险等级', 'Risk level'),
      term_days: column('int', '期限（天）', 'Term in days'),
    },
  },
  txn: {
    zh: '交易', en: 'Transaction', key: ['txn_id'], customer: 'many', timeColumn: 'ts', modes: ['append', 'snapshot'],
    columns: {
      txn_id: column('text', '流水号', 'Transaction id'),
      acct_id: column('text', '账号', 'Account id'),
      cust_id: custId,
      ts: column('instant', '时间', 'Time', required),
      type: column('enum', '类型', 'Type'),
      dir: column('enum', '借贷', 'Direction', { values: DIRECTION }),
      amount: column('money', '金额', 'Amount', required),
      balance_after: column('money', '余额', 'Balance after'),
      channel: column('enum', '渠道', 'Channel'),
      cpty_type: column('enum', '对手类型', 'Counterparty type'),
      cpty_id: column('text', '对手', 'Counterparty'),
      memo_class: column('enum', '摘要类别', 'Memo class'),
      status: column('enum', '状态', 'Status'),
    },
  },
  standing_order: {
    zh: '定期委托', en: 'Standing order', key: ['order_id'], customer: 'many', modes: ['snapshot', 'upsert'],
    columns: {
      order_id: column('text', '委托号', 'Order id', required),
      acct_id: column('text', '账号', 'Account id'),
      cust_id: custId,
      cpty_bank: column('enum', '对手行', 'Counterparty bank'),
      cpty_id: column('text', '对手账号', 'Counterparty account'),
      amount: column('money', '金额', 'Amount'),
      memo_class: column('enum', '摘要类别', 'Memo class'),
    },
  },
  holding: {
    zh: '持有', en: 'Holding', key: ['cust_id', 'product_id', 'as_of'], customer: 'many', timeColumn: 'as_of', modes: ['append', 'snapshot'],
    columns: {
      cust_id: custId,
      product_id: column('enum', '产品号', 'Product id', required),
      as_of: column('date', '日期', 'Date', required),
      end_bal: column('money', '期末余额', 'End balance'),
      avg_bal: column('money', '平均余额', 'Average balance'),
    },
  },
  touch: {
    zh: '触达', en: 'Touch', key: ['touch_id'], customer: 'many', timeColumn: 'ts', modes: ['append', 'snapshot'],
    columns: {
      touch_id: column('text', '触达号', 'Touch id'),
      cust_id: custId,
      campaign: column('enum', '活动', 'Campaign', required),
      arm: column('enum', '组别', 'Arm', required),
      channel: column('enum', '渠道', 'Channel'),
      ts: column('instant', '时间', 'Time'),
      decision: column('enum', '结果', 'Decision'),
      delivered: column('bool', '送达', 'Delivered'),
      opened: column('bool', '打开', 'Opened'),
      clicked: column('bool', '点击', 'Clicked'),
      disposition: column('enum', '处置', 'Disposition'),
    },
  },
  outcome: {
    zh: '结果', en: 'Outcome', key: ['outcome_id'], customer: 'many', timeColumn: 'ts', modes: ['append', 'snapshot'],
    columns: {
      outcome_id: column('text', '结果号', 'Outcome id'),
      cust_id: custId,
      ts: column('instant', '时间', 'Time'),
      metric: column('enum', '指标', 'Metric', required),
      count: column('decimal', '计数', 'Count'),
      value: column('money', '金额', 'Value'),
      campaign: column('enum', '活动', 'Campaign'),
    },
  },
} as const satisfies Record<string, BankTable>

export type BankTableName = keyof typeof bankModel
export const bankTableNames = Object.keys(bankModel) as [BankTableName, ...BankTableName[]]

/** The table's description with its columns by plain name. */
export function bankTable(name: BankTableName): BankTable {
  return bankModel[name]
}

/** Column name in the warehouse: money is stored as minor units and says so. */
export function storedName(name: string, type: BankType): string {
  return type === 'money' ? `${name}_minor` : name
}

/** Warehouse type of a bank column. */
export function storedType(type: BankType): ColumnType {
  switch (type) {
    case 'text':
      return 'Nullable(String)'
    case 'enum':
      return 'LowCardinality(Nullable(String))'
    case 'int':
    case 'money':
      return 'Nullable(Int64)'
    case 'decimal':
      return 'Nullable(Float64)'
    case 'date':
      return 'Nullable(Date32)'
    case 'instant':
      return "Nullable(DateTime64(3, 'UTC'))"
    case 'bool':
      return 'Nullable(Bool)'
  }
}

/** Warehouse table of a bank table. */
export function storedTable(name: BankTableName): string {
  return `bank_${name}`
}
