import { useTranslation } from 'react-i18next'
import type { z } from 'zod'
import type { tagDetailSchema } from '#tags/contract'
import { barChart } from '../../../ui/charts/bar.js'
import { Chart } from '../../../ui/charts/Chart.js'
import { useSay } from '../../../ui/language/use-say.js'

interface Props {
  readonly shares: z.infer<typeof tagDetailSchema>['shares']
  readonly tagKey: string
}

/** Mean share of each code over the customers who have one. */
export function SharesChart({ shares, tagKey }: Props) {
  const { t } = useTranslation('tags')
  const say = useSay()
  const rows = shares.flatMap(({ label, mean }) => (mean === null ? [] : [{ name: say(label), value: mean }]))
  return <Chart chart={barChart} rows={rows} options={{ format: { kind: 'percent' }, nameLabel: t('distribution.value'), valueLabel: t('shares.mean') }} title={t('shares.title')} note={t('shares.note', { example: `${tagKey}.${shares[0]?.code ?? ''}` })} fileName="tag-shares" />
}
