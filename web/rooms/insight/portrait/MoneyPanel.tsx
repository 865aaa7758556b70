import { useTranslation } from 'react-i18next'
import type { Portrait } from '#insight/contract'
import { HelpHint } from '../../../ui/figures/HelpHint.js'
import { MoneyText, Num, Percent } from '../../../ui/figures/Num.js'
import { formatMoney } from '../../../ui/format.js'
import { AppLink } from '../../../ui/place/AppLink.js'
import { useFormatLocale } from '../../../ui/theme/Look.js'
import { PText } from './PText.js'

/** Assets and debt per customer of both sides, and what part of the base's money the segment holds. */
export function MoneyPanel({ portrait }: { readonly portrait: Portrait }) {
  const { t } = useTranslation('insight')
  const locale = useFormatLocale()
  const { money } = portrait
  const text = (value: number) => formatMoney(Math.round(value), money.ccy, locale)
  if (money.month === null || money.items.length === 0) {
    return (
      <section className="panel">
        <h2>{t('portrait.money')}</h2>
        <p className="soft">{t('portrait.noMoney')} <AppLink to="/data/sources">{t('portrait.toSources')}</AppLink></p>
      </section>
    )
  }
  return (
    <section className="panel">
      <h2>
        {t('portrait.money')}
        <HelpHint name={t('portrait.money')} formula={t('portrait.moneyFormula')}>{t('portrait.moneyHelp', { month: money.month })}</HelpHint>
      </h2>
      <div className="wide-table">
        <table className="plain-table">
          <thead>
            <tr>
              <th scope="col">{t('portrait.item')}</th>
              <th scope="col" className="right">{t('portrait.mean')}</th>
              <th scope="col" className="right">{t('portrait.baseMean')}</th>
              <th scope="col" className="right">{t('portrait.difference')}</th>
              <th scope="col" className="right">d</th>
              <th scope="col" className="right">{t('portrait.p')}</th>
              <th scope="col" className="right">{t('portrait.shareOfBase')}</th>
            </tr>
          </thead>
          <tbody>
            {money.items.map((item) => (
              <tr key={item.key}>
                <th scope="row">{t(`portrait.moneyItem.${item.key}`)}</th>
                <td className="right"><MoneyText minor={Math.round(item.mean)} currency={money.ccy} /></td>
                <td className="right"><MoneyText minor={Math.round(item.baseMean)} currency={money.ccy} /></td>
                <td className="right figures">{text(item.diff)} <small className="soft">{item.low !== null && item.high !== null && `[${text(item.low)}, ${text(item.high)}]`}</small></td>
                <td className="right"><Num value={item.effect} digits={2} /></td>
                <td className="right"><PText p={item.p} /></td>
                <td className="right"><Percent value={item.shareOfBase} /></td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}
