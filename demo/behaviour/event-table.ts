import { param, sql, type Sql } from '#kernel/sql'
import { pickText, type Chance } from '../generator/chance.js'
import { PRODUCTS } from '../generator/parameters/product.js'
import { BREAKPOINTS, FAILING, SESSION_KINDS } from './session-kind.js'

const KEY = sql`session_key`
const STEP = sql`step`
/** Share of sessions that begin with the app started by somebody not yet signed in. */
const ANONYMOUS_START = 0.1
const SHOWN_PRODUCTS = PRODUCTS.filter((each) => each.category === 'WEALTH' || each.category === 'FUND' || each.category === 'TIME_DEP').map((each) => each.id)

/**
 * Rows of bank table app_event from the table `session`: the steps of each session up to the one that fails. The first
 * one of some sessions comes before signing in and carries the device only.
 */
export function eventSelect(chance: Chance): Sql {
  const { uniform, hash } = chance
  const steps = SESSION_KINDS.map((kind) => kind.steps.join(' '))
  const fails = sql`arrayFirstIndex((name, i) -> (${failRate(sql`name`)}) > ${uniform('step fails', KEY, sql`i`)}, steps, arrayEnumerate(steps))`
  const product = sql`${param(SHOWN_PRODUCTS, 'Array(String)')}[1 + ${hash('shown product', KEY)} % ${SHOWN_PRODUCTS.length}]`
  const started = sql`${uniform('anonymous start', KEY)} < ${ANONYMOUS_START}`
  // A session that begins a minute before midnight ends on its day.
  const instant = sql`toDateTime64(least(at + toIntervalSecond(if(step = 0, 0, 8 + 22 * (step - 1))), toDateTime(toDate(day), 'Asia/Shanghai') + toIntervalSecond(86399)), 3, 'UTC')`
  return sql`
    SELECT concat(session_key, '-', toString(step)) AS event_id, device AS device_id, if(step = 0, '', cust_id) AS cust_id, session_key AS session_id, ${instant} AS ts,
      name, ${pageOf()} AS page, if(name = 'home_banner_click', ${pickText(['TOP', 'MID', 'FLOAT'], sql`1 + ${hash('banner', KEY)} % 3`)}, '') AS element,
      if(match(name, '^(product_detail_view|buy_|redeem_)'), ${product}, '') AS product_id, ${propsOf(chance)} AS props, version AS app_ver, os, mode,
      if(name = 'home_banner_click', round(40 + 300 * ${uniform('x', KEY)}), NULL) AS x, if(name = 'home_banner_click', round(90 + 120 * pow(${uniform('y', KEY)}, 2)), NULL) AS y
    FROM (
      SELECT *, splitByChar(' ', ${pickText(steps, sql`kind`)}) AS steps, ${fails} AS failed_at,
        if(failed_at = 0, steps, arraySlice(steps, 1, failed_at)) AS kept,
        arrayMap((step_name, i) -> if(i = failed_at, ${failedName(sql`step_name`)}, step_name), kept, arrayEnumerate(kept)) AS names
      FROM session
    ) ARRAY JOIN if(${started}, arrayPushFront(names, 'app_launch'), names) AS name, if(${started}, range(0, length(names) + 1), range(1, length(names) + 1)) AS step
    WHERE name != ''`
}

/** Chance that a step fails, TR7's breakpoints included. */
function failRate(name: Sql): Sql {
  const { face, riskTest, upload, quota } = BREAKPOINTS
  const rates = Object.values(FAILING).map(({ rate }) => rate)
  const base = sql`transform(${name}, ${Object.keys(FAILING)}, ${param(rates, 'Array(Float64)')}, 0.)`
  const lastButOne = sql`day = toLastDayOfMonth(day) - 1`
  return sql`multiIf(
      ${name} = 'face_ok' AND os = ${face.os} AND version = ${face.version} AND toString(day) BETWEEN ${face.from} AND ${face.to}, ${face.rate},
      ${name} = 'risk_test_submit', if(age >= ${riskTest.age}, ${riskTest.rate}, ${riskTest.others}),
      ${name} = 'loan_apply_step_4' AND branch = ${upload.branch}, ${upload.rate},
      ${name} = 'buy_ok' AND hour = ${quota.hour} AND ${lastButOne}, ${quota.rate},
      ${base})`
}

/** What a failed step is called; '' for a test begun and given up, which leaves no event. */
function failedName(name: Sql): Sql {
  const names = Object.entries(FAILING)
  return sql`transform(${name}, ${names.map(([step]) => step)}, ${names.map(([, { as }]) => as)}, '')`
}

function pageOf(): Sql {
  const pages = { login_ok: 'LOGIN', login_fail: 'LOGIN', app_launch: 'LAUNCH', home_banner_view: 'HOME', home_banner_click: 'HOME', search: 'SEARCH', bill_pay_ok: 'BILL', nps_submit: 'SURVEY' }
  const known = sql`transform(name, ${Object.keys(pages)}, ${Object.values(pages)}, '')`
  return sql`multiIf(${known} != '', ${known}, match(name, '^(product|buy|redeem)'), 'WEALTH', match(name, '^transfer'), 'TRANSFER', match(name, '^loan'), 'LOAN', match(name, '^card'), 'CARD', match(name, '^(task|coupon|invite)'), 'CAMPAIGN', match(name, '^(content|article|live)'), 'CONTENT', match(name, '^risk'), 'RISK_TEST', match(name, '^chat'), 'SERVICE', match(name, '^face'), 'VERIFY', 'SETTINGS')`
}

/** Properties the dictionary names, as JSON text; '' for events without. */
function propsOf(chance: Chance): Sql {
  const dwell = sql`toUInt32(3 + 40 * -log(${chance.uniform('dwell', KEY, STEP)}))`
  const words = ['理财', '存款', '基金', '黄金', '贷款', '养老', '大额存单', '转账限额']
  const word = sql`${pickText(words, sql`1 + ${chance.hash('search word', KEY)} % ${words.length}`)}`
  return sql`multiIf(
      name IN ('product_detail_view', 'content_view'), concat('{"dwell_s":', toString(${dwell}), '}'),
      name = 'search', concat('{"q":"', ${word}, '","result_cnt":', toString(toUInt32(if(${chance.uniform('search empty', KEY)} < 0.09, 0, 1 + 20 * ${chance.uniform('search found', KEY)}))), '}'),
      name = 'buy_fail', concat('{"code":"', if(hour = ${BREAKPOINTS.quota.hour} AND day = toLastDayOfMonth(day) - 1, 'QUOTA', if(${chance.uniform('buy code', KEY)} < 0.5, 'RISK_MISMATCH', 'BALANCE')), '"}'),
      name = 'nps_submit', concat('{"score":', toString(toUInt32(10 * sqrt(${chance.uniform('nps', KEY)}))), '}'),
      '')`
}
