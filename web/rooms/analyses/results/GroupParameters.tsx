import { useTranslation } from 'react-i18next'
import { Num } from '../../../ui/figures/Num.js'
import { formatNumber, formatPercent } from '../../../ui/format.js'
import { useFormatLocale } from '../../../ui/theme/Look.js'
import { AnalysisHelp } from '../AnalysisHelp.js'
import type { FiguresOf } from '../one/analysis-view.js'

type Group = FiguresOf<'lifetime'>['groups'][number]
type Parameter = NonNullable<Group['process']>[number]

const EVERYBODY = 'all'
const LARGE = 1000

/** Large values without decimals, small ones with three. */
const digitsOf = (value: number): number => (Math.abs(value) >= LARGE ? 0 : 3)

function ParameterCell({ parameter }: { readonly parameter: Parameter | undefined }) {
  const locale = useFormatLocale()
  if (parameter === undefined) return <td><Num value={null} /></td>
  const { value, low, high } = parameter
  const write = (one: number) => formatNumber(one, locale, digitsOf(value))
  return (
    <td>
      <span className="figures">{write(value)}</span>
      {low !== null && high !== null && <span className="figures soft analysis-interval">[{write(low)}, {write(high)}]</span>}
    </td>
  )
}

/** Names of parameters over all groups, as far as any group was fitted. */
function namesOf(groups: readonly Group[]): readonly string[] {
  return [...new Set(groups.flatMap(({ process, spend }) => [...(process ?? []), ...(spend ?? [])].map(({ name }) => name)))]
}

/** What was fitted for each group, with intervals. */
export function GroupParameters({ figures }: { readonly figures: FiguresOf<'lifetime'> }) {
  const { t } = useTranslation('analyses')
  const locale = useFormatLocale()
  const { groups } = figures
  const names = namesOf(groups)
  const level = groups.flatMap(({ process }) => process ?? [])[0]?.level
  const groupName = (group: string) => (group === EVERYBODY ? t('lifetime.everybody') : group || '–')
  return (
    <section className="panel model-scroll">
      <h2>
        {t('lifetime.groups')}
        <AnalysisHelp figure="parameters" />
      </h2>
      <p className="soft">
        {t('lifetime.groupsWhat')} {level !== undefined && t('lifetime.interval', { level: formatPercent(level, locale, 0) })}
      </p>
      <table className="plain-table model-numbers">
        <thead>
          <tr>
            <th scope="col">{t('lifetime.group')}</th>
            <th scope="col">{t('lifetime.groupCustomers')}</th>
            <th scope="col">{t('lifetime.repeat')}</th>
            {names.map((name) => (
              <th key={name} scope="col">{t(`lifetime.parameters.${name as 'r'}`, { defaultValue: name })}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {groups.map(({ group, customers, repeat, pooled, process, spend }) => (
            <tr key={group}>
              <th scope="row">
                {groupName(group)} {pooled && <span className="soft">{t('lifetime.pooled')}</span>}
              </th>
              <td><Num value={customers} /></td>
              <td><Num value={repeat} /></td>
              {names.map((name) => (
                <ParameterCell key={name} parameter={[...(process ?? []), ...(spend ?? [])].find((one) => one.name === name)} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
