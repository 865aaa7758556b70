import { Button, Dropdown } from 'antd'
import { useTranslation } from 'react-i18next'
import { adoptedSchema, type TierCell, type TieringRun } from '#segments/contract'
import { post } from '../../../api/client.js'
import { useMay } from '../../../api/session.js'
import { useAdopt } from '../use-adopt.js'
import { tierRunUrl } from './tier-paths.js'

interface Props {
  readonly tiering: string
  readonly run: TieringRun
  readonly cell: TierCell
  readonly near?: boolean
  readonly cameFrom?: string
}

const slug = (text: string): string => text.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')

/** Drafts a segment of a cell, by its rule or by membership, and opens it. */
export function AdoptTierButton({ tiering, run, cell, near = false, cameFrom }: Props) {
  const { t } = useTranslation('segments')
  const { adopt, isPending } = useAdopt((way: 'rule' | 'cell') => {
    const tail = near ? 'near' : cameFrom === undefined ? way : `from-${slug(cameFrom)}`
    const name = near ? { zh: `${cell.name.zh}·临界`, en: `${cell.name.en}, near the next` } : cell.name
    return post(`${tierRunUrl(tiering, run.runId)}/adopt`, { cell: cell.code, way, near, ...(cameFrom === undefined ? {} : { cameFrom }), key: `${tiering}-${slug(cell.code)}-${tail}`.slice(0, 60), name }, adoptedSchema)
  })
  if (!useMay('segment.write')) return null
  const isOneWay = near || cameFrom !== undefined || run.kind === 'lifecycle' || run.kind === 'alike'
  if (isOneWay) {
    return (
      <Button size="small" loading={isPending} onClick={() => adopt(near ? 'rule' : 'cell')}>
        {t('tiers.adopt')}
      </Button>
    )
  }
  const items = (['rule', 'cell'] as const).map((way) => ({ key: way, label: t(`tiers.ways.${way}`), onClick: () => adopt(way) }))
  return (
    <Dropdown menu={{ items }} trigger={['click']}>
      <Button size="small" loading={isPending}>{t('tiers.adopt')}</Button>
    </Dropdown>
  )
}
