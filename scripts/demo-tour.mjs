// Screenshots of tags, segments, portraits and models on a demo bank that runs and has the example loops in it, and the
// pages docs/tour.md and docs/tour.zh-CN.md around them.
// Usage: node scripts/demo-tour.mjs --url http://127.0.0.1:7430 --data-dir <data> [--only builder,depth]
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { openBrowser, openPage, root, settled } from '../test/browser/kit.mjs'

const { values } = parseArgs({ options: { url: { type: 'string' }, 'data-dir': { type: 'string' }, customers: { type: 'string', default: '50,000' }, only: { type: 'string' } } })
if (values.url === undefined || values['data-dir'] === undefined) {
  console.error('Usage: node scripts/demo-tour.mjs --url http://127.0.0.1:7430 --data-dir <data>')
  process.exit(2)
}
const token = readFileSync(join(values['data-dir'], 'cli-token'), 'utf8').trim()
const ask = async (path, body) => {
  const answer = await fetch(`${values.url}/api/v1${path}`, { method: body === undefined ? 'GET' : 'POST', headers: { authorization: `Bearer ${token}`, ...(body === undefined ? {} : { 'content-type': 'application/json' }) }, ...(body === undefined ? {} : { body: JSON.stringify(body) }) })
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${(await answer.text()).slice(0, 300)}`)
  return answer.json()
}

/** A wealthy customer with much to show. */
async function somebody() {
  const { items } = await ask('/segments/sample', { rule: { v: 1, kind: 'rule', rule: { kind: 'compare', left: { kind: 'agg', table: 'position', fn: 'count', window: { kind: 'all' } }, op: '>=', value: 3 } } }).catch(() => ({ items: [] }))
  return items[0]?.custId ?? 'C00000001'
}

/** A draft over a property of an event, as an analyst begins one; its key. */
async function eventRule() {
  const key = 'careful-readers'
  if ((await ask('/definitions/segment')).items.some((each) => each.key === key)) return key
  const compare = (left, op, value) => ({ kind: 'compare', left, op, value })
  const seen = compare({ kind: 'field', field: 'name' }, '=', 'product_detail_view')
  const quarter = { kind: 'last', n: 90, unit: 'd' }
  const looks = { kind: 'agg', table: 'app_event', fn: 'count', window: quarter, filter: { kind: 'all', all: [seen, compare({ kind: 'field', field: 'props.dwell_s' }, '>=', 60)] } }
  const failed = { kind: 'agg', table: 'app_event', fn: 'count', window: quarter, filter: { kind: 'all', all: [compare({ kind: 'field', field: 'name' }, '=', 'buy_fail'), compare({ kind: 'field', field: 'props.code' }, '=', 'QUOTA')] } }
  const rule = { v: 1, kind: 'rule', rule: { kind: 'all', all: [compare(looks, '>=', 2), compare(failed, '=', 0)] } }
  await ask('/definitions/segment', { key, name: { zh: '认真看过产品', en: 'Careful readers' }, body: { purposes: ['SERVICE'], rule } })
  return key
}

const custId = await somebody()
const written = await eventRule()
const STOPS = [
  { name: 'tags', path: '/customers/tags', zh: ['标签目录', '全部标签带分面、口径、新鲜度与使用处；可建、可改、可回填、可对比版本人群。'], en: ['The catalogue of tags', 'Every tag with its facet, formula, freshness and uses; made, changed, backfilled, and compared by version.'] },
  { name: 'tag', path: '/customers/tags/aum-tier', zh: ['一个标签', '口径一句话、分布、版本与回填。'], en: ['One tag', 'Its formula as a sentence, distribution, versions and backfill.'] },
  { name: 'tag-evaluation', path: '/customers/tag-evaluation', zh: ['标签评估', '覆盖、稳定、准确、区分、冗余与使用，给出 A–D 和改进工单。'], en: ['Tag evaluation', 'Coverage, stability, accuracy, discrimination, redundancy and usage: a grade from A to D, and a ticket to improve it.'] },
  { name: 'mis-tags', path: '/customers/mis-tags', zh: ['误标核查', '行内持有与别处行为相左的客户，给出更正与证据。'], en: ['Mis-tags', 'Customers whose holdings here and behaviour elsewhere disagree: a correction with its evidence.'] },
  { name: 'builder', path: '/customers/segments/payroll-group/edit', zh: ['客群编辑', '标签、事实、序列、缺席、名次与清单组合成一句话，实时计数。'], en: ['The segment builder', 'Tags, facts, sequences, absence, ranks and lists become one sentence, counted as you write.'] },
  { name: 'event-rule', path: `/customers/segments/${written}/edit`, zh: ['事件属性', '埋点方案里的事件与属性按名称、按类型进入规则：停留秒数可比较、可合计。'], en: ['Properties of events', 'Events and what the tracking plan says they carry enter rules by name and by type: seconds are compared and summed.'] },
  { name: 'attractiveness', path: '/customers/segments/attractiveness', zh: ['客群吸引力', '规模、增长、价值、可触达与效果放在一起比，权重可调。'], en: ['How attractive segments are', 'Size, growth, value, reach and effect side by side, with weights of your own.'] },
  { name: 'templates', path: '/customers/templates', zh: ['模板', '现成的客群模板，各带一句话与规模。'], en: ['Templates', 'Segments ready to be taken, each a sentence and a size.'] },
  { name: 'tiers', path: '/customers/tiers/aum-pyramid', zh: ['金字塔', '分层、迁移矩阵与临界名单。'], en: ['The pyramid', 'Tiers, the migration matrix and who is near the next one.'] },
  { name: 'depth', path: '/customers/tiers/aum-pyramid?tab=depth', zh: ['持有深度', '每一层持有几类产品、还缺哪一类、下一类最可能是什么。'], en: ['Depth of holdings', 'How many categories each tier holds, which it lacks, and which comes next.'] },
  { name: 'clusters', path: '/customers/clusters/standard', zh: ['聚类', '群的名片、近似规则与采用。'], en: ['Clusters', 'Cards, rules that come near them, and adoption.'] },
  { name: 'sets', path: '/customers/sets/_all?tab=machine', zh: ['规则·聚类·头脑风暴', '同一批客户上三种想法并排。'], en: ['Rules, machine, people', 'Three ways to cut the same customers, side by side.'] },
  { name: 'subgroups', path: '/customers/subgroups/dormant-where', zh: ['子群发现', '自动找出指标不寻常的人群。'], en: ['Subgroups', 'Groups with an unusual rate, found by themselves.'] },
  { name: 'portrait', path: '/insight/portrait?of=payroll-group', zh: ['客群画像', '分布、TGI、趋势、迁入迁出与对比。'], en: ['Segment portrait', 'Distributions, index against a base, trend, flows and comparison.'] },
  { name: 'packs', path: '/insight/packs/payroll-insight', zh: ['洞察包', '银发、代发、Z 世代、小微、新市民。'], en: ['Insight packs', 'Silver, payroll, generation Z, small firms, new citizens.'] },
  { name: 'customer', path: `/customers/${custId}?tab=faces`, zh: ['客户全貌', '四个面、身份、资产、时间线、标签与理由。'], en: ['One customer', 'Four faces, identity, assets, timeline, tags and reasons.'] },
  { name: 'models', path: '/models', zh: ['模型', '每个模型预测什么、多准、谁批的。'], en: ['Models', 'What each predicts, how well, and who approved it.'] },
  { name: 'lists', path: '/models/uplift-payup?tab=lists', zh: ['名单对比', '同一批历史客户按三种想法切，转化最高的不是增量最高的。'], en: ['Lists side by side', 'The same past customers cut by three ideas: what converts most is not what adds most.'] },
  { name: 'lifetime', path: '/analyses/purchase-ltv', zh: ['终身价值', '购买与余额的未来，带区间与留出检验。'], en: ['Lifetime value', 'What purchases and balances will bring, with ranges and a held-back check.'] },
]

const only = values.only?.split(',')
const taken = STOPS.filter(({ name }) => only === undefined || only.includes(name))

const folder = join(root, 'docs', 'shots', 'tour')
mkdirSync(folder, { recursive: true })
const browser = await openBrowser()
let failed = 0
for (const [language, suffix] of [['zh-CN', 'zh'], ['en-US', 'en']]) {
  const { page, context, errors } = await openPage(browser, values.url, { login: 'demo-analyst', language })
  for (const stop of taken) {
    await page.goto(`${values.url}${stop.path}`)
    await page.mouse.move(0, 0)
    await settled(page)
    await page.waitForTimeout(500)
    await page.screenshot({ path: join(folder, `${stop.name}.${suffix}.png`) })
  }
  for (const error of errors) console.error(error)
  failed += errors.length
  await context.close()
}
await browser.close()

const HEAD = {
  zh: `# 走一圈\n\n演示银行 ${values.customers} 名客户，装好示例回路之后的样子。[English](tour.md)\n\n每张图都是真实的屏幕：\`npm run qunce -- demo --customers 50000\`，再依次运行 \`examples/\` 里的回路。\n`,
  en: `# A tour\n\nThe demo bank of ${values.customers} customers with the example loops run. [中文](tour.zh-CN.md)\n\nEvery picture is a real screen: \`npm run qunce -- demo --customers 50000\`, then the loops of \`examples/\` one after the other.\n`,
}
for (const [language, file] of [['zh', 'tour.zh-CN.md'], ['en', 'tour.md']]) {
  const stops = STOPS.map((stop) => `## ${stop[language][0]}\n\n${stop[language][1]}\n\n![${stop[language][0]}](shots/tour/${stop.name}.${language}.png)\n`)
  writeFileSync(join(root, 'docs', file), [HEAD[language], ...stops].join('\n'))
}
console.log(`${taken.length * 2} screenshots in docs/shots/tour, ${failed} console errors`)
process.exitCode = failed === 0 ? 0 : 1
