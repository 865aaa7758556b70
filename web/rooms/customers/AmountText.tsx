import type { Amount } from '#customers/contract'
import { useTranslation } from 'react-i18next'
import { MoneyText } from '../../ui/figures/Num.js'
import { formatMoney } from '../../ui/format.js'
import { useFormatLocale } from '../../ui/theme/Look.js'

/** An amount as the server lets it be seen: exact, or the band it lies in. */
export function AmountText({ amount, full = false }: { readonly amount: Amount | null | undefined; readonly full?: boolean }) {
  const { t } = useTranslation('customers')
  const locale = useFormatLocale()
  if (amount === null || amount === undefined) return <MoneyText minor={null} currency="" />
  if (amount.kind === 'exact') return <MoneyText minor={amount.minor} currency={amount.ccy} full={full} />
  const short = (minor: number) => formatMoney(minor, amount.ccy, locale)
  const text =
    amount.from === null
      ? t('band.below', { to: short(amount.to ?? 0) })
      : amount.to === null
        ? t('band.above', { from: short(amount.from) })
        : t('band.between', { from: short(amount.from), to: short(amount.to) })
  return (
    <span className="figures" title={t('band.why')}>
      {text}
    </span>
  )
}
