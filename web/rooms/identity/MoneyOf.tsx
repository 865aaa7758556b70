import { useToday } from '../../api/installation.js'
import { MoneyText } from '../../ui/figures/Num.js'

/** An amount in the bank's reporting currency. */
export function MoneyOf({ minor }: { readonly minor: number }) {
  const currency = useToday().data?.currency
  return currency === undefined ? null : <MoneyText minor={minor} currency={currency} />
}
