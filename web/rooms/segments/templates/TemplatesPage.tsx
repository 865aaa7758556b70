import { Button, Segmented } from 'antd'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { type Template, templateListSchema, templatePreviewSchema } from '#segments/contract'
import { post } from '../../../api/client.js'
import { useApi } from '../../../api/query.js'
import { useMay } from '../../../api/session.js'
import { EmptyState } from '../../../ui/feedback/EmptyState.js'
import { Loaded } from '../../../ui/feedback/Loaded.js'
import { Num } from '../../../ui/figures/Num.js'
import { StatusTag } from '../../../ui/figures/StatusTag.js'
import { useSay } from '../../../ui/language/use-say.js'
import { PageHeader } from '../../../ui/page/PageHeader.js'
import { AppLink } from '../../../ui/place/AppLink.js'
import { useScope, useUrlState } from '../../../ui/place/scope.js'
import '../segments.css'
import { editPath, segmentPath, SEGMENTS } from '../segment-paths.js'
import { TIERINGS, tieringPath } from '../tiers/tier-paths.js'
import { useAdopt } from '../use-adopt.js'

const TEMPLATES = '/api/v1/segment-templates'
const madeSchema = z.object({ kind: z.enum(['segment', 'tiering']), key: z.string(), revision: z.number().int() })

const needPath = { tag: '/customers/tags', attribute: '/data/dictionary', fact: '/data/connect', segment: '/customers/segments', code: '/data/dictionary' } as const

/** What a template reads, and whether the bank has it. */
function Needs({ template }: { readonly template: Template }) {
  const { t } = useTranslation('segments')
  const say = useSay()
  if (template.needs.length === 0) return null
  return (
    <p className="template-needs">
      <span className="soft">{t('templates.needs')}</span>
      {template.needs.map((need) => (
        <span key={`${need.kind}/${need.key}`} className={need.has ? 'need' : 'need lacking'} title={`${t(`templates.kinds.${need.kind}`)} ${need.key}`}>
          {need.has ? '✓ ' : '✗ '}
          {need.has ? say(need.name) : <AppLink to={needPath[need.kind]}>{say(need.name)}</AppLink>}
        </span>
      ))}
    </p>
  )
}

function Count({ template }: { readonly template: Template }) {
  const { t } = useTranslation('segments')
  const { org } = useScope()
  const [search, change] = useUrlState()
  const isAsked = search.get('count') === template.key
  const counted = useApi(isAsked ? `${TEMPLATES}/${template.key}/count` : null, templatePreviewSchema, { query: { org } })
  if (!isAsked) return <Button size="small" onClick={() => change({ count: template.key }, { replace: true })}>{t('templates.count')}</Button>
  return <Loaded query={counted}>{({ count, total }) => <span className="figures">{count === null ? t('live.hidden') : <Num value={count} />} <span className="soft">/ <Num value={total} /></span></span>}</Loaded>
}

function ApplyButton({ template }: { readonly template: Template }) {
  const { t } = useTranslation('segments')
  const { adopt, isPending } = useAdopt(() => post(`${TEMPLATES}/${template.key}/apply`, {}, madeSchema), {
    refreshes: [SEGMENTS, TIERINGS, TEMPLATES],
    pathOf: (made) => (made.kind === 'segment' ? editPath(made.key) : tieringPath(made.key)),
  })
  const mayWrite = useMay('segment.write')
  if (template.isApplied) return <AppLink to={template.kind === 'segment' ? segmentPath(template.key) : tieringPath(template.key)}>{t('templates.open')}</AppLink>
  if (!mayWrite) return null
  return (
    <Button size="small" type="primary" disabled={!template.isReady} {...(template.isReady ? {} : { title: t('templates.lacks') })} loading={isPending} onClick={() => adopt(undefined)}>
      {t('templates.apply')}
    </Button>
  )
}

function Card({ template }: { readonly template: Template }) {
  const { t } = useTranslation('segments')
  const say = useSay()
  return (
    <article className="panel template-card">
      <h3>
        {say(template.name)} <small className="soft">{t(`templates.makes.${template.kind}`)}</small>{' '}
        {template.confidence !== 'known' && <StatusTag tone="active">{t(`templates.confidence.${template.confidence}`)}</StatusTag>}
      </h3>
      <p>{say(template.description)}</p>
      {template.play !== null && <p className="soft">{t('templates.play')} {say(template.play)}</p>}
      <Needs template={template} />
      <footer>
        {template.isReady ? <Count template={template} /> : <span className="tone-warm">{t('templates.lacks')}</span>}
        <ApplyButton template={template} />
      </footer>
    </article>
  )
}

/** Templates of segments and tierings by pack: what each needs, whether it is there, how many it takes, and a way to use it. */
export function TemplatesPage() {
  const { t } = useTranslation('segments')
  const say = useSay()
  const [search, change] = useUrlState()
  const templates = useApi(TEMPLATES, templateListSchema)
  return (
    <>
      <PageHeader title={t('templates.title')} purpose={t('templates.purpose')} />
      <Loaded query={templates}>
        {({ packs, items }) => {
          const pack = packs.find(({ key }) => key === search.get('pack')) ?? packs[0]
          if (pack === undefined) return <EmptyState title={t('templates.none')} why={t('templates.purpose')} />
          const own = items.filter((item) => item.pack === pack.key)
          return (
            <>
              <div className="wide-table">
                <Segmented value={pack.key} onChange={(next) => change({ pack: next, count: null })} options={packs.map(({ key, name }) => ({ value: key, label: say(name) }))} />
              </div>
              <p className="soft">{say(pack.description)} {t('templates.ready', { ready: own.filter(({ isReady }) => isReady).length, all: own.length })}</p>
              <div className="template-grid">
                {own.map((template) => <Card key={template.key} template={template} />)}
              </div>
            </>
          )
        }}
      </Loaded>
    </>
  )
}
