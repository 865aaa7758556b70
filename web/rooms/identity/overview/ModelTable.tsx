import { useTranslation } from 'react-i18next'
import type { LinkSummary } from '#identity/contract'
import { HelpHint } from '../../../ui/figures/HelpHint.js'
import { Percent } from '../../../ui/figures/Num.js'
import { formatSigned } from '../../../ui/format.js'
import { useSay } from '../../../ui/language/use-say.js'
import { useFormatLocale } from '../../../ui/theme/Look.js'

/** The fitted model: m, u and weight of every level of every field. */
export function ModelTable({ run }: { readonly run: Pick<LinkSummary, 'fields' | 'prior'> }) {
  const { t } = useTranslation('identity')
  const say = useSay()
  const locale = useFormatLocale()
  return (
    <section>
      <h2>
        {t('model.title')}
        <HelpHint name={t('model.title')} formula={t('model.formula')} source={t('model.source')}>
          {t('model.help')}
        </HelpHint>
      </h2>
      <p className="soft">
        {t('model.prior')} <Percent value={run.prior} digits={3} />
      </p>
      <table className="plain-table identity-table">
        <thead>
          <tr>
            <th scope="col">{t('model.field')}</th>
            <th scope="col">{t('model.level')}</th>
            <th scope="col" className="right">{t('model.m')}</th>
            <th scope="col" className="right">{t('model.u')}</th>
            <th scope="col" className="right">{t('model.weight')}</th>
          </tr>
        </thead>
        <tbody>
          {run.fields.flatMap(({ field, name, levels }) =>
            levels.filter(({ level }) => level > 0).map(({ level, words, m, u, weight }, at) => (
              <tr key={`${field} ${level}`}>
                <td>{at === 0 && say(name)}</td>
                <td>{say(words)}</td>
                <td className="right"><Percent value={m} digits={2} /></td>
                <td className="right"><Percent value={u} digits={3} /></td>
                <td className="right figures">{formatSigned(weight, locale, 1)}</td>
              </tr>
            )),
          )}
        </tbody>
      </table>
    </section>
  )
}
