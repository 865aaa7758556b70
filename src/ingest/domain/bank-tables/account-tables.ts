import { APPEND_OR_SNAPSHOT, SNAPSHOT_OR_UPSERT, coded, column, custId, required, settles, type BankTable } from './bank-column.js'

const BALANCES = {
  deposit: column('money', '存款', 'Deposits'),
  wealth: column('money', '理财', 'Wealth products'),
  fund: column('money', '基金', 'Funds'),
  insurance: column('money', '保险', 'Insurance'),
  gold: column('money', '贵金属', 'Gold'),
} as const

const TXN_TYPES = {
  SALARY: ['代发工资', 'Salary'], PENSION: ['养老金', 'Pension'], TRF_IN: ['转入', 'Transfer in'], TRF_OUT: ['转出', 'Transfer out'], QUICKPAY: ['快捷支付', 'Quick pay'],
  POS: ['刷卡消费', 'Card payment'], BANK_SEC: ['银证转账', 'Bank-securities transfer'], FUND_BUY: ['基金申购', 'Fund bought'], FUND_REDEEM: ['基金赎回', 'Fund redeemed'],
  WEALTH_BUY: ['理财购买', 'Wealth product bought'], WEALTH_REDEEM: ['理财赎回', 'Wealth product redeemed'], CASH_IN: ['存现', 'Cash in'], CASH_OUT: ['取现', 'Cash out'],
  LOAN_REPAY: ['还款', 'Loan repaid'], LOAN_DISB: ['放款', 'Loan paid out'], BILL: ['缴费', 'Bill'], TAX: ['缴税', 'Tax'], FEE: ['手续费', 'Fee'], INTEREST: ['利息', 'Interest'], REFUND: ['退款', 'Refund'],
} as const

/** Accounts, balances and money movements (domain specification 2.1). */
export const accountTables = {
  account: {
    zh: '账户', en: 'Account', key: ['acct_id'], customer: 'many', timeColumn: 'open_date', modes: SNAPSHOT_OR_UPSERT,
    columns: {
      acct_id: column('text', '账号', 'Account id', required),
      cust_id: custId,
      ent_id: column('text', '企业号', 'Enterprise id'),
      type: column('enum', '类型', 'Type'),
      product_id: column('enum', '产品号', 'Product id'),
      open_date: column('date', '开户日', 'Opened on'),
      close_date: column('date', '销户日', 'Closed on', settles),
      status: column('enum', '状态', 'Status', settles),
      org_id: column('enum', '机构号', 'Org id', settles),
      is_payroll: column('bool', '代发户', 'Payroll account', settles),
      is_pension: column('bool', '养老金户', 'Pension account', settles),
    },
  },
  account_holder: {
    zh: '账户持有人', en: 'Account holder', key: ['holder_id'], customer: 'many', modes: SNAPSHOT_OR_UPSERT,
    columns: {
      holder_id: column('text', '持有关系号', 'Holder id', required),
      acct_id: column('text', '账号', 'Account id', required),
      cust_id: custId,
      role: column('enum', '角色', 'Role'),
    },
  },
  position: {
    zh: '持仓', en: 'Position', key: ['position_id'], customer: 'many', timeColumn: 'open_date', modes: SNAPSHOT_OR_UPSERT,
    columns: {
      position_id: column('text', '持仓号', 'Position id', required),
      cust_id: custId,
      product_id: column('enum', '产品号', 'Product id', required),
      open_date: column('date', '起息日', 'Opened on', required),
      maturity_date: column('date', '到期日', 'Matures on'),
      principal: column('money', '本金', 'Principal'),
      status: coded('状态', 'Status', { HOLDING: ['持有', 'Held'], MATURED: ['到期', 'Matured'], REDEEMED: ['赎回', 'Redeemed'], ROLLED: ['续作', 'Rolled over'] }, settles),
      seller_emp_id: column('enum', '销售员工', 'Sold by'),
      channel: column('enum', '渠道', 'Channel'),
    },
  },
  holding: {
    zh: '持有', en: 'Holding', key: ['cust_id', 'product_id', 'as_of'], customer: 'many', timeColumn: 'as_of', modes: APPEND_OR_SNAPSHOT,
    columns: {
      cust_id: custId,
      product_id: column('enum', '产品号', 'Product id', required),
      as_of: column('date', '日期', 'Date', required),
      end_bal: column('money', '期末余额', 'End balance'),
      avg_bal: column('money', '平均余额', 'Average balance'),
      mkt_value: column('money', '市值', 'Market value'),
      pnl: column('money', '盈亏', 'Profit and loss'),
    },
  },
  aum_month: {
    zh: '月资产', en: 'Assets by month', key: ['cust_id', 'month'], customer: 'many', timeColumn: 'month', modes: APPEND_OR_SNAPSHOT,
    columns: {
      cust_id: custId,
      month: column('date', '月末日', 'Month end', required),
      end: column('money', '月末资产', 'Assets at month end'),
      avg: column('money', '月日均资产', 'Average assets'),
      peak: column('money', '月内峰值', 'Peak assets'),
      ...BALANCES,
      debt_total: column('money', '负债', 'Debt'),
    },
  },
  aum_daily: {
    zh: '日资产', en: 'Assets by day', key: ['cust_id', 'date'], customer: 'many', timeColumn: 'date', modes: APPEND_OR_SNAPSHOT,
    columns: {
      cust_id: custId,
      date: column('date', '日期', 'Date', required),
      total: column('money', '资产', 'Assets'),
      ...BALANCES,
    },
  },
  txn: {
    zh: '交易', en: 'Transaction', key: ['txn_id'], customer: 'many', timeColumn: 'ts', modes: APPEND_OR_SNAPSHOT,
    columns: {
      txn_id: column('text', '流水号', 'Transaction id'),
      acct_id: column('text', '账号', 'Account id'),
      cust_id: custId,
      ts: column('instant', '时间', 'Time', required),
      type: coded('类型', 'Type', TXN_TYPES),
      dir: coded('借贷', 'Direction', { D: ['借（支出）', 'Debit (out)'], C: ['贷（收入）', 'Credit (in)'] }),
      amount: column('money', '金额', 'Amount', required),
      balance_after: column('money', '余额', 'Balance after'),
      channel: column('enum', '渠道', 'Channel'),
      cpty_type: coded('对手类型', 'Counterparty type', {
        SELF_OTHER_BANK: ['本人他行', 'Own account elsewhere'], PERSON: ['个人', 'Person'], MERCHANT: ['商户', 'Merchant'], EMPLOYER: ['单位', 'Employer'],
        SECURITIES: ['证券公司', 'Securities firm'], FUND_PLATFORM: ['基金平台', 'Fund platform'], GOV: ['政府', 'Government'], ENT: ['企业', 'Enterprise'],
      }),
      cpty_id: column('text', '对手', 'Counterparty'),
      mcc: column('enum', '商户类别码', 'Merchant category code'),
      memo_class: column('enum', '摘要类别', 'Memo class'),
      device_id: column('text', '设备', 'Device'),
      region: column('enum', '地区', 'Region'),
      status: column('enum', '状态', 'Status'),
      fail_code: column('enum', '失败码', 'Failure code'),
    },
  },
  standing_order: {
    zh: '定期委托', en: 'Standing order', key: ['order_id'], customer: 'many', modes: SNAPSHOT_OR_UPSERT,
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
  loan: {
    zh: '贷款', en: 'Loan', key: ['loan_id'], customer: 'many', timeColumn: 'start_date', modes: SNAPSHOT_OR_UPSERT,
    columns: {
      loan_id: column('text', '贷款号', 'Loan id', required),
      cust_id: column('text', '借款人', 'Borrower', required),
      ent_id: column('text', '借款企业', 'Borrowing enterprise'),
      product_id: column('enum', '产品号', 'Product id'),
      principal: column('money', '本金', 'Principal'),
      rate: column('decimal', '利率（基点）', 'Rate in basis points', settles),
      start_date: column('date', '起始日', 'From', required),
      end_date: column('date', '到期日', 'To', settles),
      method: column('enum', '还款方式', 'Repayment method'),
      status: column('enum', '状态', 'Status', settles),
    },
  },
  repayment: {
    zh: '还款', en: 'Repayment', key: ['loan_id', 'due_date'], customer: 'many', timeColumn: 'due_date', modes: APPEND_OR_SNAPSHOT,
    columns: {
      loan_id: column('text', '贷款号', 'Loan id', required),
      cust_id: column('text', '借款人', 'Borrower', required),
      due_date: column('date', '应还日', 'Due on', required),
      due_amt: column('money', '应还金额', 'Due'),
      paid_amt: column('money', '实还金额', 'Paid', settles),
      paid_date: column('date', '实还日', 'Paid on', settles),
      dpd: column('int', '逾期天数', 'Days past due', settles),
    },
  },
} as const satisfies Record<string, BankTable>
