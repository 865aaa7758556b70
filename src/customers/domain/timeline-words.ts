import type { TimelineRow } from '../sql/timeline-query.js'
import { codeName } from './code-name.js'

export interface Words {
  readonly zh: string
  readonly en: string
}

export interface Sentence {
  readonly title: Words
  readonly detail: Words | null
}

/** Names a sentence needs that are not codes of the bank model. */
export interface Names {
  product(id: string): Words
  /** A number of an account as it may be shown. */
  account(id: string): string
}

const same = (text: string): Words => ({ zh: text, en: text })
const both = (zh: string, en: string): Words => ({ zh, en })
const seconds = (text: string): number => Number(text) || 0

/** Parts of a detail that say something, joined; null when there is none. */
function detailOf(...parts: readonly (Words | null)[]): Words | null {
  const given = parts.filter((part): part is Words => part !== null && part.zh !== '')
  return given.length === 0 ? null : both(given.map(({ zh }) => zh).join(' · '), given.map(({ en }) => en).join(' · '))
}

const TOUCHED: Readonly<Record<string, Words>> = {
  UNSUB: both('已退订', 'unsubscribed'), COMPLAINT: both('引起投诉', 'led to a complaint'), CONVERTED: both('已转化', 'converted'), CLICKED: both('已点击', 'clicked'),
  OPENED: both('已打开', 'opened'), DELIVERED: both('已送达', 'delivered'), UNDELIVERED: both('未送达', 'not delivered'),
}

const CONSENTED: Readonly<Record<string, Words>> = { GRANTED: both('同意', 'Agreed'), REFUSED: both('拒绝或撤回', 'Refused or withdrew') }

const CHANGED: Readonly<Record<string, Words>> = {
  link: both('识别为同一人', 'Linked to one person'), merge: both('合并为同一人', 'Merged to one person'), split: both('拆分为不同的人', 'Split to different people'), undo: both('撤销合并或拆分', 'Merge or split undone'),
}

type Write = (row: TimelineRow, names: Names) => Sentence

const codes = (list: string): readonly string[] => list.split(',').filter((code) => code !== '')

function txnKinds(list: string): Words {
  const kinds = codes(list).map((code) => codeName('txn', 'type', code))
  return both(kinds.map(({ zh }) => zh).join('、'), kinds.map(({ en }) => en).join(', '))
}

function productLine(zh: string, en: string): Write {
  return (row, names) => {
    const product = row.code === '' ? null : names.product(row.code)
    return { title: product === null ? both(zh, en) : both(`${zh}：${product.zh}`, `${en}: ${product.en}`), detail: null }
  }
}

function accountLine(zh: string, en: string): Write {
  return (row, names) => ({ ...productLine(zh, en)(row, names), detail: detailOf(row.extra === '' ? null : same(row.extra), row.detail === '' ? null : same(names.account(row.detail))) })
}

const writers: Readonly<Record<string, Write>> = {
  txn: (row) => ({ title: row.code === '' ? both('交易', 'Transaction') : codeName('txn', 'type', row.code), detail: detailOf(same(row.detail)) }),
  'txn-day': (row) => ({ title: both(`小额交易 ${row.n} 笔`, `${row.n} smaller ${row.n === '1' ? 'transaction' : 'transactions'}`), detail: detailOf(txnKinds(row.code)) }),
  session: (row) => ({
    title: both(`手机银行会话，${row.n} 个行为`, `App session, ${row.n} ${row.n === '1' ? 'event' : 'events'}`),
    detail: detailOf(seconds(row.extra) < 60 ? null : both(`${Math.round(seconds(row.extra) / 60)} 分钟`, `${Math.round(seconds(row.extra) / 60)} min`), same(codes(row.detail === '' ? row.code : row.detail).join(', '))),
  }),
  touch: (row) => ({ title: row.code === '' ? both(`触达：${row.detail}`, `Touch: ${row.detail}`) : both(`触达 ${row.code}：${row.detail}`, `Touch by ${row.code}: ${row.detail}`), detail: detailOf(TOUCHED[row.extra] ?? null) }),
  sent: (row) => ({ title: both(`已发送 ${row.code}：${row.detail}`, `Sent by ${row.code}: ${row.detail}`), detail: null }),
  identity: (row) => ({
    title: CHANGED[row.code] ?? both('身份变更', 'Identity changed'),
    detail: detailOf(same(row.detail), row.extra === '0' ? null : both(`另有 ${row.extra} 个范围外的客户号`, `and ${row.extra} outside your charge`)),
  }),
  complaint: (row) => ({ title: both(`投诉${row.code === '' ? '' : `：${row.code}`}`, `Complaint${row.code === '' ? '' : `: ${row.code}`}`), detail: detailOf(same(row.detail), row.n === '0' ? null : both(`严重度 ${row.n}`, `severity ${row.n}`), row.extra === 'OPEN' ? both('未办结', 'open') : both('已办结', 'closed')) }),
  ticket: (row) => ({ title: both(`服务工单${row.code === '' ? '' : `：${row.code}`}`, `Service ticket${row.code === '' ? '' : `: ${row.code}`}`), detail: detailOf(same(row.detail), row.extra === 'BOT' ? both('机器人解决', 'solved by the bot') : null) }),
  survey: (row) => {
    const kind = row.code === '' ? both('调查', 'Survey') : codeName('survey_response', 'type', row.code)
    return { title: Number(row.n) < 0 ? both(kind.zh, kind.en) : both(`${kind.zh}：${row.n} 分`, `${kind.en}: ${row.n}`), detail: detailOf(same(row.detail)) }
  },
  consent: consentLine,
  'account-opened': accountLine('开立账户', 'Account opened'),
  'account-closed': accountLine('销户', 'Account closed'),
  'position-opened': productLine('购买', 'Bought'),
  'position-matured': (row, names) => ({ ...productLine('到期', 'Matured')(row, names), detail: row.extra === '' || row.extra === 'HOLDING' ? null : detailOf(codeName('position', 'status', row.extra)) }),
  'loan-opened': productLine('贷款发放', 'Loan began'),
  'loan-ended': productLine('贷款到期', 'Loan ended'),
  'loan-overdue': (row) => ({ title: both(`贷款逾期 ${row.n} 天`, `Loan ${row.n} days past due`), detail: null }),
  rating: (row) => ({ title: both(`风险测评：${row.code} ${codeName('risk_rating', 'rating', row.code).zh}`, `Risk rating: ${codeName('risk_rating', 'rating', row.code).en}`), detail: detailOf(same(row.detail)) }),
  'wecom-added': (row) => ({ title: both(`添加企业微信，员工 ${row.code}`, `WeCom contact added by employee ${row.code}`), detail: detailOf(same(row.detail)) }),
  'wecom-deleted': (row) => ({ title: both(`删除企业微信，员工 ${row.code}`, `WeCom contact with employee ${row.code} deleted`), detail: detailOf(row.extra === '' ? null : codeName('wecom_contact', 'deleted_by', row.extra)) }),
  'benefit-issued': (row) => ({ title: both(`获得权益 ${row.code}`, `Benefit ${row.code} issued`), detail: null }),
  'benefit-used': (row) => ({ title: both(`使用权益 ${row.code}`, `Benefit ${row.code} used`), detail: null }),
  'campaign-joined': (row) => ({ title: both(`参加活动 ${row.code}`, `Joined campaign ${row.code}`), detail: null }),
}

function consentLine(row: TimelineRow): Sentence {
  const done = CONSENTED[row.extra] ?? both(row.extra, row.extra)
  const purpose = codeName('consent', 'purpose', row.code)
  return { title: both(`${done.zh}：${purpose.zh}`, `${done.en}: ${purpose.en}`), detail: detailOf(same(row.detail)) }
}

/** A timeline row as a sentence in both languages; amounts are told beside it. */
export function sentenceOfRow(row: TimelineRow, names: Names): Sentence {
  const { title, detail } = (writers[row.what] ?? ((other: TimelineRow) => ({ title: same(other.what), detail: null })))(row, names)
  return { title: both(title.zh, title.en), detail }
}
