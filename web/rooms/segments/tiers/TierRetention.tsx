import { useTranslation } from 'react-i18next'
import { MOST_RETENTION_GROUPS, type TieringRun } from '#segments/contract'
import { useSay } from '../../../ui/language/use-say.js'
import { RetentionTab } from '../detail/RetentionTab.js'
import { yearBefore } from '../detail/SegmentRetention.js'

/** Who stayed of the cells of a tiering, by its oldest run to begin with. */
export function TierRetention({ tiering, runs }: { readonly tiering: string; readonly runs: readonly TieringRun[] }) {
  const { t } = useTranslation('segments')
  const say = useSay()
  const [newest, oldest] = [runs[0], runs.at(-1)]
  if (newest === undefined || oldest === undefined) return null
  const idOf = (run: TieringRun, code: string) => `cell:${tiering}:${run.runId}:${code}`
  const options = [...new Set([oldest, newest])].flatMap((run) => run.cells.map(({ code, name }) => ({ value: idOf(run, code), label: `${say(name)} · ${run.asOf}` })))
  const begin = oldest.cells.slice(-MOST_RETENTION_GROUPS).map(({ code }) => idOf(oldest, code))
  return <RetentionTab options={[...options, { value: 'all', label: t('clusters.everybody') }]} begin={begin} from={oldest.asOf < newest.asOf ? oldest.asOf : yearBefore(newest.asOf)} />
}
