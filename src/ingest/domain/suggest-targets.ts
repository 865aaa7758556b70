import type { ColumnSpec, InferredColumn, Target } from '../contract.js'
import { bankTable, bankTableNames, type BankTableName } from './bank-model.js'

const plain = (name: string) => name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '')

/** Other names banks use for our columns. */
const ALIASES: Readonly<Record<string, readonly string[]>> = {
  cust_id: ['custid', 'customerid', 'clientid', 'custno', 'customerno', '客户号', '客户编号'],
  acct_id: ['acctid', 'accountid', 'account', '账号', '账户号'],
  birth_date: ['birthdate', 'birthday', 'dob', '出生日期', '生日'],
  gender: ['gender', 'sex', '性别'],
  mobile: ['mobile', 'phone', 'mobileno', '手机', '手机号'],
  name: ['name', 'custname', 'fullname', '姓名', '客户姓名'],
  id_no: ['idno', 'idnumber', '证件号', '身份证号'],
  email: ['email', 'mail', '邮箱'],
  open_date: ['opendate', '开户日期', '开户日'],
  main_org_id: ['orgid', 'mainorgid', 'branchid', '机构号'],
  amount: ['amount', 'amt', '金额', '交易金额'],
  ts: ['ts', 'time', 'date', 'txntime', 'transdate', '交易时间', '交易日期'],
  txn_id: ['txnid', 'transid', 'transactionid', '流水号'],
}

/** A first mapping by column names: the bank table that matches most, other columns as customer attributes. */
export function suggestTargets(columns: readonly InferredColumn[]): Target[] {
  const scored = bankTableNames.map((table) => ({ table, matched: matches(table, columns) }))
  const best = scored.reduce((a, b) => (Object.keys(b.matched).length > Object.keys(a.matched).length ? b : a))
  const table = Object.keys(best.matched).length >= 2 ? best.table : 'customer'
  const matched = table === best.table ? best.matched : matches(table, columns)
  return [table === 'customer' ? customerTarget(matched, columns) : { table, mode: bankTable(table).modes[0] ?? 'snapshot', columns: matched }]
}

function matches(table: BankTableName, columns: readonly InferredColumn[]): Record<string, ColumnSpec> {
  const found: Record<string, ColumnSpec> = {}
  for (const [name, column] of Object.entries(bankTable(table).columns)) {
    const names = [plain(name), ...(ALIASES[name] ?? [])]
    const hit = columns.find((candidate) => names.includes(plain(candidate.name)))
    if (!hit) continue
    const dated = column.type === 'date' || column.type === 'instant'
    found[name] = dated && hit.format !== null ? { from: hit.name, format: hit.format } : hit.name
  }
  return found
}

function customerTarget(matched: Record<string, ColumnSpec>, columns: readonly InferredColumn[]): Target {
  const used = new Set(Object.values(matched).map((spec) => (typeof spec === 'string' ? spec : 'from' in spec ? spec.from : '')))
  const free = columns.filter((column) => !used.has(column.name))
  const keys = free.map((column, at) => attributeKey(column.name, at))
  const attributes = free
    .map((column, at) => [keys.indexOf(keys[at] ?? '') === at ? (keys[at] ?? '') : `attribute_${at + 1}`, { type: attributeType(column.type), name: { zh: column.name }, column: attributeColumn(column) }] as const)
  return { table: 'customer', mode: 'snapshot', columns: { cust_id: { line: true }, ...matched }, attributes: Object.fromEntries(attributes) }
}

function attributeColumn(column: InferredColumn): ColumnSpec {
  return column.format === null || column.type !== 'date' ? column.name : { from: column.name, format: column.format }
}

function attributeType(type: InferredColumn['type']): 'text' | 'int' | 'decimal' | 'date' | 'bool' | 'enum' {
  return type === 'instant' ? 'text' : type
}

function attributeKey(name: string, at: number): string {
  const key = name.toLowerCase().replace(/[^a-z0-9]+/g, '_').replace(/^_+|_+$/g, '')
  return /^[a-z][a-z0-9_]{0,40}$/.test(key) ? key : `attribute_${at + 1}`
}
