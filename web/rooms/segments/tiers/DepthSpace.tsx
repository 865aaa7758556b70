import { Button, Select, Space } from 'antd'
import { useTranslation } from 'react-i18next'
import { adoptedSchema, type TierDepth, type TieringRun, tierSpacesSchema } from '#segments/contract'
import type { z } from 'zod'
import { post } from '../../../api/client.js'
import { useApi } from '../../../api/query.js'
import { useMay } from '../../../api/session.js'
import { Loaded } from '../../../ui/feedback/Loaded.js'
import { HelpHint } from '../../../ui/figures/HelpHint.js'
import { Num, Percent } from '../../../ui/figures/Num.js'
import { useSay } from '../../../ui/language/use-say.js'
import { AppLink } from '../../../ui/place/AppLink.js'
import { useScope, useUrlState } from '../../../ui/place/scope.js'
import { useAdopt } from '../use-adopt.js'
import { depthAskOf, MOST_CHOICES } from './depth-ask.js'
import { SpaceCustomers } from './SpaceCustomers.js'
import { tierRunUrl } from './tier-paths.js'

interface Props {
  readonly tiering: string
  readonly run: TieringRun
  readonly depth: TierDepth
  readonly mayRead: boolean
}

type Spaces = z.infer<typeof tierSpacesSchema>

interface Picked {
  readonly cell: TieringRun['cells'][number]
  readonly category: TierDepth['categories'][number]
}

/** What is asked for a segment of a tier without a category, with a key and name of its own. */
function namedSpace(tiering: string, { cell, category }: Picked) {
  const key = `${tiering}-${cell.code}-no-${category.code}`.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-').slice(0, 60)
  const name = { zh: `${cell.name.zh}·未持有${category.name.zh}`, en: `${cell.name.en} without ${category.name.en.toLowerCase()}` }
  return { cell: cell.code, category: category.code, key, name }
}

/** Drafts a segment of the tier and category chosen. */
function AdoptSpace({ tiering, run, depth }: Omit<Props, 'mayRead'>) {
  const { t } = useTranslation('segments')
  const say = useSay()
  const [search] = useUrlState()
  const ask = depthAskOf(search)
  const cell = run.cells.find(({ code }) => code === ask.cell)
  const category = depth.categories.find(({ code }) => code === ask.category)
  const { adopt, isPending } = useAdopt((picked: Picked) => post(`${tierRunUrl(tiering, run.runId)}/whitespace/adopt`, namedSpace(tiering, picked), adoptedSchema))
  if (!useMay('segment.write')) return null
  if (cell === undefined || category === undefined) return <span className="soft">{t('depth.chooseBoth')}</span>
  return <Button loading={isPending} title={t('depth.adoptHint', { category: say(category.name) })} onClick={() => adopt({ cell, category })}>{t('depth.adopt')}</Button>
}

function Controls({ run, depth }: Pick<Props, 'run' | 'depth'>) {
  const { t } = useTranslation('segments')
  const say = useSay()
  const [search, change] = useUrlState()
  const ask = depthAskOf(search)
  const set = (part: Record<string, string | null>) => change({ ...part, cursor: null }, { replace: true })
  return (
    <Space wrap>
      <Select aria-label={t('depth.tier')} style={{ minWidth: '10rem' }} allowClear placeholder={t('depth.allTiers')} value={ask.cell ?? null} options={run.cells.map(({ code, name }) => ({ value: code, label: say(name) }))} onChange={(cell: string | null | undefined) => set({ cell: cell ?? null })} />
      <label>{t('depth.most')} <Select<number> aria-label={t('depth.most')} style={{ width: '6rem' }} value={ask.most} options={MOST_CHOICES.map((count) => ({ value: count, label: t('depth.mostKinds', { count }) }))} onChange={(most) => set({ most: most === 1 ? null : String(most) })} /></label>
      <Select aria-label={t('depth.category')} style={{ minWidth: '12rem' }} allowClear placeholder={t('depth.anyCategory')} value={ask.category ?? null} options={depth.categories.map(({ code, name }) => ({ value: code, label: say(name) }))} onChange={(category: string | null | undefined) => set({ category: category ?? null })} />
    </Space>
  )
}

function ByCategory({ spaces, depth }: { readonly spaces: Spaces; readonly depth: TierDepth }) {
  const { t } = useTranslation('segments')
  const say = useSay()
  const [search, change] = useUrlState()
  const { category: chosen } = depthAskOf(search)
  const nameOf = (code: string) => say(depth.categories.find((one) => one.code === code)?.name ?? { zh: code })
  const shown = spaces.items.filter(({ lacking }) => lacking !== 0)
  return (
    <table className="plain-table">
      <caption className="visually-hidden">{t('depth.space')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('depth.category')}</th>
          <th scope="col" className="right">{t('depth.lacking')} <HelpHint name={t('depth.lacking')}>{t('depth.lackingHelp')}</HelpHint></th>
          <th scope="col" className="right">{t('depth.chance')} <HelpHint name={t('depth.chanceName')} formula={t('depth.chanceFormula')} source={t('depth.chanceSource')}>{t('depth.chanceHelp')}</HelpHint></th>
          <th scope="col" className="right">{t('depth.expected')} <HelpHint name={t('depth.expected')} formula="Σ p">{t('depth.expectedHelp')}</HelpHint></th>
        </tr>
      </thead>
      <tbody>
        {shown.map(({ category, lacking, chance, expected }) => (
          <tr key={category}>
            <th scope="row"><Button type="link" size="small" className="chosen-link" aria-pressed={category === chosen} onClick={() => change({ category: category === chosen ? null : category, cursor: null }, { replace: true })}>{nameOf(category)}</Button></th>
            <td className="right"><Num value={lacking} /></td>
            <td className="right"><Percent value={chance} /></td>
            <td className="right"><Num value={expected} /></td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** Of those who hold few: what there is room for, and who they are. */
export function DepthSpace(props: Props) {
  const { t } = useTranslation('segments')
  const { tiering, run, depth, mayRead } = props
  const { org } = useScope()
  const [search] = useUrlState()
  const ask = depthAskOf(search)
  const query = { org, cell: ask.cell, most: ask.most, without: ask.without.join(',') || undefined }
  const mayModels = useMay('model.read')
  const spaces = useApi(`${tierRunUrl(tiering, run.runId)}/spaces`, tierSpacesSchema, { query, keepPrevious: true })
  return (
    <section id="white-space" className="overview">
      <h3>{t('depth.space')}</h3>
      <p className="soft">
        {t('depth.spaceWhat', { most: ask.most })} {t('depth.suits')}{mayModels && <>{' '}<AppLink to="/cross-sell">{t('depth.crossSell')}</AppLink></>}
      </p>
      <Space wrap size="middle">
        <Controls run={run} depth={depth} />
        <AdoptSpace tiering={tiering} run={run} depth={depth} />
      </Space>
      <Loaded query={spaces}>{(data) => <ByCategory spaces={data} depth={depth} />}</Loaded>
      {mayRead && <SpaceCustomers tiering={tiering} run={run} depth={depth} />}
    </section>
  )
}
