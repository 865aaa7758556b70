import { useTranslation } from 'react-i18next'
import { Loaded } from '../../../ui/feedback/Loaded.js'
import { formatNumber, formatPercent } from '../../../ui/format.js'
import { useSay } from '../../../ui/language/use-say.js'
import { useFormatLocale } from '../../../ui/theme/Look.js'
import { readNamed, type Setting, settingsOf, useBody } from '../analysis-body.js'

const shares: readonly Setting[] = ['margin', 'discount', 'falseDiscovery', 'level']

function Settings({ body }: { readonly body: unknown }) {
  const { t } = useTranslation('analyses')
  const say = useSay()
  const locale = useFormatLocale()
  const { lines, clocks, categories, ranker } = readNamed(body)
  const write = (setting: Setting, value: string | number | readonly number[]): string => {
    if (typeof value === 'string') return value
    if (typeof value !== 'number') return value.map((one) => formatNumber(one, locale)).join(', ')
    return shares.includes(setting) ? formatPercent(value, locale, 1) : formatNumber(value, locale, 4)
  }
  const named: readonly (readonly [string, string])[] = [
    ...(lines.length === 0 ? [] : [[t('setting.lines'), lines.map(({ name }) => say(name)).join(', ')] as const]),
    ...(clocks.length === 0 ? [] : [[t('setting.clocks'), clocks.map(({ name }) => say(name)).join(', ')] as const]),
    ...(categories.length === 0 ? [] : [[t('setting.categories'), categories.map(({ category }) => category).join(', ')] as const]),
    ...(ranker === undefined ? [] : [[t('setting.ranker'), t(`offers.ranker.${ranker.kind}`)] as const]),
    ...settingsOf(body).map(([setting, value]) => [t(`setting.${setting}`), write(setting, value)] as const),
  ]
  return (
    <dl className="panel model-facts">
      {named.map(([label, value]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd className="figures">{value}</dd>
        </div>
      ))}
    </dl>
  )
}

interface Props {
  readonly kind: 'analysis' | 'cross-sell'
  readonly name: string
}

/** Settings in words, the whole definition, and how it is changed. */
export function DefinitionTab({ kind, name }: Props) {
  const { t } = useTranslation('analyses')
  const say = useSay()
  const definition = useBody(kind, name, null)
  return (
    <Loaded query={definition}>
      {({ body }) => {
        const { description } = readNamed(body)
        return (
          <div className="model-stack">
            {description?.zh !== undefined && <p className="model-verdict">{say({ zh: description.zh, en: description.en })}</p>}
            <Settings body={body} />
            <p className="soft">{t(kind === 'analysis' ? 'definition.file' : 'definition.offerFile', { key: name })}</p>
            <details>
              <summary>{t('definition.whole')}</summary>
              <pre className="detail-json">{JSON.stringify(body, null, 2)}</pre>
            </details>
          </div>
        )
      }}
    </Loaded>
  )
}
