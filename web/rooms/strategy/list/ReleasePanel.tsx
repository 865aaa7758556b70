import { useTranslation } from 'react-i18next'
import { gatePolicySchema } from '#execution/contract'
import { startedSchema } from '#platform/http/contract'
import { listDetailSchema } from '#strategy/contract'
import { post } from '../../../api/client.js'
import { useJobStarted } from '../../../api/jobs.js'
import { useApi, useRefresh } from '../../../api/query.js'
import { useMay, useSession } from '../../../api/session.js'
import { ConfirmButton } from '../../../ui/action/ConfirmButton.js'
import { formatInstant, formatNumber } from '../../../ui/format.js'
import { useFormatLocale } from '../../../ui/theme/Look.js'
import { drawnSplit } from '../arms.js'
import type { ListDetail } from './ListDetailPage.js'
import { notEvaluated } from './waterfall-rows.js'

function useSentences(list: ListDetail): readonly string[] {
  const { t } = useTranslation('strategy')
  const locale = useFormatLocale()
  const policy = useApi('/api/v1/gate-policy', gatePolicySchema)
  const write = (value: number) => formatNumber(value, locale)
  const { treated, control } = drawnSplit(list.counts, list.arms)
  const open = notEvaluated(list.waterfall)
  return [
    t('release.reach', { treated: write(treated), channel: t(`channel.${list.channel}.name`) }),
    t('release.held', { control: write(control) }),
    t('release.frozenBy', { name: list.author.name, at: formatInstant(list.createdAt, locale) }),
    ...(open.length === 0 ? [] : [t('release.open', { steps: open.map((step) => t(`step.${step}`)).join(t('comma')) })]),
    t(list.channel === 'FILE' ? 'release.gateFile' : 'release.gate', { count: policy.data?.accepted.length ?? 0 }),
    t('release.second'),
  ]
}

/** Lets a list go or gives it up: how many, which channel, what is held back, who froze it, who must release. */
export function ReleasePanel({ list }: { readonly list: ListDetail }) {
  const { t } = useTranslation('strategy')
  const locale = useFormatLocale()
  const { person } = useSession()
  const mayRelease = useMay('strategy.release')
  const mayCancel = useMay('strategy.write')
  const refresh = useRefresh()
  const started = useJobStarted()
  const sentences = useSentences(list)
  if (list.status === 'CANCELLED') return <p className="panel soft">{t('release.cancelled')}</p>
  const isSame = person.id === list.author.id
  const again = () => refresh('/api/v1/lists', '/api/v1/strategies')
  const release = async () => {
    await post(`/api/v1/lists/${list.id}/release`, {}, startedSchema)
    await started()
    await again()
  }
  const cancel = async () => {
    await post(`/api/v1/lists/${list.id}/cancel`, {}, listDetailSchema)
    await again()
  }
  const treated = formatNumber(drawnSplit(list.counts, list.arms).treated, locale)
  const why = isSame ? t('release.same') : mayRelease ? null : t('release.notAllowed')
  const said = sentences.map((text) => <li key={text}>{text}</li>)
  return (
    <section className="panel">
      <h2>{t('release.title')}</h2>
      <ul className="sentence-list">{said}</ul>
      <div className="button-row">
        <ConfirmButton
          type="primary"
          disabled={why !== null}
          label={t('release.button', { treated, channel: t(`channel.${list.channel}.name`) })}
          title={t('release.sure')}
          onConfirm={release}
        >
          <ul className="sentence-list">{said}</ul>
        </ConfirmButton>
        {mayCancel && (
          <ConfirmButton label={t('release.cancel')} title={t('release.cancelTitle')} onConfirm={cancel}>
            {t('release.cancelWhat')}
          </ConfirmButton>
        )}
        {why !== null && <span className="tone-warm">{why}</span>}
      </div>
    </section>
  )
}
