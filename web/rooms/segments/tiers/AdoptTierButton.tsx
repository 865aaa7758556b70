import { Button, Dropdown } from 'antd'
import { useTranslation } from 'react-i18next'
import { useNavigate, useSearchParams } from 'react-router'
import { adoptedSchema, type TierCell, type TieringRun } from '#segments/contract'
import { post } from '../../../api/client.js'
import { useAction, useRefresh } from '../../../api/query.js'
import { useMay } from '../../../api/session.js'
import { useFaultText } from '../../../ui/feedback/use-fault-text.js'
import { keepScope } from '../../../ui/place/scope.js'
import { useNotice } from '../../../ui/theme/AntdLook.js'
import { SEGMENTS, segmentPath } from '../segment-paths.js'
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
  const [search] = useSearchParams()
  const navigate = useNavigate()
  const notice = useNotice()
  const faultText = useFaultText()
  const refresh = useRefresh()
  const adopt = useAction(
    (way: 'rule' | 'cell') => {
      const tail = near ? 'near' : cameFrom === undefined ? way : `from-${slug(cameFrom)}`
      const name = near ? { zh: `${cell.name.zh}·临界`, en: `${cell.name.en}, near the next` } : cell.name
      return post(`${tierRunUrl(tiering, run.runId)}/adopt`, { cell: cell.code, way, near, ...(cameFrom === undefined ? {} : { cameFrom }), key: `${tiering}-${slug(cell.code)}-${tail}`.slice(0, 60), name }, adoptedSchema)
    },
    {
      onDone: (adopted) => {
        void refresh(SEGMENTS)
        void navigate(keepScope(segmentPath(adopted.key), search))
      },
    },
  )
  const start = (way: 'rule' | 'cell') => adopt.mutate(way, { onError: (error) => notice.warn(faultText(error)) })
  if (!useMay('segment.write')) return null
  const isOneWay = near || cameFrom !== undefined || run.kind === 'lifecycle'
  if (isOneWay) {
    return (
      <Button size="small" loading={adopt.isPending} onClick={() => start(near ? 'rule' : 'cell')}>
        {t('tiers.adopt')}
      </Button>
    )
  }
  const items = (['rule', 'cell'] as const).map((way) => ({ key: way, label: t(`tiers.ways.${way}`), onClick: () => start(way) }))
  return (
    <Dropdown menu={{ items }} trigger={['click']}>
      <Button size="small" loading={adopt.isPending}>{t('tiers.adopt')}</Button>
    </Dropdown>
  )
}
